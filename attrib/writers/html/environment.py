"""The templates of HTML pages, and how they show what comes from articles: escaped, isolated, nothing hidden.

A page loads nothing and runs nothing: its policy allows one style sheet, which stands in it, by its digest.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any, TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from attrib.data import DatePrecision, StatementRecord
from attrib.data.claims import ClaimSummary
from attrib.data.dates import day_text
from attrib.data.marked import MarkedPiece, Part
from attrib.text.terminal import printable
from attrib.writers.statements.occasions import occasion_line

_TEMPLATES = Path(__file__).parent / "templates"
# Characters that reorder text, act unseen, or that no page may hold: marks of direction, controls, separators of lines
# and paragraphs, tags, surrogates, what is no character.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe"
    "\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)
_CLASSES = {
    Part.CONTENT: "c",
    Part.CUE: "q",
    Part.SOURCE: "s",
    Part.SPEAKER: "p",
    Part.EVIDENCE: "e",
    Part.OTHER: "o",
}
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f<>\"\\^`{|}]+")


@cache
def environment(*folders: Path) -> Environment:
    """The templates with what they may call; every value is escaped, and a missing one is an error.

    `folders` hold templates of another face, which uses these ones too.
    """
    made = Environment(
        loader=FileSystemLoader([*folders, _TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "shown": shown,
        "excerpt": excerpt,
        "cited": cited,
        "href": href,
        "classes": classes,
        "day": lambda record: day_text(record.published_at, record.published_precision),
        "moment": moment,
        "precisely": precisely,
        "occasion": lambda record: occasion_line(record.time, record.addressee, record.place, record.occasion.dates),
        "checked": lambda check: day_text(check.check.reviewed_at, check.check.reviewed_precision),
        "dates": dates,
    }
    made.globals["policy"] = policy(made.get_template("style.css").render())
    return made


def page_policy() -> str:
    """The content security policy of the pages, for who sends one with a header."""
    return str(environment().globals["policy"])


def write_page(template: str, values: Mapping[str, Any], stream: TextIO) -> None:
    """Write a page to a stream, piece by piece as its values are taken."""
    for piece in _pieces(environment().get_template(template).generate(values)):
        stream.write(piece)


def _pieces(parts: Iterator[str], size: int = 1 << 16) -> Iterator[str]:
    """Small parts joined to larger ones."""
    held: list[str] = []
    length = 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= size:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)


def policy(style: str) -> str:
    """The content security policy of a page: no request, no script, no form; one style sheet, which stands in it."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def shown(text: str | None) -> Markup:
    r"""Text of an article as a page shows it: escaped, with hidden and reordering characters written out: \u202e.

    Letters of any script, soft hyphens, joiners and spaces stay as they are.
    """
    if text is None:
        return Markup()
    found = Markup()
    at = 0
    for match in _HIDDEN.finditer(text):
        found += escape(text[at : match.start()]) + Markup('<span class="u">{}</span>').format(printable(match[0]))
        at = match.end()
    return found + escape(text[at:])


def excerpt(text: str, most: int) -> str:
    """The first words of a text, at most so many characters, with a sign that there are more; no word is cut."""
    return shorten(text, most, placeholder=" …") if len(text) > most else text


def cited(record: StatementRecord) -> Markup:
    """The citation of a statement as `shown`, its date in one piece: no line ends between a year and its month."""
    day = day_text(record.published_at, record.published_precision)
    before, found, behind = record.citation.rpartition(day) if day else ("", "", record.citation)
    return shown(before) + (Markup('<span class="day">{}</span>').format(found) if found else "") + shown(behind)


def href(address: str | None) -> str | None:
    """An address that a link may lead to: of the web, and well formed; None for any other."""
    if address is None or not _ADDRESS.fullmatch(address) or _HIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def classes(piece: MarkedPiece) -> str:
    """The classes of a piece: a letter for each part that it belongs to, and c2 in statements within statements."""
    letters = [_CLASSES[part] for part in piece.parts]
    return " ".join([*letters, *(["c2"] if piece.depth > 1 else [])])


def moment(value: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return "" if value is None else f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def precisely(record: StatementRecord) -> str:
    """When a statement's article was published, as exact as is known, with the source's own words if they differ."""
    known = record.published_precision in (None, DatePrecision.TIME)
    text = moment(record.published_at) if known else day_text(record.published_at, record.published_precision)
    original = record.published_original
    if not text:
        return f"{original} (not understood)" if original else ""
    return text if original is None or original == text else f"{text} (given as {original})"


def dates(claim: ClaimSummary) -> str:
    """From when to when a claim was made: "2025-01-03 to 2025-02", one date where both are the same; "" for none."""
    ends = (claim.first_at, claim.first_precision), (claim.latest_at, claim.latest_precision)
    return " to ".join(dict.fromkeys(day for day in (day_text(*end) for end in ends) if day))
