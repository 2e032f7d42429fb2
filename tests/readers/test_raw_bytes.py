"""The hash of the bytes that a document was read of, in every format."""

import gzip
import hashlib
from pathlib import Path

import pytest

from attrib.readers.raw import raw_sha256s
from tests.readers.nested.test_zip import packed
from tests.readers.reading import TEXT, documents, only_problem, read_bytes
from tests.readers.test_html import page

ROWS = b'text,title\r\n"One,\r\nin two lines.",1\r\nbad\r\nTwo.,2\r\n'
LINES = b'{"text": "One."}\r\n\r\n{"text": "Two."}'
LIST = b'[{"text": "One."}, {"text": "Two."}]'


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "raw"),
    [
        ("a.txt", TEXT.encode("utf-16"), [TEXT.encode("utf-16")]),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0), [TEXT.encode()]),
        ("a.html", page(head="").encode(), [page(head="").encode()]),
        ("a.jsonl", LINES, [b'{"text": "One."}', b'{"text": "Two."}']),
        ("a.jsonl", LINES.decode().encode("utf-16"), [b'{"text": "One."}', b'{"text": "Two."}']),
        ("a.json", LIST, [LIST, LIST]),
        ("a.csv", ROWS.replace(b"bad\r\n", b""), [b'"One,\nin two lines.",1', b"Two.,2"]),
    ],
    ids=["text", "gzip", "html", "lines", "wide lines", "list", "rows"],
)
def test_each_document_has_the_hash_of_its_bytes(tmp_path: Path, name: str, data: bytes, raw: list[bytes]) -> None:
    found = documents(read_bytes(tmp_path, data, name))
    assert [document.raw_sha256 for document in found] == [sha256(piece) for piece in raw]


def test_a_row_that_cannot_be_read_takes_no_other_row_with_it(tmp_path: Path) -> None:
    one, bad, two = read_bytes(tmp_path, ROWS, "a.csv")
    assert only_problem([bad]).record == 3
    assert documents([one, two])[1].raw_sha256 == sha256(b"Two.,2")


def test_a_file_in_an_archive_has_the_hash_that_it_was_read_with(tmp_path: Path) -> None:
    (document,) = documents(read_bytes(tmp_path, packed({"in/a.txt": TEXT}), "a.zip"))
    assert raw_sha256s(document.location, records=False) == {None: document.raw_sha256}
    assert raw_sha256s(f"{tmp_path}/a.zip!/b.txt", records=False) is None
    assert raw_sha256s(f"{tmp_path}/b.zip!/a.txt", records=False) is None


def test_nothing_is_fetched_for_the_hash_of_an_entry_of_a_feed(tmp_path: Path) -> None:
    entry = b"<item><link>http://10.0.0.1/</link><description>She said no.</description></item>"
    data = b"<rss><channel>" + entry + b"</channel></rss>"
    (tmp_path / "a.rss").write_bytes(data)
    assert raw_sha256s(f"{tmp_path}/a.rss", records=True) == {1: sha256(data)}
