"""Bundles read into chunks: what a chunk has, and the key that says what was read and how."""

from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.services.cluster import reading as module
from attrib.services.cluster.bundles import Bundle
from tests.services.cluster.input import reading, sayings, write_archive


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bundle() -> Bundle:
    write_archive(Path("a.jsonl"), sayings("Ann Lee", 6))
    write_archive(Path("b.jsonl"), sayings("Bo Ray", 3))
    return Bundle(5, ("a.jsonl", "b.jsonl"))


def test_chunks_are_neighbours_across_files(bundle: Bundle) -> None:
    chunks = list(reading(4)(bundle))
    assert [len(chunk.items) for chunk in chunks] == [4, 4, 1]
    assert [(chunk.index, chunk.start, chunk.last) for chunk in chunks] == [(0, 0, False), (1, 4, False), (2, 8, True)]
    assert {chunk.bundle for chunk in chunks} == {5}
    assert len({chunk.key for chunk in chunks}) == 1
    assert [item.location for chunk in chunks for item in chunk.items] == ["a.jsonl"] * 6 + ["b.jsonl"] * 3


def test_long_texts_fill_a_chunk(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TEXT", 60)
    assert max(len(chunk.items) for chunk in reading(100)(bundle)) == 2


def test_a_warning_stays_with_its_document() -> None:
    Path("a.jsonl").write_text('{"text": "One."}\n{"text": "Two.", "date": "soon"}\n{"text": "Three."}\n')
    chunks = list(reading(2)(Bundle(0, ("a.jsonl",))))
    assert [[type(item) for item in chunk.items] for chunk in chunks] == [[Document, Problem, Document], [Document]]


def test_a_bundle_without_documents_has_a_chunk() -> None:
    Path("a.jsonl").write_text("\n")
    [chunk] = reading()(Bundle(0, ("a.jsonl",)))
    assert chunk.last
    assert [str(item) for item in chunk.items] == ["a.jsonl: the file holds only white space; there is nothing to read"]


def test_the_key_is_of_names_contents_and_settings(bundle: Bundle) -> None:
    def key(bundle: Bundle = bundle, **how: object) -> str:
        return next(reading(**how)(bundle)).key  # type: ignore[arg-type]

    first = key()
    assert key() == first
    assert key(most_documents=2) == first  # how it is shared out changes nothing of what is found
    others = [key(date_order="dmy"), key(max_characters=9_999), next(replace(reading(), made_by=("a",))(bundle)).key]
    Path("c.jsonl").write_bytes(Path("b.jsonl").read_bytes())
    others.append(key(Bundle(5, ("a.jsonl", "c.jsonl"))))
    write_archive(Path("b.jsonl"), sayings("Bo Ray", 2))
    others.append(key())
    assert len({first, *others}) == 6


def test_a_finished_bundle_is_not_read(bundle: Bundle) -> None:
    key = next(reading()(bundle)).key
    [chunk] = reading(finished=frozenset({key}))(bundle)
    assert (chunk.known, chunk.last, chunk.items) == (True, True, ())


def test_a_machine_that_does_not_see_the_files_says_so(bundle: Bundle) -> None:
    Path("b.jsonl").unlink()
    with pytest.raises(ReadError, match=r"cannot read b\.jsonl: it is not there; give a folder that all machines"):
        list(reading()(bundle))
    with pytest.raises(ReadError, match=r"cannot read /nowhere: No such file or directory; give a folder"):
        list(replace(reading(), home="/nowhere")(bundle))
