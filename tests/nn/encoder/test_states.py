import numpy as np
import pytest
import torch

from attrib.data import Span
from attrib.nn.encoder.states import TextStates, mean_states, range_means

OFFSETS = np.array([[0, 2], [3, 5], [5, 8], [9, 12]])
STATES = torch.tensor([[1.0, 0.0], [3.0, 2.0], [5.0, 4.0], [7.0, 8.0]])


def test_each_range_has_its_mean() -> None:
    ranges = torch.tensor([[0, 2], [2, 2], [1, 4]])
    assert range_means(STATES, ranges).tolist() == [[2.0, 1.0], [0.0, 0.0], [5.0, pytest.approx(14 / 3)]]


def test_a_mean_over_groups_counts_every_piece_of_every_span() -> None:
    states = TextStates(OFFSETS, STATES.bfloat16(), "digest")
    found = states.means([(Span(0, 2), Span(9, 12)), (), (Span(4, 6),), (Span(8, 9),)])
    assert found.dtype is torch.float32
    assert found.tolist() == [[4.0, 4.0], [0.0, 0.0], [4.0, 3.0], [0.0, 0.0]]
    assert states.means([]).shape == (0, 2)
    assert states.means([()]).tolist() == [[0.0, 0.0]]


def test_spans_without_pieces_have_zeros() -> None:
    assert mean_states(STATES, OFFSETS, [(Span(8, 9),), (Span(3, 8),)]).tolist() == [[0.0, 0.0], [4.0, 3.0]]
    assert mean_states(STATES, OFFSETS, []).shape == (0, 2)


def test_means_pass_gradients_on() -> None:
    states = STATES.clone().requires_grad_()
    torch.autograd.backward(range_means(states, torch.tensor([[0, 2]])).sum())
    assert states.grad is not None
    assert states.grad[:, 0].tolist() == [0.5, 0.5, 0.0, 0.0]
