"""The loss over candidates, batches and calibration."""

import numpy as np
import pytest
import torch

from attrib.data import Reason, Span
from attrib.nn.heads.linker import REASONS, LinkerConfig, LinkerHead
from attrib.nn.pointer.questions import Question
from attrib.training.linker.calibration import fit_calibration, fit_shift
from attrib.training.linker.encoded import encode, joined
from attrib.training.linker.examples import LinkExample
from attrib.training.linker.loss import linking_loss
from attrib.training.linker.material import feature_names, parts_of

RIGHT = torch.tensor([True, False, True, False, True])


def test_several_right_candidates_add_up() -> None:
    scores = torch.log(torch.tensor([0.5, 0.3, 0.2, 0.6, 0.4]))
    expected = -(np.log(0.7) + np.log(0.4)) / 2
    assert float(linking_loss(scores, RIGHT, [3, 2])) == pytest.approx(expected, abs=1e-5)


def test_the_loss_falls_when_a_right_candidate_gains() -> None:
    scores = torch.zeros(5)
    better = scores + RIGHT.float()
    assert float(linking_loss(better, RIGHT, [3, 2])) < float(linking_loss(scores, RIGHT, [3, 2]))
    assert torch.isfinite(linking_loss(scores * 0 + 1e4, RIGHT, [3, 2]))


def example(*rows: dict[str, float], shared: dict[str, float]) -> LinkExample:
    size = len(rows)
    right = (True,) + (False,) * (size - 1)
    question = Question(None, None, (), (Span(0, 1),), "quote", "", ())
    return LinkExample(shared, rows, right, right, (Reason.EXACT,) * size, True, question)


def test_joined_statements_are_scored_as_alone() -> None:
    items = [
        example({"a": 1.0}, {"b": 2.0, "a": 0.5}, shared={"s": 1.0, "a": 0.3}),
        example({}, {"b": 1.0}, {"c": 1.0}, shared={}),
        example({"c": 0.2}, shared={"s": 2.0}),
    ]
    torch.manual_seed(1)
    head = LinkerHead(LinkerConfig(["a", "b", "c", "s"], width=3, scorers=1)).eval()
    batches = [encode(head, item, 0).batch for item in items]
    whole = head(joined(batches, 0.0, np.random.default_rng(1)))
    assert torch.allclose(whole, torch.cat([head(batch) for batch in batches]))
    dropped = joined(batches, 0.5, np.random.default_rng(1))
    assert 0 < int((dropped.values == 0).sum()) < len(dropped.values)


def test_rare_features_are_left_out() -> None:
    found = [example({"a": 1.0}, {"a": 1.0, "b": 1.0}, shared={"s": 1.0}), example({"b": 1.0}, shared={"s": 1.0})]
    assert feature_names(found, 2) == ["a", "b", "s"]
    assert feature_names(found, 3) == []


def test_outlets_stay_together_and_parts_are_of_a_size() -> None:
    groups = ["x"] * 5 + ["y"] * 3 + ["z"] * 2 + ["w"]
    parts = parts_of(groups, 2)
    assert len({*zip(groups, parts, strict=True)}) == 4
    assert abs(2 * sum(parts) - len(parts)) <= 1
    assert parts == parts_of(groups, 2)


def test_calibration_lowers_what_promises_too_much() -> None:
    role, name = REASONS.index(Reason.ROLE), REASONS.index(Reason.EXACT)
    right = [at % 2 == 0 for at in range(200)] + [at % 10 != 0 for at in range(200)]
    fitted = fit_calibration([0.9] * 400, [role] * 200 + [name] * 200, right)
    chance = torch.sigmoid(fitted[:, 0] * torch.tensor(0.9).logit() + fitted[:, 1])
    assert float(chance[role]) == pytest.approx(0.5, abs=0.06)
    assert float(chance[name]) == pytest.approx(0.9, abs=0.06)
    assert torch.equal(fit_calibration([], [], []), torch.tensor([[1.0, 0.0]]).repeat(len(REASONS), 1))


def test_a_shift_makes_the_mean_confidence_the_accuracy() -> None:
    right = [at % 10 != 0 for at in range(200)]
    chance = torch.sigmoid(torch.tensor(0.8).logit() + fit_shift([0.8] * 200, right))
    assert float(chance) == pytest.approx(0.9, abs=0.01)
    assert fit_shift([], []) == 0.0
