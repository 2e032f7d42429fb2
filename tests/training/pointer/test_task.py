"""The training of the pointer on articles whose only clue is the text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import Reason
from attrib.errors import ModelError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.load import load_base
from attrib.nn.pointer.checkpoint import load_pointer
from attrib.nn.pointer.placing import PlacedMention, PlacedQuestion, Stand
from attrib.nn.pointer.questions import OptionKind
from attrib.training.engine.task import Workplace
from attrib.training.pointer.calibration import Answer
from attrib.training.pointer.material import Asked, PointerWindow, batches, padded
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.pointer.task import PointerTask
from attrib.training.tasks import train_recipe
from tests.tiny import save_base, save_mpnet, save_tiny_model
from tests.training.small import write_articles


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder / "some", 6)
    return folder


@pytest.fixture(scope="module")
def model(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("models") / "small", base)


def recipe(model: Path, **settings: Any) -> PointerTraining:
    sizes: dict[str, Any] = {"layer": 1, "rank": 2, "width": 8, "batch_tokens": 640, "dropout": 0.0}
    taught: dict[str, Any] = {"articles": ("some",), "calibrated_on": (), "epochs": 12, "rate": 0.02, "head_rate": 0.02}
    return PointerTraining("pointer", model=str(model), **(sizes | taught | settings))


def test_taught_articles_come_once_and_first(model: Path, articles: Path, tmp_path: Path) -> None:
    place = Workplace(articles, tmp_path, articles)
    alone, taught = (PointerTask(recipe(model, taught=names), place) for names in ((), ("some",)))
    assert (len(alone.first), len(taught.first)) == (0, len(taught.windows))
    assert [len(taught.batches(epoch)) - len(alone.batches(epoch)) for epoch in (0, 1)] == [len(alone.batches(1)), 0]


def mean_loss(task: PointerTask) -> float:
    task.model.eval()
    with torch.inference_mode():
        return float(torch.stack([task.loss(batch, np.random.default_rng(0)) for batch in task.batches(0)]).mean())


@pytest.mark.parametrize("own", [False, True], ids=["adapters", "own layers"])
def test_it_learns_and_is_for_its_model(model: Path, base: Path, articles: Path, tmp_path: Path, own: bool) -> None:
    place = Workplace(articles, tmp_path, articles)
    taught = recipe(model, **({"rank": 0, "base": str(base), "rate": 0.005} if own else {}))
    task = PointerTask(taught, place)
    before = mean_loss(task)
    train_recipe(taught, place)
    loaded = load_model(str(model), torch.device("cpu"))
    task.model = load_pointer(tmp_path, loaded.model.encoder)
    assert task.model.config.made_for == loaded.digest
    assert mean_loss(task) < before / 2


@pytest.mark.parametrize("half", [False, True], ids=["float32", "bfloat16"])
def test_a_part_left_out_calibrates(
    model: Path, articles: Path, tmp_path: Path, half: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attrib.nn.encoder.device.has_bfloat16", lambda _: half)
    first = tmp_path / "first"
    train_recipe(recipe(model, without=1, epochs=2), Workplace(articles, first, articles))
    said: list[str] = []
    whole = recipe(model, epochs=2, held_out=str(first), held_out_part=1, calibrated_on=("some",))
    figures = train_recipe(whole, Workplace(articles, tmp_path / "whole", articles, report=said.append))
    assert 0 <= figures["held out"] <= 100
    assert any("statements held out" in line for line in said)
    assert any("shift the confidence by" in line for line in said)
    pointer = load_pointer(tmp_path / "whole", load_model(str(model), torch.device("cpu")).model.encoder)
    assert pointer.config.share == 3.0
    assert pointer.config.speaker_shift != 0.0
    assert not torch.equal(pointer.calibration[:, 0], torch.ones(len(pointer.calibration)))


def test_own_layers_begin_as_those_of_the_base(model: Path, articles: Path, tmp_path: Path) -> None:
    other = save_base(tmp_path / "other", seed=5)
    task = PointerTask(recipe(model, rank=0, base=str(other)), Workplace(articles, tmp_path, articles))
    pretrained, _ = load_base(str(other))
    for name, value in pretrained.get_submodule("encoder.layer.1").state_dict().items():
        torch.testing.assert_close(task.model.upper.layers[0].get_parameter(name).data, value)
    with pytest.raises(ModelError, match="has not the sizes"):
        PointerTask(recipe(model, rank=0, base=str(save_mpnet(tmp_path / "mpnet", layers=2))), task.place)


@pytest.mark.parametrize("own", [False, True], ids=["adapters", "own layers"])
def test_a_training_goes_on_from_the_weights_of_another_pointer(
    model: Path, articles: Path, tmp_path: Path, own: bool
) -> None:
    sizes: dict[str, Any] = {"rank": 0, "rate": 0.005} if own else {}
    first, place = tmp_path / "first", Workplace(articles, tmp_path, articles)
    train_recipe(recipe(model, **sizes), Workplace(articles, first, articles))
    fresh, continued = (PointerTask(recipe(model, start=start, **sizes), place) for start in ("", str(first)))
    assert mean_loss(continued) < mean_loss(fresh) / 2
    learnt = load_pointer(first, load_model(str(model), torch.device("cpu")).model.encoder).state_dict()
    assert all(torch.equal(tensor, learnt[name]) for name, tensor in continued.model.state_dict().items())


def test_a_start_of_other_sizes_is_refused(model: Path, articles: Path, tmp_path: Path) -> None:
    first, place = tmp_path / "first", Workplace(articles, tmp_path, articles)
    train_recipe(recipe(model, epochs=1), Workplace(articles, first, articles))
    with pytest.raises(SettingsError, match=r"other sizes: .+ are \(1, 2, 8, False\), not \(1, 4, 8, False\)"):
        PointerTask(recipe(model, rank=4, start=str(first)), place)


def test_what_is_left_out_is_not_learned_from(model: Path, articles: Path, tmp_path: Path) -> None:
    place = Workplace(articles, tmp_path, articles)
    whole, half = (PointerTask(recipe(model, without=part), place) for part in (-1, 0))
    assert 0 < len(half.windows) < len(whole.windows)


def test_a_missing_held_out_pointer_is_told(model: Path, articles: Path, tmp_path: Path) -> None:
    lost = recipe(model, epochs=1, held_out=str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="no model"):
        train_recipe(lost, Workplace(articles, tmp_path / "out", articles))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"articles": ()}, r"articles = \[\] leaves nothing to train on"),
        ({"without": 2}, "without = 2 is no part; give one from 0 to 1, or -1"),
        ({"held_out_part": 2}, "held_out_part = 2 is no part; give one below 2"),
        ({"rank": -1}, "rank"),
        ({"base": "all-minilm-l6-v2"}, "base = 'all-minilm-l6-v2' gives layers of its own; set rank = 0"),
        ({"base": "b", "rank": 0, "start": "s"}, "base = 'b' and start = 's' both give the first weights"),
        ({"warmup": 1.0}, "warmup"),
        ({"sides_weight": -1.0}, "sides_weight"),
        ({"coreference": 1.5}, "coreference"),
        ({"sentences": 0.5}, "sentences = 0.5 teach sides alone"),
    ],
)
def test_settings_that_cannot_be_are_told(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        PointerTraining("pointer", **wrong)


def window(length: int) -> PointerWindow:
    mention = PlacedMention(0, 1, Stand.APART)
    question = PlacedQuestion((2, 3), None, (3, 4), 0, 0, ((OptionKind.ENTITY, (mention,)), (OptionKind.NOBODY, ())))
    return PointerWindow(torch.ones(length, 4, dtype=torch.bfloat16), (Asked(question, (True, False), 1.0),))


def lengths(found: Sequence[Sequence[PointerWindow]]) -> list[list[int]]:
    return [[len(item.states) for item in batch] for batch in found]


def test_batches_hold_every_window_once_and_keep_to_their_size() -> None:
    items = [window(length) for length in (5, 700, 33, 64, 64, 200, 1024)]
    found = batches(items, 1024, (1, 0))
    assert sorted(len(item.states) for batch in found for item in batch) == sorted(len(item.states) for item in items)
    for batch in found:
        states, there = padded(batch)
        assert states.shape[0] * states.shape[1] <= 1024
        assert there.sum(1).tolist() == [len(item.states) for item in batch]
    assert lengths(batches(items, 1024, (1, 0))) == lengths(found) != lengths(batches(items, 1024, (1, 1)))


def test_an_answer_weighs_both() -> None:
    answer = Answer((0.6, 0.4), (-3.0, -0.05), (Reason.ROLE, Reason.NOMINAL), (False, True))
    assert answer.best(0.0)[1:] == (Reason.ROLE, False)
    assert answer.best(1.0)[1:] == (Reason.NOMINAL, True)
