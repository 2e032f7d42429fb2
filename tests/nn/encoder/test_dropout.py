"""The quick dropout: its rate, its expectation, and the seeds that make a resumed training draw the same."""

import pytest
import torch
from torch import nn

from attrib.nn.encoder.dropout import FastDropout, replace_dropout, reseed_dropout


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_rate_and_expectation(rate: float, dtype: torch.dtype) -> None:
    dropped = FastDropout(rate)(torch.ones(300, 1001, dtype=dtype))
    assert dropped.dtype == dtype
    assert float((dropped == 0).float().mean()) == pytest.approx(rate, abs=0.005)
    assert float(dropped.float().mean()) == pytest.approx(1, abs=0.01)


def test_the_gradient_passes_where_the_value_does() -> None:
    values = torch.ones(1000, requires_grad=True)
    dropped = FastDropout(0.5)(values)
    torch.autograd.backward(dropped.sum())
    assert values.grad is not None
    assert torch.equal(values.grad, dropped.detach())


def test_off_in_evaluation_and_at_rate_zero() -> None:
    values = torch.randn(10, 10)
    assert FastDropout(0.5).eval()(values) is values
    assert FastDropout(0.0)(values) is values


def test_the_same_seed_draws_the_same_mask() -> None:
    dropout, values = FastDropout(0.3), torch.ones(50, 7)
    dropout.reseed(1, 2, 3)
    first, second = dropout(values), dropout(values)
    dropout.reseed(1, 2, 3)
    assert torch.equal(dropout(values), first)
    dropout.reseed(1, 2, 4)
    other = dropout(values)
    assert not torch.equal(first, second)
    assert not torch.equal(first, other)


def test_dropouts_of_a_network_draw_apart_and_again_the_same() -> None:
    network = nn.ModuleList([FastDropout(0.5), FastDropout(0.5)])
    values = torch.ones(200)
    reseed_dropout(network, 7)
    first = [layer(values) for layer in network]
    reseed_dropout(network, 7)
    again = [layer(values) for layer in network]
    assert not torch.equal(first[0], first[1])
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))


def test_replacing_reaches_every_depth_and_leaves_what_is_off() -> None:
    network = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.4), nn.Sequential(nn.Dropout(0.4), nn.Dropout(0.0)))
    replace_dropout(network, 0.2)
    inner = network[2]
    assert isinstance(inner, nn.Sequential)
    assert isinstance(network[1], FastDropout)
    assert isinstance(inner[0], FastDropout)
    assert network[1].p == 0.2
    assert type(inner[1]) is nn.Dropout


def test_an_empty_tensor_passes() -> None:
    assert FastDropout(0.5)(torch.ones(0, 4)).shape == (0, 4)


@pytest.mark.parametrize("rate", [-0.1, 1.0, 1.5])
def test_a_rate_that_cannot_be_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match=f"dropout rate {rate} must be at least 0 and under 1"):
        FastDropout(rate)
