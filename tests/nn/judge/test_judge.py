"""The network of the pair judge: what a target may read, how a judge is kept, and what is refused."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import NOWHERE, SHARED, TARGET_PIECES, JudgeInput, make_judge_batch
from attrib.nn.judge.model import PairJudge
from attrib.nn.judge.reader import JudgeReader
from tests.judge_tiny import make_judge, save_tiny_judge, save_tiny_mpnet
from tests.tiny import make_encoder, make_model, save_base

CPU = torch.device("cpu")
ENCODER = make_encoder()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_tiny_judge(folder / "judge", save_tiny_mpnet(folder / "accurate"))
    return folder


@pytest.fixture(autouse=True)
def own_models(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIB_MODELS", str(models))


@pytest.fixture(scope="module")
def judge(models: Path) -> PairJudge:
    return make_judge(models / "accurate")


def asked(text: str, *targets: str, encoder: TextEncoder = ENCODER) -> JudgeInput:
    """A row about some targets, each named where its words stand in the text."""
    [whole, *rest] = encoder.encode([text, *(f"about {target}" for target in targets)])
    mentions = []
    for target in targets:
        at = text.find(target)
        inside = [n for n, (s, e) in enumerate(whole.offsets.tolist()) if at <= s and e <= at + len(target)]
        mentions.append(((inside[0], inside[-1] + 1),) if at >= 0 else ())
    return JudgeInput(whole, tuple(rest), tuple(mentions))


def logits(judge: PairJudge, *rows: JudgeInput, window: int = 300) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = judge(make_judge_batch(rows, ENCODER, window))
    return found


def test_an_answer_does_not_hang_on_what_else_is_asked(judge: PairJudge) -> None:
    text = "Hale said: the ban is a mistake"
    [alone] = logits(judge, asked(text, "ban"))
    among = logits(judge, asked("a longer row than the other one, by far", "row"), asked(text, "Hale", "ban", "tax"))
    torch.testing.assert_close(among[2], alone, atol=1e-5, rtol=1e-5)
    assert not torch.allclose(among[1], among[2], atol=1e-3)
    assert not torch.allclose(among[3], among[2], atol=1e-3)


def test_an_answer_hangs_on_the_text_and_on_where_the_target_is_named(judge: PairJudge) -> None:
    row = asked("Hale said: the ban is a mistake", "ban")
    [named], [unnamed] = logits(judge, row), logits(judge, replace(row, mentions=((),)))
    assert not torch.allclose(named, unnamed, atol=1e-3)
    [other] = logits(judge, asked("Hale said: the ban is a triumph", "ban"))
    assert not torch.allclose(named, other, atol=1e-4)


def test_a_batch_holds_each_piece_once_and_says_whose_it_is() -> None:
    rows = asked("ann said: no", "no", "a very long target indeed"), asked("x", "y")
    batch = make_judge_batch(rows, ENCODER, 300)
    kept = len(rows[0].text) + 2
    assert batch.groups[0, :kept].eq(SHARED).all()
    assert sorted(set(batch.groups[0].tolist())) == [0, 1, 2]
    assert batch.groups[1, -1] == NOWHERE
    assert int(batch.groups[0].eq(2).sum()) == TARGET_PIECES
    assert batch.positions[0, kept] == batch.positions[0, kept + int(batch.groups[0].eq(1).sum())] == 1
    assert batch.rows.tolist() == [0, 0, 1]
    torch.testing.assert_close(batch.pools.sum(1), torch.ones(3))
    torch.testing.assert_close(batch.mentions.sum(1), torch.tensor([1.0, 0.0, 0.0]))


def test_a_long_text_loses_its_end_and_a_mention_there(judge: PairJudge) -> None:
    row = asked("ann said: " + "no " * 40 + "taxes", "taxes", "no")
    batch = make_judge_batch([row], ENCODER, 30)
    assert row.length(30) == batch.ids.shape[1]
    assert batch.mentions.sum(1).tolist() == [0.0, 1.0]
    assert logits(judge, row, window=30).isfinite().all()


def test_a_kept_judge_answers_as_it_did(models: Path, judge: PairJudge) -> None:
    row = asked("Hale said: the ban is a mistake", "ban", "Hale", "rain")
    loaded = load_judge("judge", CPU)
    torch.testing.assert_close(logits(loaded.model, row), logits(judge, row), atol=2e-2, rtol=2e-2)
    assert not any(value.requires_grad for value in loaded.model.parameters())
    kept = load_file(models / "judge" / "model.safetensors")
    sizes = sum(value.numel() for value in load_model("accurate", CPU).model.parameters())
    assert sum(value.numel() for value in kept.values()) < sizes / 2


def test_a_reader_answers_in_the_order_asked_whatever_the_batches() -> None:
    loaded = load_judge("judge", CPU)
    rows = [asked("a b c", "b"), asked("a longer text with more in it", "text", "more"), asked("none of it")]
    one, other = JudgeReader(loaded, 4), JudgeReader(loaded, 4000)
    for few, many in zip(one.read(rows), other.read(rows), strict=True):
        torch.testing.assert_close(few, many, atol=1e-5, rtol=1e-5)
    first, second, third = other.read(rows)
    assert first.shape == (1, 3)
    assert second.shape == (2, 3)
    assert third.shape == (0, 3)
    torch.testing.assert_close(second.sum(1), torch.ones(2))
    assert other.read([]) == []


def test_calibration_moves_probabilities() -> None:
    values = torch.tensor([[1.0, 2.0, 0.0]])
    plain = JudgeConfig("0").calibrated(values)
    assert JudgeConfig("0", temperature=4.0).calibrated(values).max() < plain.max()
    assert JudgeConfig("0", shifts=[3.0, 0.0, 0.0]).calibrated(values).argmax() == 0


def copy(models: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    shutil.copytree(models / "judge", folder)
    values = json.loads((folder / "config.json").read_text())
    change(values)
    (folder / "config.json").write_text(json.dumps(values))
    return folder


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda values: values.update(rank=3), "do not fit config.json"),
        (lambda values: values.update(first=2), "is missing or unknown"),
        (lambda values: values.update(first=3), "adapts layers from 3 on of an MPNet"),
        (lambda values: values.update(width=9), "do not fit config.json"),
        (lambda values: values.update({"for": "0" * 64}), "is for a model of kind 'attribution' with weights"),
        (lambda values: values.update(kind="stance"), "kind 'stance', expected 'judge'"),
        (lambda values: values.update(format_version=9), "the judge has format version 9"),
        (lambda values: values.update(window="long"), "window = 'long'"),
        (lambda values: values.update(odd=1), r"unknown keys \['odd'\]"),
        (lambda values: values.update(temperature=0.0), "temperature 0.0 above 0"),
        (lambda values: values.update(shifts=[1.0]), r"shifts = \[1.0\]; expected three numbers"),
        (lambda values: values.update(min_probability=1.5), "min_probability 1.5"),
    ],
)
def test_a_config_that_does_not_fit_is_refused(
    change: Callable[[dict[str, Any]], object], message: str, models: Path, tmp_path: Path
) -> None:
    folder = copy(models, tmp_path / "bad", change)
    with pytest.raises(ModelError, match=message):
        load_judge(str(folder), CPU)


def test_weights_without_a_part_of_the_head_are_refused(models: Path, tmp_path: Path) -> None:
    folder = copy(models, tmp_path / "bad", dict)
    weights = load_file(folder / "model.safetensors")
    del weights["sides.bias"]
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(ModelError, match=r"sides.bias is missing or unknown"):
        load_judge(str(folder), CPU)


def test_another_encoder_than_an_mpnet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="of an MPNet"):
        PairJudge(JudgeConfig("0"), make_model(save_base(tmp_path / "base")))
