"""Statements as CSV (RFC 4180), one row a statement, with guards against formulas.

Lines end in CR LF, every cell is quoted, and a quotation mark inside a cell is doubled. Nothing else changes, so line
breaks inside a quote stay. A cell that a spreadsheet would run as a formula gets a leading apostrophe (`guard`);
`unguard` removes it. Encode the stream as UTF-8 and open it with `newline=""`.
"""

import csv
import re
from collections.abc import Iterable
from operator import itemgetter

from attrib.data import Stance, StanceLabel, StatementRecord
from attrib.data.dates import iso_text
from attrib.text.cells import guard, unguard
from attrib.writers.rows import TextStream

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "check_cells",
    "guard",
    "occasion_cells",
    "pairs_cell",
    "row",
    "stance_cell",
    "stance_pairs",
    "unguard",
    "values",
    "write_csv",
]

SCHEMA = 1  # the version of the columns here and in the long form; another where one goes, or means something else

# The columns, in the order of the file, each with what it holds.
COLUMNS: dict[str, str] = {
    "statement_id": "the statement's id, as `attrib show` takes it",
    "speaker": "who said it: the fullest name in the document; empty where the text names nobody",
    "speaker_kind": "person, organization, group or unnamed",
    "role": "the speaker's role, such as spokesperson",
    "affiliation": "the organization that the speaker speaks for or belongs to",
    "stances": "its stances, as target:stance joined by ';' (in a target, a backslash precedes : ; and \\)",
    "type": "direct, indirect or mixed",
    "quote": "the content, verbatim; pieces on both sides of a speaker tag are joined by ' […] '",
    "cue": "the words that attribute it, verbatim",
    "source_text": "the source: the mention of the speaker beside the content, verbatim",
    "context": "the paragraph or paragraphs around it, verbatim",
    "title": "the document's title",
    "outlet": "who published the document",
    "author": "the document's author",
    "published_at": "when it was published, ISO 8601, UTC, as exact as is known: 2022, 2022-07, 2022-07-15, a time",
    "url": "where it was published",
    "document_sha256": "SHA-256 of the document's text in UTF-8",
    "start": "offset of the quote's first character in the document's text, counted in Unicode code points from 0",
    "end": "offset after the quote's last character",
    "confidence": "the probability that content, cue and source are right, 0 to 1",
    "speaker_confidence": "the probability that the speaker is right, 0 to 1",
    "model": "the model that found it",
    "reviewed": "people's reviews of it, with author, date and the machine's value; empty without a review",
    "actor": "the speaker's canonical name across documents, as in `attrib actors`",
    "about": "the topic or claim of --about; this and the next three columns are empty without it",
    "about_stance": "the speaker's stance towards the topic: support, oppose or neutral",
    "about_score": "the probability of that stance, 0 to 1",
    "about_similarity": "the similarity of statement and topic: the cosine of their sentence vectors",
    "assertion": "asserted, denied, not_said, supposed or asked; empty where an attrib before 0.3 read it",
    "document": "where it was read: the file's path or the address, with the record in a file of several",
    "citation": "outlet, title and date in one line, for a footnote",
    "archive_url": "a link to an archived copy of the document",
    "raw_sha256": "SHA-256 of the bytes that the document was read of",
    "check_status": "confirmed by a person, or suggested: whether the fact check of the next columns is about it",
    "check_rating": "the rating of that fact check, in its publisher's words",
    "check_claim": "the claim that was checked",
    "check_publisher": "who has checked it",
    "check_url": "where the check was published",
    "check_score": "how near statement and claim are: see `attrib checks match`",
    "said_time": "when it was said, in the text's words; empty where the text does not tell",
    "said_since": "the first day on which it may have been said, ISO 8601; empty where no day is known",
    "said_until": "the last such day",
    "said_precision": "how exactly that is known: year, month, week, day, or part of day, which has the day's interval",
    "said_basis": "told: the text tells the days; published: it tells no time, and the date of publication stands in",
    "addressee": "to whom it was said, in the text's words",
    "place": "where it was said, in the text's words: a place, an event, or what it was said or written in",
    "worth": "how much it is worth checking, 0 to 1: it says nothing about whether it is true; empty if not scored",
    "modified_at": "when the page was last changed, as it says itself; written as published_at",
    "page": "the page of a PDF on which the quote begins, from 1; empty for what has no pages",
    "last_page": "the page on which it ends",
}


Cell = str | int | float | None
_NO_CHECK: dict[str, str | float | None] = dict.fromkeys(name for name in COLUMNS if name.startswith("check_"))
_in_order = itemgetter(*COLUMNS)


def write_csv(records: Iterable[StatementRecord], stream: TextStream, *, raw: bool = False) -> int:
    """Write a header and one row a statement, in the order given; the number of statements.

    `raw` leaves cells unguarded, for programs that read the file and do not run formulas.
    """
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for record in records:
        cells = row(record)
        # Nearly all cells begin with a letter or digit, or are empty, and cost no call.
        writer.writerow(cells if raw else [c if not c or c[0].isalnum() else guard(c) for c in cells])
        written += 1
    return written


def row(record: StatementRecord) -> list[str]:
    """The cells of one statement in the order of COLUMNS, unguarded."""
    cells = _in_order(_cells(record))
    return [value if type(value) is str else "" if value is None else str(value) for value in cells]


def values(record: StatementRecord) -> dict[str, Cell]:
    """What the cells of one statement hold, in the order of COLUMNS; None where nothing is known."""
    return dict(zip(COLUMNS, _in_order(_cells(record)), strict=True))


def _cells(record: StatementRecord) -> dict[str, Cell]:
    """The same, in any order."""
    about = record.about
    return {
        "statement_id": record.statement_id,
        "speaker": record.speaker,
        "actor": record.actor,
        "speaker_kind": record.speaker_kind,
        "role": record.role,
        "affiliation": record.affiliation,
        "stances": stance_cell(record.stances),
        "type": record.type.value,
        "quote": record.quote,
        "cue": record.cue,
        "source_text": record.source_text,
        "context": record.context,
        "title": record.title,
        "outlet": record.outlet,
        "author": record.author,
        "published_at": iso_text(record.published_at, record.published_precision),
        "url": record.url,
        "document_sha256": record.document_sha256,
        "start": record.start,
        "end": record.end,
        "confidence": _rounded(record.confidence),
        "speaker_confidence": _rounded(record.speaker_confidence),
        "model": record.model,
        "reviewed": record.reviewed,
        "about": about.topic if about else None,
        "about_stance": about.stance.value if about and about.stance else None,
        "about_score": _rounded(about.score) if about else None,
        "about_similarity": _rounded(about.similarity) if about else None,
        "assertion": record.assertion and record.assertion.value,
        "document": record.document,
        "citation": record.citation,
        "archive_url": record.archive_url,
        "raw_sha256": record.raw_sha256,
        **occasion_cells(record),
        "worth": _rounded(record.worth),
        "modified_at": iso_text(record.modified_at, record.modified_precision),
        "page": record.page,
        "last_page": record.last_page,
        **check_cells(record),
    }


def occasion_cells(record: StatementRecord) -> dict[str, str | None]:
    """The cells of when, to whom and where a statement was made."""
    dates = record.occasion.dates
    return {
        "said_time": record.time,
        "said_since": dates.since.isoformat() if dates else None,
        "said_until": dates.until.isoformat() if dates else None,
        "said_precision": str(dates.precision) if dates else None,
        "said_basis": str(dates.basis) if dates else None,
        "addressee": record.addressee,
        "place": record.place,
    }


def check_cells(record: StatementRecord) -> dict[str, str | float | None]:
    """The cells of the fact check that counts as about a statement."""
    match = record.check
    if match is None:
        return _NO_CHECK
    check = match.check.check
    return {
        "check_status": str(match.verdict or "suggested"),
        "check_rating": check.rating,
        "check_claim": check.claim,
        "check_publisher": check.publisher,
        "check_url": check.url,
        "check_score": _rounded(match.score),
    }


def stance_cell(stances: Iterable[Stance]) -> str:
    """Stances in the compact form target:stance;target:stance."""
    return pairs_cell((stance.target, stance.label) for stance in stances)


def pairs_cell(pairs: Iterable[tuple[str, StanceLabel]]) -> str:
    """The same of pairs of target and label."""
    return ";".join(re.sub(r"([\\:;])", r"\\\1", target) + ":" + label.value for target, label in pairs)


def stance_pairs(cell: str) -> list[tuple[str, str]]:
    """The (target, stance) pairs of a cell of `stance_cell`."""
    pairs = re.findall(r"((?:[^\\:;]|\\.)*):((?:[^\\:;]|\\.)*)(?:;|\Z)", cell, re.DOTALL)
    return [(re.sub(r"\\(.)", r"\1", target, flags=re.DOTALL), label) for target, label in pairs]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
