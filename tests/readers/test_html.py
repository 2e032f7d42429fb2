"""Web pages to articles, with what they say of themselves."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Document, Problem
from attrib.readers.sources import read
from tests.readers.reading import NOW, only_document, only_problem, problems, read_bytes

PARAGRAPHS = """<p>“We will not open the port,” said Amina Okoye, who leads the dockers' union, on Friday &amp; again.
<b>It is</b> a matter of safety.</p><p>The owners said the strike was costing £3m a day and that they would go
to court on Monday to end it.</p><p>The minister told reporters he hoped for a <i>quick</i> settlement soon.</p>"""
META = """<meta property="og:site_name" content="The Gull"><meta name="author" content="Bea Writer">
<link rel="canonical" href="https://gull.example/port">
<meta property="article:published_time" content="2025-10-31T23:30:00-04:00">"""

TORN = ["<", ">", '"', "&#0;", "</p>", "<table>", "<!--", "<script>", "&amp", '<time datetime="9999-99-99">', "</html>"]
TORN += [
    '<base href="http://[">',
    '<link rel=canonical href="http://[">',
    "<head>",
    "\x00",
    '<meta name="author" content="">',
]


def page(head: str = META, body: str = PARAGRAPHS, declaration: str = "") -> str:
    return f"""{declaration}<!DOCTYPE html><html lang="en"><head><title>Port stays shut</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Port stays shut</h1>{body}</article>
<footer>Copyright 2024 The Gull</footer><script>var a = "said nobody";</script></body></html>"""


def test_the_article_and_its_metadata(tmp_path: Path) -> None:
    document = only_document(read_bytes(tmp_path, page().encode(), "a.html"))
    assert "“We will not open the port,” said Amina Okoye" in document.text
    assert "on Friday & again. It is a matter of safety.\n" in document.text
    assert "Copyright" not in document.text
    assert "nobody" not in document.text
    assert (document.title, document.outlet, document.author) == ("Port stays shut", "The Gull", "Bea Writer")
    assert document.url == "https://gull.example/port"
    assert document.published_original == "2025-10-31T23:30:00-04:00"
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-11-01T03:30:00+00:00"
    assert (document.language, document.retrieved_at) == ("en", NOW)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<script type="application/ld+json">{"datePublished": "2025-10-31T10:00:00Z"}</script>',
            "31T10",
        ),
        ('<meta name="pubdate" content="31 October 2025 10:00 GMT">', "31T10"),
        ('<meta itemprop="datePublished" content="2025-10-31">', "31T00"),
    ],
)
def test_dates_in_other_places(tmp_path: Path, head: str, expected: str) -> None:
    document = only_document(read_bytes(tmp_path, page(head).encode(), "a.htm"))
    assert document.published_at is not None
    assert document.published_at.isoformat().startswith(f"2025-10-{expected}")


def test_a_page_without_metadata_is_read_without(tmp_path: Path) -> None:
    document = only_document(read_bytes(tmp_path, page(head="").encode(), "a.html"))
    assert (document.published_at, document.published_original, document.url, document.author) == (
        None,
        None,
        None,
        None,
    )


def test_a_date_that_is_not_understood_is_reported(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="the other day">'
    found = read_bytes(tmp_path, page(head).encode(), "a.html")
    assert "'the other day' is not understood" in problems(found)[0][1]
    assert isinstance(found[1], Document)


@pytest.mark.parametrize(
    ("encoding", "head", "declaration"),
    [
        ("cp1252", '<meta charset="windows-1252">', ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', ""),
        ("cp1252", "", ""),
        ("utf-16", "", ""),
        ("utf-8", "", '<?xml version="1.0" encoding="utf-8"?>'),
        ("utf-8-sig", '<meta charset="windows-1252">', ""),
    ],
)
def test_encodings_of_pages(tmp_path: Path, encoding: str, head: str, declaration: str) -> None:
    data = page(head, declaration=declaration).encode(encoding)
    document = only_document(read_bytes(tmp_path, data, "a.xhtml"))
    assert "“We will not open the port,”" in document.text
    assert "£3m" in document.text


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><script>x()</script></body></html>", b"just words"])
def test_pages_without_an_article(tmp_path: Path, data: bytes) -> None:
    found = read_bytes(tmp_path, data, "a.html")
    if not (len(found) == 1 and isinstance(found[0], Document)):
        assert "no article" in only_problem(found).message


@pytest.mark.parametrize(
    "data", [b"<div>" * 20_000 + b"words", b"<p" + b" a=1" * 50_000, b"<!--" * 5_000, b"<html>\xff\xfe\x80"]
)
def test_hostile_pages_end_in_a_document_or_a_problem(tmp_path: Path, data: bytes) -> None:
    assert len(read_bytes(tmp_path, data, "a.html")) == 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.sampled_from(TORN)), max_size=20))
def test_torn_pages_end_in_a_document_or_a_problem(cuts: list[tuple[float, int, str]]) -> None:
    torn = page()
    for place, length, put in cuts:
        at = int(place * len(torn))
        torn = torn[:at] + put + torn[at + length :]
    found = list(read(["-"], stdin=io.BytesIO(torn.encode()), input_format="html", now=NOW))
    assert isinstance(found[-1], (Document, Problem))
    assert all(isinstance(item, Problem) and item.warning for item in found[:-1])


def test_a_page_that_the_extractor_cannot_bear_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert "damaged (AssertionError)" in only_problem(read_bytes(tmp_path, page().encode(), "a.html")).message


def test_too_large_a_page_is_refused(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, page().encode() * 3, "a.html", max_characters=500)
    assert "longer than 500 characters" in only_problem(found).message


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:modified_time" content="2025-11-02T08:00:00Z">', "2025-11-02T08:00:00+00:00"),
        ('<script type="application/ld+json">{"dateModified": "2025-11-02"}</script>', "2025-11-02T00:00:00+00:00"),
        ('<meta itemprop="dateModified" content="1999-01-01"><meta name="revised" content="2 Nov 2025">', "2025-11-02"),
        ('<meta property="og:updated_time" content="2031-01-01T00:00:00Z">', None),
        ('<meta property="og:updated_time" content="this morning">', None),
    ],
    ids=["meta", "data", "before publication", "to come", "not understood"],
)
def test_a_page_s_last_change_stands_beside_its_publication(tmp_path: Path, head: str, expected: str | None) -> None:
    document = only_document(read_bytes(tmp_path, page(META + head).encode(), "a.html"))
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-11-01T03:30:00+00:00"
    found = document.modified_at and document.modified_at.isoformat()
    assert (found or "").startswith(expected or "")
    assert bool(found) is bool(expected)
