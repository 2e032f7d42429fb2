"""Values in pages of a file: they leave memory, come back, and are nowhere left behind."""

import gc
import os
import sys
import tempfile
from array import array
from pathlib import Path

import pytest

from attrib import pages as pages_of_files
from attrib.memory import give_back
from attrib.pages import Pages, in_pages, make_pages, room
from tests.test_memory import resident

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells pages to leave memory")


def made(size: int) -> Pages:
    pages = make_pages(size)
    assert pages is not None
    return pages


@linux
def test_values_are_there_before_and_after_they_left() -> None:
    values = bytes(range(7)), b"more", bytes(1_000)
    pages = made(sum(room(len(each)) for each in values))
    taken = [pages.take(len(each)) for each in values]
    for there, each in zip(taken, values, strict=True):
        there[:] = each
    for times in range(3):
        assert [bytes(there) for there in taken] == list(values)
        (give_back if times else pages.leave)()


@linux
def test_memory_is_given_back_and_read_again() -> None:
    numbers = array("I", range(10_000_000))
    there = in_pages(memoryview(numbers))
    give_back()  # of what others have freed, too
    assert there == memoryview(numbers)
    before = resident()
    give_back()
    assert before - resident() > 0.9 * there.nbytes
    assert there[1_234_567] == 1_234_567
    assert before - resident() > 0.9 * there.nbytes
    assert there == memoryview(numbers)
    assert before - resident() < 0.1 * there.nbytes


@linux
def test_values_live_longer_than_their_pages() -> None:
    there = in_pages(memoryview(b"values"))
    gc.collect()
    give_back()
    assert bytes(there) == b"values"


@linux
def test_what_has_no_room_left_is_an_error() -> None:
    pages = made(256)
    pages.take(250)
    with pytest.raises(ValueError, match="1 bytes do not fit into a buffer of which 0 are left"):
        pages.take(1)


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


def test_values_stay_where_they_are_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    values = memoryview(array("H", range(9)))
    assert in_pages(values) is values
