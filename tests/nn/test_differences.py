"""Weights as differences in four bits: near to what was trained, a quarter as large, and never far from it unseen."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ModelError
from attrib.nn.differences import restored, with_differences

ROWS, COLUMNS = 48, 64


def matrix(seed: int, size: float = 1.0, columns: int = COLUMNS) -> torch.Tensor:
    return size * torch.randn(ROWS, columns, generator=torch.Generator().manual_seed(seed))


def test_matrices_near_to_the_base_alone_are_differences() -> None:
    base = {"near": matrix(1), "far": matrix(2), "bias": torch.ones(ROWS), "odd": matrix(3, columns=7)}
    weights = {
        "near": base["near"] + matrix(4, 0.03),
        "far": matrix(5),
        "bias": torch.zeros(ROWS),
        "odd": base["odd"] + 0.01,
        "own": matrix(6),
    }
    stored = with_differences(weights, base)
    kinds = {name: (value.dtype, tuple(value.shape)) for name, value in stored.items()}
    assert kinds == {
        "near.nibbles": (torch.uint8, (ROWS, COLUMNS // 2)),
        "near.steps": (torch.float16, (ROWS, COLUMNS // 32)),
        "far": (torch.float16, (ROWS, COLUMNS)),
        "bias": (torch.float16, (ROWS,)),
        "odd": (torch.float16, (ROWS, 7)),
        "own": (torch.float16, (ROWS, COLUMNS)),
    }
    back = restored(stored, base)
    assert list(back) == list(weights)
    for name, value in weights.items():
        assert back[name].dtype == torch.float32
        assert (back[name] - value).norm() <= 0.005 * max(value.norm(), 1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.sampled_from([0.0, 1e-6, 1e-3, 0.05]))
def test_a_number_moves_by_half_a_step_of_its_part_of_a_row(seed: int, size: float) -> None:
    base, difference = matrix(seed), matrix(seed + 1, size)
    back = restored(with_differences({"a": base + difference}, {"a": base}), {"a": base})["a"]
    step = (difference.view(ROWS, -1, 32).abs().amax(2) / 7).repeat_interleave(32, 1)
    assert bool(((back - base - difference).abs() <= 0.51 * step + 1e-6).all())


def test_a_matrix_of_another_shape_than_the_base_is_no_difference() -> None:
    with pytest.raises(ValueError, match=r"\(48, 32\) for a matrix of shape \(48, 64\)"):
        with_differences({"a": matrix(1)}, {"a": matrix(1, columns=32)})


def test_what_does_not_fit_is_told() -> None:
    base = {"a": matrix(1)}
    stored = with_differences({"a": base["a"] + 0.01}, base)
    with pytest.raises(ModelError, match="'a' are differences from other weights"):
        restored(stored, {})
    with pytest.raises(ModelError, match="'a' are differences from other weights"):
        restored(stored, {"a": matrix(1, columns=32)})
    with pytest.raises(ModelError, match="'a' are differences from other weights"):
        restored({"a.nibbles": stored["a.nibbles"]}, base)
    with pytest.raises(ModelError, match="'a' have no step for each part"):
        restored(stored | {"a.steps": stored["a.steps"][:, :0]}, base)
