"""Paths, folders and standard input to documents, and what is said of those that cannot be read."""

import gzip
import io
import os
from pathlib import Path

import pytest

from attrib.data import Document, Problem
from attrib.errors import SettingsError
from attrib.readers.sources import read
from tests.readers.reading import NOW, TEXT, only_document, only_problem, read_bytes, texts


@pytest.mark.parametrize(
    "text", [TEXT, "\ufeff" + TEXT, "a\rb\r\nc\n\u2028d\x0ce", " “é” 🙂 \n\n", "It was shut. " * 9_000]
)
def test_a_text_file_is_its_characters(tmp_path: Path, text: str) -> None:
    document = only_document(read_bytes(tmp_path, text.encode("utf-8")))
    assert document.text == text
    assert document.location == str(tmp_path / "article.txt")
    assert document.retrieved_at == NOW
    assert document.language == "en"
    assert (document.title, document.record, document.published_at) == (None, None, None)


def test_one_path_or_many_as_text_or_path(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    alike = [list(read(each, now=NOW)) for each in (path, str(path), [path], [str(path)], iter([path]))]
    assert [document.location for document in alike[0]] == [str(path)]
    assert all(each == alike[0] for each in alike)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        ("\ufeff".encode(), "white space"),
        (b"abc\x00def", "NUL"),
        (b"\xff\xfea\x00b", "UTF-16"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("café, “so”, ".encode() + "—".encode()[:2], "cut off"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    problem = only_problem(read_bytes(tmp_path, data))
    assert words in problem.message
    assert problem.location.endswith("article.txt")
    assert not problem.warning


def test_too_long_a_text_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    for size in (1_001, 100_000):
        path.write_text("x" * size)
        found = list(read([str(path)], max_characters=1_000))
        assert "longer than 1,000 characters" in only_problem(found).message
    path.write_text("é" * 1_000)
    assert len(only_document(list(read([str(path)], max_characters=1_000))).text) == 1_000


def test_gzip_is_unpacked_and_its_damage_reported(tmp_path: Path) -> None:
    packed = gzip.compress(TEXT.encode())
    assert only_document(read_bytes(tmp_path, packed, "a.txt.gz")).text == TEXT
    assert "cut off" in only_problem(read_bytes(tmp_path, packed[:-12], "b.txt.gz")).message
    assert "damaged" in only_problem(read_bytes(tmp_path, packed[:-8] + b"\x01" * 8, "c.txt.gz")).message


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    missing, broken, impossible = list(read([str(tmp_path / "none.txt"), str(link), "a\0b.txt"]))
    assert isinstance(missing, Problem)
    assert "no such file" in missing.message
    assert isinstance(broken, Problem)
    assert "symbolic link" in broken.message
    assert isinstance(impossible, Problem)
    assert "cannot be opened" in impossible.message


def test_a_file_without_permission_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shut.txt"
    path.write_text(TEXT)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in only_problem(list(read([str(path)]))).message


def test_names_that_are_no_names(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    empty, long, looping = list(read(["", "x" * 5_000, str(tmp_path)]))
    assert "path is empty" in str(empty)
    assert "cannot be opened" in str(long)
    assert "cannot be opened" in str(looping)


def test_a_file_name_that_is_not_utf_8_can_be_stored_and_printed(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text(TEXT)
    document = only_document(list(read([str(tmp_path)])))
    assert document.location == f"{tmp_path}/caf\\xe9.txt"
    assert document.location.isprintable()


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "z/one.txt", "c.txt/inner.TXT", ".hidden.txt", ".git/config.txt", "z/photo.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT}{name}")
    (tmp_path / "z" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "z" / "pipe.txt")
    found = list(read([str(tmp_path)]))
    read_names = [item.text.removeprefix(TEXT) for item in found if isinstance(item, Document)]
    assert read_names == ["a.txt", "b.txt", "c.txt/inner.TXT", "z/one.txt"]
    warning = found[-1]
    assert isinstance(warning, Problem)
    assert warning.warning
    assert "2 files skipped" in warning.message
    assert ".jpg 1" in warning.message


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "no file that can be read" in only_problem(list(read([str(tmp_path)]))).message


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00")
    (tmp_path / "b.txt").write_text(TEXT)
    bad, good = list(read([str(tmp_path)]))
    assert isinstance(bad, Problem)
    assert isinstance(good, Document)


def test_standard_input_is_read_and_left_open() -> None:
    stdin = io.BytesIO(TEXT.encode())
    document = only_document(list(read(["-"], stdin=stdin)))
    assert (document.text, document.location) == (TEXT, "-")
    assert not stdin.closed
    assert "empty" in only_problem(list(read(["-"], stdin=stdin))).message


def test_settings_are_checked_before_anything_is_read() -> None:
    with pytest.raises(SettingsError, match="odt"):
        read(["x"], input_format="odt")
    with pytest.raises(SettingsError, match="max_characters 0"):
        read(["x"], max_characters=0)
    with pytest.raises(SettingsError, match="ymd"):
        read(["x"], date_order="ymd")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.txt.gz", "a.warc.gz", "a"])
def test_what_unpacks_to_hundreds_of_times_its_size_is_refused(tmp_path: Path, name: str) -> None:
    """Read as it is unpacked, and no further: the articles before it are kept."""
    start = b'{"text": "One."}\n' if "json" in name else b"WARC/1.0\r\n" if "warc" in name else b"text,url\n"
    found = read_bytes(tmp_path, gzip.compress(start + b"a" * 30_000_000), name)
    assert "200 times its size" in str(found[-1])
    assert texts(found) == (["One."] if "json" in name else [])
