"""Quotation elements of pages get their marks, and banners of consent go."""

from pathlib import Path

import pytest
from lxml import html

from attrib.readers.page_elements import prepare_page
from tests.readers.reading import only_document, read_bytes

CASES = Path(__file__).parents[1] / "fixtures" / "cases"


def prepared(body: str) -> str:
    """The text of a page's body once it is prepared."""
    root = html.document_fromstring(f"<html><body>{body}</body></html>")
    prepare_page(root)
    return " ".join("".join(root.itertext()).split())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>She said <q>no way</q>.</p>", "She said “no way”."),
        ("<p>She said <q>“no way”</q>.</p>", "She said “no way”."),
        ("<p>He was firm.</p><blockquote>We will not pay.</blockquote>", "He was firm.“We will not pay.”"),
        ("<blockquote><p>We will</p> <p>not pay.</p></blockquote>", "“We will not pay.”"),
        ("<blockquote><p>“We will not pay.”</p></blockquote>", "“We will not pay.”"),
        ("<blockquote><p>We “will not” pay.</p></blockquote>", "We “will not” pay."),
        ("<p>She said:</p><blockquote><p>We will not pay.</p></blockquote>", "She said:We will not pay."),
        ("<p>She said:</p><blockquote><p>We will</p> <p>not pay.</p></blockquote>", "She said:“We will not pay.”"),
        ("<blockquote>We will not pay. <cite>Ann Lee</cite></blockquote>", "“We will not pay.”— Ann Lee"),
        (
            "<blockquote><p>We will not pay.</p> <footer>— Ann Lee, <cite>X</cite></footer></blockquote>",
            "“We will not pay.” — Ann Lee, X",
        ),
        (
            "<blockquote><p>We will not pay.</p> <p><cite>Ann Lee</cite></p></blockquote>",
            "“We will not pay.” — Ann Lee",
        ),
        ("<blockquote>We will not pay.<br>— Ann Lee</blockquote>", "“We will not pay.”— Ann Lee"),
        ("<blockquote><p>Ha ha</p></blockquote>", "Ha ha"),
        ("<blockquote></blockquote>", ""),
    ],
)
def test_quotations_get_marks_once(body: str, text: str) -> None:
    assert prepared(body) == text


ASKED = "We and our partners use cookies."


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f'<div id="onetrust-banner-sdk"><p>{ASKED}</p></div><p>Story.</p>', "Story."),
        (f'<section aria-label="Cookie consent"><p>{ASKED}</p></section><p>Story.</p>', "Story."),
        (f'<div class="cookieBanner"><div class="consent">{ASKED}</div></div><p>Story.</p>', "Story."),
        (f'<div class="has-cookie-banner"><article><p>{ASKED}</p></article></div>', ASKED),
        ('<div class="cookie-recipe"><p>Bake them for an hour.</p></div>', "Bake them for an hour."),
        (f'<div class="story"><p>{ASKED}</p></div>', ASKED),
    ],
)
def test_banners_of_consent_go_and_stories_stay(body: str, left: str) -> None:
    assert prepared(body) == left


@pytest.mark.linear
def test_boxes_within_boxes_cost_no_square() -> None:
    for words in ("cookies", "words", "<h1>cookies</h1>"):
        assert len(prepared('<div class="consent">' * 2000 + words)) <= len(words)


@pytest.mark.parametrize(
    ("case", "has", "lacks"),
    [
        ("71-tweet-embed", "“I am staying for three more years.", "nothing"),
        ("71-tweet-embed", "\n— Mira Solano (@mirasolano9) March 3, 2024\n", "nothing"),
        ("72-cookie-banner", "“Nobody will lose a crown,” said governor", "partners"),
        ("78-liveblog", "this morning:\nWe have been asking", "“We"),
    ],
)
def test_pages_of_the_kinds_that_came_out_wrong(tmp_path: Path, case: str, has: str, lacks: str) -> None:
    text = only_document(read_bytes(tmp_path, (CASES / f"{case}.html").read_bytes(), "a.html")).text
    assert has in text
    assert lacks not in text
