"""Weights in pages of a file: tensors have their values there, and tables of word pieces leave memory."""

import gc
import sys

import pytest
import torch
from torch import nn

from attrib.memory import give_back
from attrib.nn.encoder.pages import copied, keep_words_in_pages, room_of
from tests.test_memory import resident
from tests.test_pages import linux, made


@linux
def test_tensors_have_their_values_before_and_after_they_left() -> None:
    matrices = [torch.randn(5, 7), torch.randn(3, 2).bfloat16(), torch.randn(64, 64)]
    pages = made(sum(room_of(each, each.dtype) for each in matrices))
    copies = [copied(pages, each) for each in matrices]
    for times in range(3):
        for there, matrix in zip(copies, matrices, strict=True):
            assert there.dtype == matrix.dtype
            assert torch.equal(there, matrix)
        (give_back if times else pages.leave)()


@linux
def test_memory_is_given_back_and_read_again() -> None:
    values = torch.ones(20_000_000, dtype=torch.bfloat16)
    there = copied(made(values.nbytes), values)
    give_back()  # of what others have freed, too
    assert there.sum(dtype=torch.float32) == len(values)
    before = resident()
    give_back()
    assert before - resident() > 0.9 * values.nbytes
    assert there.sum(dtype=torch.float32) == len(values)
    assert before - resident() < 0.1 * values.nbytes


@linux
def test_tensors_live_longer_than_their_pages() -> None:
    pages = made(4_000)
    there = copied(pages, torch.arange(1_000.0))
    del pages
    gc.collect()
    give_back()
    assert torch.equal(there, torch.arange(1_000.0))


@linux
def test_what_has_no_room_left_is_an_error() -> None:
    pages = made(256)
    copied(pages, torch.ones(64))
    with pytest.raises(ValueError, match="buffer"):
        copied(pages, torch.ones(1))


@linux
def test_copies_that_are_made_at_inference_can_be_trained() -> None:
    with torch.inference_mode():
        there = copied(made(64), torch.ones(4))
    there.requires_grad_().sum().backward()  # type: ignore[no-untyped-call]
    assert there.grad is not None


@linux
def test_words_of_a_network_leave_memory_and_give_what_they_gave() -> None:
    words = nn.Embedding(50_000, 64)
    small = nn.Embedding(4, 64)
    network = nn.ModuleList([words, small])
    ids = torch.arange(0, 50_000, 7)
    wanted, place = words(ids), small.weight.data_ptr()
    keep_words_in_pages(network)
    before = resident()
    give_back()
    assert before - resident() > 0.9 * words.weight.nbytes
    assert torch.equal(words(ids), wanted)
    assert small.weight.data_ptr() == place


def test_words_stay_where_they_are_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    words = nn.Embedding(50_000, 64)
    place = words.weight.data_ptr()
    keep_words_in_pages(words)
    assert words.weight.data_ptr() == place


def test_words_on_another_device_stay_there() -> None:
    words = nn.Embedding(50_000, 64, device="meta")
    keep_words_in_pages(words)
    assert words.weight.device.type == "meta"
