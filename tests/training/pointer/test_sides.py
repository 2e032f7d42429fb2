"""The pointer learns sides beside speakers, from articles and from corpora, and is calibrated on other articles."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import Span
from attrib.errors import CorpusError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.pointer.checkpoint import load_pointer
from attrib.nn.pointer.placing_sides import PlacedSides
from attrib.training.corpora.stance import LabelledStance
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace
from attrib.training.pointer.loss import sides_loss
from attrib.training.pointer.material import Sided
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.pointer.stances import UNKNOWN, by_text, sentence_sides
from attrib.training.pointer.task import PointerTask
from attrib.training.tasks import train_recipe
from tests.tiny import save_tiny_model
from tests.training.small import write_gap
from tests.training.stance_texts import write_stance_articles, write_stance_corpora


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Corpora and labelled articles, some to learn from and some to calibrate on."""
    found = write_stance_corpora(tmp_path_factory.mktemp("corpora"))
    write_stance_articles(found / "taught", 6)
    write_stance_articles(found / "other", 12)
    write_gap(found / "gap" / "gap-development.tsv", 8)
    return found


@pytest.fixture(scope="module")
def model(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("models") / "small", base)


def recipe(model: Path, **settings: Any) -> PointerTraining:
    sizes: dict[str, Any] = {"layer": 1, "rank": 2, "width": 8, "batch_tokens": 640, "dropout": 0.0}
    taught = {"articles": ("taught",), "calibrated_on": ("other",), "epochs": 12, "rate": 0.02, "head_rate": 0.02}
    return PointerTraining("pointer", model=str(model), **(sizes | taught | {"sides_weight": 1.0} | settings))


def article_loss(task: PointerTask) -> float:
    """The loss of the articles, of speakers and sides together."""
    task.model.eval()
    with torch.inference_mode():
        return sum(float(task.loss(batch, np.random.default_rng(0))) for batch in task.batches(1))


def test_it_learns_sides_and_says_how_often_they_are_right(model: Path, folder: Path, tmp_path: Path) -> None:
    said: list[str] = []
    place = Workplace(folder, tmp_path, folder, report=said.append)
    task = PointerTask(recipe(model), place)
    before = article_loss(task)
    assert sum(len(window.sided) for window in task.windows) == 12
    figures = train_recipe(recipe(model), place)
    task.model = load_pointer(tmp_path, load_model(str(model), torch.device("cpu")).model.encoder)
    assert article_loss(task) < before / 2
    assert task.model.config.judges
    assert 0 < task.model.config.least_side < 1
    assert figures["sides told right"] >= 50
    assert any("no head for word classes" in line for line in said)
    assert any("sides calibrated on 24 statements" in line for line in said)


def test_the_first_epoch_reads_corpora_before_the_articles(model: Path, folder: Path, tmp_path: Path) -> None:
    corpora = {"coreference": 1.0, "sentences": 0.5, "gum": "", "litbank": ""}
    task = PointerTask(recipe(model, **corpora), Workplace(folder, tmp_path, folder))
    first, second = task.batches(0), task.batches(1)
    asked = [window for batch in first[: len(first) - len(second)] for window in batch]
    assert sum(bool(window.asked) for window in asked) == 8  # a window a passage of GAP
    assert sum(bool(window.sided) for window in asked) == 24  # half of 24 sentences of each corpus
    assert task.rate(Position(0, 4, 4), len(first)) == task.rate(Position(1, 0, 4), len(second)) < 1
    train_recipe(recipe(model, **corpora, epochs=1), Workplace(folder, tmp_path / "out", folder))
    assert (tmp_path / "out" / "model.safetensors").is_file()


def test_a_missing_corpus_is_told(model: Path, folder: Path, tmp_path: Path) -> None:
    lost = recipe(model, coreference=1.0, gum="", litbank="nowhere")
    with pytest.raises(CorpusError, match="nowhere"):
        PointerTask(lost, Workplace(folder, tmp_path, folder))


def test_sentences_become_statements_of_their_whole_text() -> None:
    ends: dict[str, Any] = {"holders": (Span(0, 3),), "targets": ((Span(10, 13),),)}
    rows = [LabelledStance("directed", "Ann praised Bob.", (label,), **ends) for label in (0, 1, 4)]
    rows.append(LabelledStance("author", "Cy is good.", (1,), ((Span(0, 2),),)))
    found = by_text(sentence_sides(rows))
    assert [text for text, _ in found] == ["Ann praised Bob.", "Cy is good."]
    directed = [(one.question.source[0].start, one.classes) for one in found[0][1]]
    # neither; the first for the second; the second against the first
    assert directed == [(0, (0,)), (10, (0,)), (0, (1,)), (10, (0,)), (0, (0,)), (10, (2,))]
    [author] = found[1][1]
    assert (author.question.source, author.question.content, author.classes) == ((), (Span(0, 11),), (1,))


def sided(*classes: int, taken: tuple[bool, bool] | None = None) -> Sided:
    return Sided(PlacedSides((), (), (), ()), classes, taken)


def test_the_loss_falls_with_each_right_answer(model: Path) -> None:
    settings = recipe(model)

    def loss(rows: list[list[float]], taken: list[list[float]], *items: Sided) -> float:
        return float(sides_loss(torch.tensor(rows), torch.tensor(taken), items, settings))

    unsure, item = [[0.0] * 3, [0.0] * 3], sided(2, 0, taken=(False, True))
    right = [[0.0, 0.0, 4.0], [4.0, 0.0, 0.0]]
    assert loss(right, [[0.0, 0.0]], item) < loss(unsure, [[0.0, 0.0]], item)
    assert loss(unsure, [[-4.0, 4.0]], item) < loss(unsure, [[0.0, 0.0]], item) < loss(unsure, [[4.0, -4.0]], item)
    unknown = sided(UNKNOWN)
    assert loss([[0.0, 9.0, 0.0]], [[0.0, 0.0]], unknown) == loss([[9.0, 0.0, 0.0]], [[0.0, 0.0]], unknown) == 0
