"""Four-bit differences: what comes back is close, of the right shape, and a damaged pair is refused."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from attrib.nn.stance.difference import GROUP, pack, unpack


@given(st.integers(1, 40), st.integers(1, 40), st.floats(1e-4, 1e2), st.integers(0, 1000))
def test_what_comes_back_is_within_a_step_of_what_went_in(rows: int, width: int, size: float, seed: int) -> None:
    values = size * torch.randn(rows, width, generator=torch.Generator().manual_seed(seed))
    codes, scales = pack(values)
    back = unpack(codes, scales, values.shape)
    # Half a step, or what a clipped number loses at the most: three tenths of its group's largest.
    assert float((back - values).abs().max()) <= 0.31 * float(values.abs().max()) + 1e-6


def test_the_error_is_a_tenth_of_the_difference() -> None:
    values = 0.01 * torch.randn(384, 384, generator=torch.Generator().manual_seed(1))
    back = unpack(*pack(values), values.shape)
    assert float((back - values).norm() / values.norm()) < 0.11


def test_two_numbers_take_one_byte() -> None:
    codes, scales = pack(torch.ones(2 * GROUP))
    assert codes.dtype is torch.uint8
    assert codes.numel() == GROUP
    assert scales.numel() == 2


def test_nothing_but_zeros_stays_zero() -> None:
    values = torch.zeros(7, 11)
    assert torch.equal(unpack(*pack(values), values.shape), values)


def test_codes_of_another_tensor_are_refused() -> None:
    codes, scales = pack(torch.ones(GROUP))
    with pytest.raises(ValueError, match="do not make"):
        unpack(codes, scales, torch.Size((2, GROUP)))
    with pytest.raises(ValueError, match="do not make"):
        unpack(codes.long(), scales, torch.Size((GROUP,)))
