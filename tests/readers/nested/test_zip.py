"""ZIP archives: their files are read as files are, and what is hostile in them stays without harm."""

import io
import zipfile
from pathlib import Path

import pytest

from attrib.data import Document
from attrib.readers import nesting
from attrib.readers.nested import zip as zip_reader
from attrib.readers.sources import read
from tests.readers.foreign.word import docx, paragraph, run
from tests.readers.reading import NOW, only_problem, problems, read_bytes, texts

SAID = "The minister said the port would stay shut."


def packed(files: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_each_file_is_read_in_its_format(tmp_path: Path) -> None:
    inner = packed({"deep.txt": SAID + " Three."})
    found = read_bytes(
        tmp_path,
        packed({"a/one.txt": SAID, "two.jsonl": '{"text": "Two."}\n{"text": "More."}', "in.zip": inner}),
        "news.zip",
    )
    assert texts(found) == [SAID, "Two.", "More.", SAID + " Three."]
    assert [(Path(item.location).name, item.record) for item in found] == [
        ("one.txt", None),
        ("two.jsonl", 1),
        ("two.jsonl", 2),
        ("deep.txt", None),
    ]
    assert found[0].location == f"{tmp_path}/news.zip!/a/one.txt"


def test_an_archive_is_read_from_standard_input_too() -> None:
    (document,) = read(["-"], stdin=io.BytesIO(packed({"a.txt": SAID})), now=NOW)
    assert (document.location, texts([document])) == ("-!/a.txt", [SAID])


def test_what_is_hidden_is_passed_by_and_what_is_unknown_is_counted(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    path.write_bytes(packed({".x.txt": SAID, "__MACOSX/._a.txt": SAID, "b.exe": "MZ", "../../c.txt": SAID}))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    document, warning = read([str(path)], now=NOW)
    assert document.location.endswith("a.zip!/../../c.txt")
    assert "1 file in it skipped because of an unknown suffix (.exe 1)" in str(warning)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": SAID * 50, "b.txt": SAID, "c.txt": ""}))
    data[60] ^= 0xFF
    found = read_bytes(tmp_path, bytes(data), "a.zip")
    assert texts(found) == [SAID]
    assert "cannot be unpacked" in problems(found)[0][1]
    assert "empty" in problems(found)[1][1]


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": SAID}))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert "is encrypted" in only_problem(read_bytes(tmp_path, bytes(data), "a.zip")).message


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    bomb = packed({"bomb.txt": " " * (9 << 20), "a.txt": SAID})
    found = read_bytes(tmp_path, bomb, "a.zip")
    assert "times its size" in problems(found)[0][1]
    assert texts(found) == [SAID]


def test_files_and_bytes_are_counted_over_all_levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = packed({f"{number}.txt": SAID for number in range(3)})
    monkeypatch.setattr(nesting, "MAX_FILES", 5)
    found = read_bytes(tmp_path, packed({"a.zip": inner, "b.zip": inner}), "a.zip")
    assert (len(texts(found)), ["more than 5 files" in words for _, words in problems(found)]) == (3, [True])
    monkeypatch.setattr(nesting, "MAX_FILES", 50)
    monkeypatch.setattr(nesting, "MAX_UNPACKED", 100)
    found = read_bytes(tmp_path, packed({f"{number}.txt": SAID for number in range(4)}), "a.zip")
    assert (len(texts(found)), "more than 100 bytes" in problems(found)[0][1]) == (2, True)


def test_archives_lie_in_archives_to_a_depth(tmp_path: Path) -> None:
    data = packed({"a.txt": SAID})
    for _ in range(nesting.MAX_DEPTH):
        data = packed({"a.zip": data})
    assert f"more than {nesting.MAX_DEPTH} other files" in only_problem(read_bytes(tmp_path, data, "a.zip")).message


def test_a_list_of_files_without_end_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_reader, "MAX_DIRECTORY", 50)
    data = packed({"a.txt": SAID, "b.txt": SAID})
    assert "too many files" in only_problem(read_bytes(tmp_path, data, "a.zip")).message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"a.txt": SAID})[:-30], "damaged"),
        (b"PK\x03\x04 no archive", "damaged"),
        (packed({"a.exe": "MZ"}), "no file that can be read"),
        (packed({"mimetype": "application/epub+zip", "a.html": SAID}), "book of a format that is not read"),
    ],
)
def test_what_is_no_archive_of_articles_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in problems(read_bytes(tmp_path, data, "a.zip"))[-1][1]


def test_a_word_document_that_is_called_an_archive_is_read(tmp_path: Path) -> None:
    (document,) = read_bytes(tmp_path, docx(paragraph(run(SAID))), "a.zip")
    assert isinstance(document, Document)
    assert document.text == SAID
