"""The moving average of the weights."""

import pytest
import torch
from torch import nn

from attrib.errors import ModelError
from attrib.training.engine.average import WeightAverage, mean_weights


def with_weight(value: float) -> nn.Linear:
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, value)
    return model


def test_the_formula() -> None:
    model = with_weight(1.0)
    average = WeightAverage(model, 0.9)
    nn.init.constant_(model.weight, 2.0)
    average.update(model, 10_000)
    assert average.weights["weight"].item() == pytest.approx(0.9 * 1 + 0.1 * 2)
    average.update(model, 10_001)
    assert average.weights["weight"].item() == pytest.approx(0.9 * 1.1 + 0.1 * 2)


def test_the_first_steps_forget_the_start_sooner() -> None:
    model = with_weight(0.0)
    average = WeightAverage(model, 0.999)
    nn.init.constant_(model.weight, 1.0)
    average.update(model, 1)
    assert average.weights["weight"].item() == pytest.approx(1 - 2 / 11)


def test_the_model_wears_the_average_only_inside() -> None:
    model = with_weight(1.0)
    average = WeightAverage(model, 0.9)
    nn.init.constant_(model.weight, 5.0)
    with average.applied(model):
        assert model.weight.item() == 1
    assert model.weight.item() == 5
    with pytest.raises(RuntimeError, match="measured badly"), average.applied(model):
        raise RuntimeError("measured badly")
    assert model.weight.item() == 5
    assert average.weights["weight"].item() == 1


def test_updates_stay_out_of_the_gradient() -> None:
    model = with_weight(1.0)
    average = WeightAverage(model, 0.9)
    average.update(model, 1)
    assert not average.weights["weight"].requires_grad
    assert average.weights["weight"].data_ptr() != model.weight.data_ptr()
    assert torch.is_grad_enabled()


def test_the_mean_of_models() -> None:
    mean = mean_weights([with_weight(value).state_dict() for value in (1.0, 2.0, 6.0)])
    assert mean["weight"].item() == 3
    with pytest.raises(ModelError, match="not of one form; choose models with the same base"):
        mean_weights([with_weight(1.0).state_dict(), nn.Linear(2, 1, bias=False).state_dict()])
