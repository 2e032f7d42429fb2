"""Weights in pages of a file: they leave memory, come back, and are nowhere left behind."""

import gc
import os
import sys
import tempfile
from pathlib import Path

import pytest
import torch
from torch import nn

from attrib.memory import give_back
from attrib.nn.encoder import pages as pages_of_files
from attrib.nn.encoder.pages import Pages, keep_words_in_pages, make_pages, room
from tests.test_memory import resident

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells pages to leave memory")


def made(size: int) -> Pages:
    pages = make_pages(size)
    assert pages is not None
    return pages


@linux
def test_tensors_have_their_values_before_and_after_they_left() -> None:
    matrices = [torch.randn(5, 7), torch.randn(3, 2).bfloat16(), torch.randn(64, 64)]
    pages = made(sum(room(each, each.dtype) for each in matrices))
    copies = [pages.copy(each) for each in matrices]
    for times in range(3):
        for copied, matrix in zip(copies, matrices, strict=True):
            assert copied.dtype == matrix.dtype
            assert torch.equal(copied, matrix)
        (give_back if times else pages.leave)()


@linux
def test_memory_is_given_back_and_read_again() -> None:
    values = torch.ones(20_000_000, dtype=torch.bfloat16)
    pages = made(values.nbytes)
    copied = pages.copy(values)
    before = resident()
    give_back()
    assert before - resident() > 0.9 * values.nbytes
    assert copied.sum(dtype=torch.float32) == len(values)
    assert before - resident() < 0.1 * values.nbytes


@linux
def test_tensors_live_longer_than_their_pages() -> None:
    pages = made(4_000)
    copied = pages.copy(torch.arange(1_000.0))
    del pages
    gc.collect()
    give_back()
    assert torch.equal(copied, torch.arange(1_000.0))


@linux
def test_what_has_no_room_left_is_an_error() -> None:
    pages = made(256)
    pages.copy(torch.ones(64))
    with pytest.raises(ValueError, match="buffer"):
        pages.copy(torch.ones(1))


@linux
def test_copies_that_are_made_at_inference_can_be_trained() -> None:
    with torch.inference_mode():
        copied = made(64).copy(torch.ones(4))
    copied.requires_grad_().sum().backward()  # type: ignore[no-untyped-call]
    assert copied.grad is not None


@linux
def test_files_have_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pages = made(4_096)
    assert list(tmp_path.iterdir()) == []
    del pages


@pytest.mark.parametrize(("owner", "name"), [(os, "posix_fallocate"), (pages_of_files, "Pages")])
def test_where_there_is_no_room_nothing_is_made(owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(owner, name, full, raising=False)
    assert make_pages(4_096) is None


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert make_pages(4_096) is None


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
