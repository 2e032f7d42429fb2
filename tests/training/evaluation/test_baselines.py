"""What a stance model has to beat."""

from pathlib import Path

import numpy as np

from attrib.training.corpora.stance import SPLITS
from attrib.training.evaluation.baselines import BagOfWords, always_neutral
from attrib.training.evaluation.stance import class_figures
from tests.training.stance_texts import write_stance_corpora


def test_words_that_tell_the_class_are_learnt(tmp_path: Path) -> None:
    corpora = write_stance_corpora(tmp_path)
    for split in SPLITS:
        train, dev = split.read(corpora / split.train), split.read(corpora / split.dev)
        labels = np.array([label for text in dev for label in text.labels])
        assert class_figures(dev[0].task, BagOfWords(train).scores(dev), labels)["accuracy"] == 100


def test_always_neutral_says_neutral_where_there_is_any() -> None:
    assert always_neutral(np.array([0, 1, 1]), "author").argmax(1).tolist() == [0, 0, 0]
    assert always_neutral(np.array([1, 1, 2]), "topic").argmax(1).tolist() == [1, 1, 1]


def test_figures_of_classes() -> None:
    scores = np.eye(5)[[0, 1, 3, 3, 0]]
    figures = class_figures("directed", scores, np.array([0, 1, 3, 0, 3]))
    assert figures["accuracy"] == 60
    assert figures["neutral"] == 50
    assert figures["p→q F1"] == 75
    assert figures["macro F1"] == 40
    sided = class_figures("topic", np.array([[0.9, 0.1, 0.0], [0.9, 0.0, 0.1]]), np.array([1, 2]))
    assert sided == {"accuracy": 100, "macro F1": 100, "support": 100, "oppose": 100}
