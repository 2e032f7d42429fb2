"""Formats told from names and from first bytes."""

import io

import pytest

from attrib.data import Document
from attrib.readers.formats import MEDIA_TYPES, READERS, SUFFIXES, format_of, guess
from attrib.readers.sources import read


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.TXT", "text"),
        ("x/y.jsonl.gz", "jsonl"),
        ("a.tar.gz", None),
        ("a.gz", None),
        ("a", None),
        (".txt", None),
        ("b.HTM", "html"),
        ("c.tsv", "csv"),
    ],
)
def test_names_tell_formats(path: str, expected: str | None) -> None:
    assert format_of(path) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"The minister said", "text"),
        (b"", "text"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "html"),
        (b"<?xml version='1.0'?>\n<!-- x --><html>", "html"),
        (b"<b>no page</b>", "text"),
        (b'{"text": "a"}', "jsonl"),
        (b'{"text": "a"}\n{"text": "b"}', "jsonl"),
        (b'{\n "text": "a"}', "json"),
        (b'[\n {"text": "a"}]', "json"),
        (b"[Applause] Thank you", "text"),
        (b"id,title,text\n1,2,3", "csv"),
        (b"%PDF-1.7", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"PK\x03\x04", "zip"),
        (b"WARC/1.1\r\n", "warc"),
        (b"<?xml version='1.0'?>\n<!-- x --><rss>", "feed"),
        (b"<!DOCTYPE x><r:RDF>", "feed"),
        (b"<urlset xmlns='x'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "json"),
        (b"Received: x\r\nFrom: a\r\nSubject: b\r\n\r\nText", "mail"),
        (b"From: the desk\nSubject: port\nDate: today\n\nText", "text"),
        (b"Text, he said, is all", "text"),
    ],
)
def test_first_bytes_tell_formats(head: bytes, expected: str) -> None:
    assert guess(head) == expected


def test_every_suffix_has_a_reader() -> None:
    assert set(SUFFIXES.values()) == set(READERS)


def test_every_media_type_has_a_reader() -> None:
    assert set(MEDIA_TYPES.values()) <= set(READERS)


def test_a_format_given_overrides_what_is_told() -> None:
    line = b'{"text": "a"}'
    (guessed,) = read(["-"], stdin=io.BytesIO(line))
    (given,) = read(["-"], stdin=io.BytesIO(line), input_format="text")
    assert isinstance(guessed, Document)
    assert isinstance(given, Document)
    assert (guessed.text, given.text) == ("a", line.decode())


@pytest.mark.linear
def test_a_head_of_many_comments_is_guessed_at_once() -> None:
    assert guess(b"<!---->" * 9_000 + b"x") == "text"
    assert guess(b" <?xml version='1.0'?> <!-- a > b --> <!-- --><HTML>") == "html"
