"""Texts with CoreNLP's tags, and a training of the head for word classes on a few of them."""

import gzip
import json
from pathlib import Path

import pytest
import torch

from attrib.data import Span
from attrib.english.word_classes import WordClass
from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.heads.checkpoint import load_word_classes
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.polnear import SilverToken
from attrib.training.corpora.word_classes import TaggedText, read_tagged, tagged, word_class
from attrib.training.engine.task import Workplace
from attrib.training.evaluation.report import measure_word_classes
from attrib.training.evaluation.word_classes import ALL, WORDS, score_word_classes
from attrib.training.tasks import train_recipe
from attrib.training.word_classes.recipe import WordClassTraining
from tests.tiny import save_tiny_model

TEXT = "Ann isn't well-known. Bob's dog ran."
TAGS = [
    (0, 3, "NNP"), (4, 6, "VBZ"), (6, 9, "RB"), (10, 20, "JJ"), (20, 21, "."),
    (22, 25, "NNP"), (25, 27, "POS"), (28, 31, "NN"), (32, 35, "VBD"),
]  # fmt: skip


def silver_tokens() -> list[SilverToken]:
    return [SilverToken(start, end, tag, "O") for start, end, tag in TAGS]


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Three articles of two sentences each, tagged."""
    split = tmp_path / "polnear" / "train"
    (split / "text").mkdir(parents=True)
    (tmp_path / "polnear-silver").mkdir()
    with gzip.open(tmp_path / "polnear-silver" / "train.jsonl.gz", "wt", encoding="utf-8") as stream:
        for name in "abc":
            (split / "text" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
            stream.write(json.dumps({"id": name, "tokens": [[*tag, "O"] for tag in TAGS]}) + "\n")
    return tmp_path


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("NNPS", WordClass.PROPER_NOUN),
        ("MD", WordClass.FINITE_VERB),
        ("PRP$", WordClass.DETERMINER),
        ("PRP", WordClass.PRONOUN),
        ("$", WordClass.NUMBER),
        ("POS", WordClass.GENITIVE),
        ("TO", WordClass.TO),
        (".", WordClass.OTHER),
        ("FW", WordClass.OTHER),
        ("", WordClass.OTHER),
    ],
)
def test_tags_of_the_penn_treebank_have_classes(tag: str, kind: WordClass) -> None:
    assert word_class(tag) == kind


def test_words_are_those_of_attrib_and_classes_those_of_the_tokens_they_begin_in() -> None:
    found = tagged("a", TEXT, silver_tokens())
    assert [(span.of(TEXT), kind) for span, kind in zip(found.words, found.classes, strict=True)] == [
        ("Ann", WordClass.PROPER_NOUN),
        ("isn't", WordClass.FINITE_VERB),
        ("well-known", WordClass.ADJECTIVE),
        (".", WordClass.OTHER),
        ("Bob", WordClass.PROPER_NOUN),
        ("'s", WordClass.GENITIVE),
        ("dog", WordClass.NOUN),
        ("ran", WordClass.FINITE_VERB),
    ]  # the last full stop is no token of CoreNLP's here
    assert tagged("a", TEXT, []).words == ()


def test_articles_are_read_in_the_order_of_the_file(corpora: Path) -> None:
    silver, split = corpora / "polnear-silver" / "train.jsonl.gz", corpora / "polnear" / "train"
    assert [text.name for text in read_tagged(silver, split)] == ["a", "b", "c"]
    assert [text.name for text in read_tagged(silver, split, 2)] == ["a", "b"]
    (split / "text" / "c.txt").unlink()
    with pytest.raises(CorpusError, match=r"c\.txt cannot be read"):
        read_tagged(silver, split)
    with pytest.raises(CorpusError, match="is not gzipped JSON lines"):
        read_tagged(corpora / "none.gz", split)


def test_a_training_learns_the_classes_and_writes_a_head(base: Path, corpora: Path, tmp_path: Path) -> None:
    model = save_tiny_model(tmp_path / "model", base)
    said: list[str] = []
    config = WordClassTraining("one", model=str(model), width=32, dropout=0.0, epochs=60, learning_rate=1e-2, texts=2)
    train_recipe(config, Workplace(corpora, tmp_path / "head", report=said.append))
    assert said[0] == "16 words of 2 texts to learn from"
    assert said[-2].startswith("epoch 60 loss ")
    head, loaded = load_word_classes(tmp_path / "head"), load_model(str(model), torch.device("cpu"))
    assert head.config.made_for == loaded.digest
    assert head.config.layer == 2  # the tiny encoder has no fifth layer
    detector = Detector(loaded, torch.float32, 512, word_classes=head)
    [score] = score_word_classes(detector, [tagged("a", TEXT, silver_tokens())])
    assert (score[ALL].right, score[ALL].labelled) == (8, 8)
    assert (score[WORDS].right, score[WORDS].labelled) == (6, 6)
    assert score["finite verb"].labelled == 2
    found = measure_word_classes(
        detector, "mine", corpora / "polnear-silver" / "train.jsonl.gz", corpora / "polnear" / "train"
    )
    assert (found.corpus, found.documents) == ("mine", 3)
    assert {figure.name: figure.score.f1 for figure in found.figures}[ALL] == 100
    assert len(found.figures) == 2 + len(WordClass)
    with pytest.raises(TypeError, match="no head"):
        score_word_classes(
            Detector(loaded, torch.float32, 512), [TaggedText("a", "b", (Span(0, 1),), (WordClass.OTHER,))]
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("epochs = 0", "epochs = 0 must be above 0"),
        ("texts = 0", "texts = 0 must be above 0"),
        ("dropout = 1.5", "dropout = 1.5"),
        ("weight_decay = -1.0", "weight_decay = -1.0 must be at least 0"),
        ("more = 1", "unknown setting 'more'"),
        ('width = "8"', "width = '8' is a str, expected int"),
        ('task = "antecedents"', "expected 'word_classes'"),
    ],
)
def test_bad_settings_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "a"\n{text}\n')
    with pytest.raises(SettingsError, match=words):
        WordClassTraining.read(path)
