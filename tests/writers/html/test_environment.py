"""How pages show what comes from articles."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from attrib.data import DatePrecision
from attrib.data.marked import Mark, MarkedPiece, Part
from attrib.writers.html.environment import cited, classes, environment, excerpt, href, shown
from tests.writers.records import RECORD


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "http:",
        "http://",
        "https:///x",
        "http://[::1",
        'http://a.example/" onmouseover="alert(1)',
        "http://a.example/<b>",
        "http://a.example/a b",
        "http://a.example/\x00",
        "http://a.example/\u202etxt",
        "",
        None,
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None) -> None:
    assert href(address) is None


@pytest.mark.parametrize(
    "address",
    ["http://a.example/x?y=1&z=2#a", "HTTPS://A.example/", "https://müller.example/ä", "http://127.0.0.1:80/"],
)
def test_these_are_links(address: str) -> None:
    assert href(address) == address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('“O\'Neill” "said"', "“O&#39;Neill” &#34;said&#34;"),
        ("abc\u202edef", 'abc<span class="u">\\u202e</span>def'),
        ("\u2066\u2069<", '<span class="u">\\u2066\\u2069</span>&lt;'),
        ("nul\x00 esc\x1b[31m", 'nul<span class="u">\\x00</span> esc<span class="u">\\x1b</span>[31m'),
        ("lone \ud800", 'lone <span class="u">\\ud800</span>'),
        ("soft\u00adhyphen 👩\u200d🚀 naïve مرحبا\tand\n", "soft\u00adhyphen 👩\u200d🚀 naïve مرحبا\tand\n"),
        (None, ""),
    ],
)
def test_text_is_escaped_and_nothing_hides(text: str | None, expected: str) -> None:
    assert str(shown(text)) == expected


def test_every_value_of_a_template_is_escaped() -> None:
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_an_excerpt_cuts_no_word() -> None:
    assert excerpt("one two  three", 20) == "one two  three"
    assert excerpt("one two three four", 13) == "one two …"


@pytest.mark.parametrize("date", ["2025-10-31", "2025-10"])
def test_the_date_of_a_citation_is_in_one_piece(date: str) -> None:
    record = replace(RECORD, outlet="<b> 2024-01-01", title=None, published_at=datetime(2025, 10, 31, tzinfo=UTC))
    record = replace(record, published_precision=DatePrecision.DAY if len(date) == 10 else DatePrecision.MONTH)
    assert str(cited(record)).endswith(f'<span class="day">{date}</span>')
    assert str(cited(record)).startswith("&lt;b&gt; 2024-01-01")
    undated = str(cited(replace(record, published_at=None)))
    assert "<b>" not in undated
    assert "<span" not in undated


def test_classes_of_a_piece() -> None:
    assert classes(MarkedPiece(0, "x", (Mark(1, Part.CUE), Mark(2, Part.CONTENT)))) == "c q"
    assert classes(MarkedPiece(0, "x", (Mark(1, Part.CONTENT), Mark(2, Part.CONTENT)))) == "c c2"
    assert classes(MarkedPiece(0, "x", (Mark(0, Part.OTHER),))) == "o"
