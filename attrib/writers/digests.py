"""Digests as text for a mail, as JSON and as a page."""

import json
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import Any

from attrib.data import Assertion, Stance, StatementRecord
from attrib.data.dates import day_text
from attrib.data.saved import DigestSection, NewStatement, SearchDigest
from attrib.errors import SettingsError
from attrib.writers.html.digest import write_digest_page
from attrib.writers.rows import write_rows
from attrib.writers.statements.csv import COLUMNS, values
from attrib.writers.statements.jsonl import record_object
from attrib.writers.statements.table import ASSERTION_WORDS
from attrib.writers.tables import clean

ROW_FORMS = ("csv", "jsonl")  # a row a statement
DIGEST_FORMS = ("text", "html", "json", *ROW_FORMS)
_ROW_COLUMNS = ("search", "also_in", *COLUMNS)
_WIDTH = 78  # characters of a line of text, as mails have them
_SIGNS = {"support": "for", "oppose": "against", "neutral": "neither for nor against"}


def form_of(path: Path) -> str:
    """The form that a file's name asks for: page, JSON or rows by its end, else text."""
    ends = {".html": "html", ".htm": "html", ".json": "json", ".csv": "csv", ".jsonl": "jsonl"}
    return ends.get(path.suffix.lower(), "text")


def digest_text(digest: SearchDigest, form: str) -> str:
    """A whole digest in one of DIGEST_FORMS. Raises SettingsError for another form."""
    if form == "json":
        return json.dumps(digest_object(digest), ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        stream = StringIO()
        write_digest_page(digest, stream)
        return stream.getvalue()
    if form in ROW_FORMS:
        stream = StringIO(newline="")
        write_rows(_rows(digest, values if form == "csv" else record_object), _ROW_COLUMNS, form, stream)
        return stream.getvalue()
    if form != "text":
        raise SettingsError(f"form {form!r} is none of {', '.join(DIGEST_FORMS)}")
    return "\n".join(_lines(digest)) + "\n"


def many(number: int, one: str) -> str:
    """A number with its noun: "1 statement", "2 statements"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def counts(section: DigestSection) -> str:
    """What a section tells, in numbers: "2 new statements in 2 articles of 1 outlet, 1 of them in copies too"."""
    if not section.new:
        return "nothing new"
    told = f"{many(len(section.new), 'new statement')} in {many(section.articles, 'article')}"
    told += f" of {many(section.outlets, 'outlet')}" if section.outlets else ""
    folded = sum(bool(each.copies) for each in section.new)
    return f"{told}, {folded} of them in copies too" if folded else told


def remarks(section: DigestSection) -> Iterator[str]:
    """What a reader must know of a section beside its statements."""
    if section.later:
        yield f"{many(section.later, 'more new statement')} left for the next digest"
    if section.distant:
        yield f"{many(section.distant, 'more new statement')} farther from the topic, not told"
    yield from section.notices


def _lines(digest: SearchDigest) -> Iterator[str]:
    """The lines of a digest as text."""
    number = f"digest {digest.number}" if digest.new else "digest"
    yield f"attrib {number}, {digest.made_at:%Y-%m-%d %H:%M} UTC"
    searches = many(len(digest.sections), "saved search").replace("searchs", "searches")
    yield f"{many(digest.new, 'new statement')} in {searches}"
    if digest.again:
        yield "An earlier digest was interrupted: what it may have told is told again."
    for section in digest.sections:
        yield ""
        title = clean(section.search.name)
        yield from (title, "=" * min(len(title), _WIDTH))
        yield from map(_wrapped, _about(section))
        for each in section.new:
            yield ""
            yield from _statement(each)
        if section.copied:
            yield ""
            yield _wrapped(f"Told before, now also in: {_places(section.copied)}")


def _about(section: DigestSection) -> Iterator[str]:
    asked = "; ".join(f"{what}: {which}" if which else what for what, which in section.asked)
    if asked:
        yield clean(asked)
    yield f"PROBLEM: {clean(section.problem)}" if section.problem else counts(section)
    yield from map(clean, remarks(section))


def _statement(each: NewStatement) -> Iterator[str]:
    record = each.record
    yield _wrapped(_speaker(record))
    yield _wrapped(f"{_assertion(record)}{clean(record.quote)}", "  ")
    for stance in record.stances:
        yield _wrapped(f"{_SIGNS[stance.label.value]} {clean(stance.target)} ({_surely(stance)})", "  ")
    if record.about is not None and record.about.stance is not None:
        yield f"  {_SIGNS[record.about.stance.value]} the topic (suggested, {record.about.score or 0:.2f})"
    yield _wrapped(f"{clean(record.citation)} [{record.statement_id[:8]}]", "  ")
    if record.url:
        yield f"  {clean(record.url)}"
    if each.copies:
        yield _wrapped(f"also in: {_places(each.copies)}", "  ")


def _speaker(record: StatementRecord) -> str:
    known = (record.speaker or "unknown speaker", record.role, record.affiliation)
    return ", ".join(clean(part) for part in dict.fromkeys(known) if part)


def _assertion(record: StatementRecord) -> str:
    plain = record.assertion in (None, Assertion.ASSERTED)
    return "" if plain or record.assertion is None else f"[{ASSERTION_WORDS[record.assertion]}] "


def _surely(stance: Stance) -> str:
    return "reviewed" if stance.reviewed else f"suggested, {stance.score:.2f}"


def _places(records: Iterable[StatementRecord]) -> str:
    """Where statements stand: outlet, else document, with the date, each once."""
    return ", ".join(dict.fromkeys(map(place, records)))


def place(record: StatementRecord) -> str:
    """The outlet of a statement's article, else the document, with its date."""
    day = day_text(record.published_at, record.published_precision)
    return clean(f"{record.outlet or record.document}{f' {day}' if day else ''}")


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)


def digest_object(digest: SearchDigest) -> dict[str, Any]:
    """A digest as an object; its statements are those of JSON exports, with `also_in`, the copies told with each."""
    return {
        "digest": digest.number if digest.new else None,
        "made_at": digest.made_at.isoformat(),
        "attrib": digest.version,
        "again": digest.again,
        "new": digest.new,
        "searches": [_section_object(section) for section in digest.sections],
    }


def _rows(digest: SearchDigest, cells: Callable[[StatementRecord], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row a statement that is new, with its search and the ids of the statements in copies that are told with it."""
    for section in digest.sections:
        for each in section.new:
            also = [copy.statement_id for copy in each.copies]
            yield {"search": section.search.name, "also_in": also} | cells(each.record)


def _section_object(section: DigestSection) -> dict[str, Any]:
    return {
        "name": section.search.name,
        "filters": dict(section.search.filters),
        "command": section.command,
        "new": len(section.new),
        "articles": section.articles,
        "outlets": section.outlets,
        "later": section.later,
        "distant": section.distant,
        "notices": list(section.notices),
        "problem": section.problem or None,
        "statements": [
            record_object(each.record) | {"also_in": [_copy(copy) for copy in each.copies]} for each in section.new
        ],
        "told_before": [_copy(copy) for copy in section.copied],
    }


def _copy(record: StatementRecord) -> dict[str, Any]:
    names = ("statement_id", "outlet", "title", "url", "published_at", "document")
    whole = record_object(record)
    return {name: whole[name] for name in names}
