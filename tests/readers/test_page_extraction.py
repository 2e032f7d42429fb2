"""Articles of pages, those of large ones in a process of their own with the same result."""

import pytest

from attrib.errors import ReadError
from attrib.readers import page_extraction
from attrib.readers.foreign import apart
from attrib.readers.foreign.apart import Limits, parse_apart
from attrib.readers.html_text import has_crowded_tag, parse_fragment
from attrib.readers.page_extraction import extract_article, extract_here
from tests.readers.test_html import page

LATEST, ADDRESS = "2026-01-03", "https://gull.example/port"


def test_a_large_page_is_read_apart_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    here = extract_article(page(), ADDRESS, LATEST)
    assert (here.title, here.told["outlet"], here.told["day"]) == ("Port stays shut", "The Gull", "2025-10-31")
    monkeypatch.setattr(page_extraction, "LARGE", 100)
    monkeypatch.setattr(page_extraction, "extract_here", None)  # not called in this process
    assert extract_article(page(), ADDRESS, LATEST) == here


@pytest.mark.parametrize(
    "hostile",
    [
        "<p><b>" * 15_000,
        "<p " + "a=1 " * 50_000 + ">no",
        "x" * 600_000,
        f"<p {' '.join(map(str, range(200_000)))}>no",
        "<p x='>' " + "a " * 6_000 + ">no",
        "<p" + "/a" * 6_000,
    ],
    ids=["tags", "attributes", "length", "bare attributes", "a mark in quotes", "slashes"],
)
def test_pages_that_may_take_long_are_read_apart(monkeypatch: pytest.MonkeyPatch, hostile: str) -> None:
    asked: list[str] = []
    monkeypatch.setattr(page_extraction, "parse_apart", lambda parser, _: asked.append(parser))
    extract_article(hostile, None, LATEST)
    assert asked == ["html"]


def test_a_page_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_extraction, "LARGE", 100)
    monkeypatch.setattr(parse_apart, "__defaults__", (Limits(seconds=0.05),))
    assert apart.LIMITS.seconds == 60
    with pytest.raises(ReadError, match=r"not read after 0\.05 seconds"):
        extract_article(page(), ADDRESS, LATEST)


def test_a_page_without_an_article_is_told() -> None:
    with pytest.raises(ReadError, match="no article is found"):
        extract_here("<html><body></body></html>", None, LATEST)


def test_words_between_tags_are_no_attributes() -> None:
    assert not has_crowded_tag("<p>" + "a word " * 6_000 + "</p>")
    assert not has_crowded_tag("< " + "a word " * 6_000 + ">")
    with pytest.raises(ReadError, match=r"a tag of more than 5,000 attributes"):
        parse_fragment(f"<b {' '.join(map(str, range(200_000)))}>no</b>")
