"""The training of the pair judge: what an article teaches, what an epoch asks, and what is written."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from attrib.data import StanceLabel
from attrib.errors import SettingsError
from attrib.nn.judge.checkpoint import load_judge
from attrib.pipeline.detection.detector import Detection
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import StanceArticle
from attrib.training.engine.run import train
from attrib.training.engine.task import Workplace
from attrib.training.judge.figures import chosen_figures, given_figures
from attrib.training.judge.material import UNKNOWN, JudgeExample, article_examples, claim_examples, read_examples
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.judge.task import JudgeTask
from tests.judge_tiny import save_tiny_mpnet
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading
from tests.tiny import make_encoder, on_one_thread

ENCODER = make_encoder()
TEXT = "Ida Quill said the ban was wrong for Britain. Ivo Hale said the ban was good. Ivo Hale welcomed the tax."
NO_DETECTOR: Any = None
SUPPORT, OPPOSE = StanceLabel.SUPPORT, StanceLabel.OPPOSE


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


def article(outlet: str = "a") -> StanceArticle:
    statements = (
        said(TEXT, "the ban was wrong for Britain", "said", "Ida Quill"),
        said(TEXT, "the ban was good", "said", "Ivo Hale"),
        said(TEXT, "the tax", "welcomed", "Ivo Hale"),
    )
    labels = ((("the ban", OPPOSE),), (("the ban", SUPPORT), ("Ida Quill", OPPOSE)), (("the tax", SUPPORT),))
    return StanceArticle(outlet, TEXT, tuple(Attribution(s.content, s.cue, s.source) for s in statements), labels)


def examples(outlet: str = "a") -> list[JudgeExample]:
    detection = Detection((), (), reading(TEXT))
    return article_examples(article(), detection, ENCODER, 2, outlet)


def test_an_article_teaches_each_statement_with_its_candidates_and_others() -> None:
    first, second, third = examples()
    names = [target.name for target in first.found]
    assert "Britain" in names
    assert first.classes[names.index("Britain")] == 0
    assert first.classes[names.index("ban")] == 2
    assert first.labelled == 1
    assert first.classes[first.own] == 2
    assert first.mentions[first.own] == ()
    assert all(value == 0 for value in first.classes[first.own + 1 :])
    assert len(first.targets) == first.own + 1 + 2
    assert second.classes[second.own : second.own + 2] == (1, 2)
    assert len(third.bare) < len(third.text)


def test_two_sides_of_one_target_teach_nothing() -> None:
    both = replace(article(), stances=((("the ban", OPPOSE), ("the ban", SUPPORT)), (), ()))
    first = article_examples(both, Detection((), (), reading(TEXT)), ENCODER, 2, "a")[0]
    assert first.classes[first.own] == UNKNOWN


def test_a_claim_is_a_target_of_somebodys_words() -> None:
    [found] = claim_examples([LabelledStance("topic", "Bans never work.", (2,), topic="Ban it.")], ENCODER)
    assert found.classes == (2,)
    assert len(found.targets) == 1


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    folder = tmp_path_factory.mktemp("work")
    save_tiny_mpnet(folder / "models" / "accurate")
    return Workplace(folder, folder / "out", folder)


RECIPE = JudgeTraining(
    "judge", first=1, rank=2, width=8, window=200, epochs=2, claims=1, parts=2, batch_tokens=400, quiet=1.0
)


@pytest.fixture
def task(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> JudgeTask:
    monkeypatch.setenv("ATTRIB_MODELS", str(place.corpora / "models"))
    monkeypatch.setattr(
        "attrib.training.judge.task.read_examples",
        lambda _recipe, folders, *_: examples("a") + examples("b") if len(folders) > 1 else examples("c"),
    )
    claim = LabelledStance("topic", "Bans never work.", (2,), topic="Ban it.")
    monkeypatch.setattr("attrib.training.judge.task.read_perspectrum", lambda _path: [claim])
    monkeypatch.setattr("attrib.training.judge.task.load_detector", lambda *_: SimpleNamespace())
    return JudgeTask(RECIPE, place)


def test_an_epoch_is_drawn_from_the_seed_and_asks_every_side(task: JudgeTask) -> None:
    first, again, second = task.batches(0), task.batches(0), task.batches(1)
    asked = [[classes for _, classes in batch] for batch in first]
    assert asked == [[classes for _, classes in batch] for batch in again]
    assert asked != [[classes for _, classes in batch] for batch in second]
    assert len(task.examples) == len(task.held) == 3
    assert sum(value > 0 for batch in first for _, classes in batch for value in classes) >= 5


def test_a_training_writes_a_judge_that_is_calibrated_and_leaves_the_base_as_it_was(
    task: JudgeTask, place: Workplace
) -> None:
    weight = task.model.encoder.encoder.layer[1].get_parameter("attention.attn.q.weight").clone()
    embeddings = task.model.encoder.get_input_embeddings().get_parameter("weight").clone()
    figures = train(task, place)
    assert {"held told F1", "dev given F1", "dev wrong side"} <= set(figures)
    loaded = load_judge(str(place.output), torch.device("cpu"))
    assert loaded.model.config.min_probability == task.model.config.min_probability
    assert json.loads((place.output / "config.json").read_text())["for"] == loaded.model.config.made_for
    assert torch.equal(task.model.encoder.encoder.layer[1].get_parameter("attention.attn.q.weight"), weight)
    assert torch.equal(task.model.encoder.get_input_embeddings().get_parameter("weight"), embeddings)


def rows(found: list[JudgeExample], right: bool) -> list[Any]:
    """Answers that give each target its class, or support to all."""
    sure = torch.eye(3, dtype=torch.double).numpy() * 0.9 + 0.03
    return [sure[[value if right else 1 for value in item.classes]] for item in found]


def test_figures_tell_the_right_from_the_wrong() -> None:
    found = examples()
    assert given_figures(found, rows(found, right=True), 0.5) == {
        "given F1": 100.0,
        "given precision": 100.0,
        "given recall": 100.0,
        "wrong side": 0.0,
        "side of others": 0.0,
    }
    bad = given_figures(found, rows(found, right=False), 0.5)
    assert bad["wrong side"] == 50.0
    assert bad["side of others"] == 100.0
    assert chosen_figures(found, rows(found, right=True), 0.5)["told precision"] == 100.0
    assert chosen_figures(found, rows(found, right=False), 0.5)["told side"] < 100.0


def test_articles_are_asked_for(place: Workplace) -> None:
    with pytest.raises(SettingsError, match="--articles"):
        read_examples(RECIPE, RECIPE.articles, replace(place, articles=None), NO_DETECTOR, ENCODER)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"articles": ()}, "articles = \\[\\]"),
        ({"parts": 1}, "parts = 1"),
        ({"quiet": 1.5}, "quiet"),
        ({"rank": 0}, "rank"),
        ({"task": "stance"}, "task"),
    ],
)
def test_settings_out_of_range_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        JudgeTraining("judge", **settings)
