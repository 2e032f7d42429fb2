"""Statements in long form for pivot tables and charts: one row a statement and target, one type a column."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrib.data import Stance, StanceLabel, StatementRecord
from attrib.data.dates import day_text
from attrib.text.cells import guard
from attrib.writers.rows import TextStream, write_rows
from attrib.writers.statements.csv import occasion_cells

# The columns, in the order of the file, each with what it holds.
LONG_COLUMNS: dict[str, str] = {
    "statement_id": "the statement's id, in one row for each of its targets",
    "date": "the day of publication, ISO 8601 (2025-10-31), UTC; empty where it is not known",
    "actor": "who said it: the canonical name across documents",
    "actor_id": "the actor's id, as in attrib actors",
    "speaker_kind": "person, organization, group or unnamed",
    "role": "the speaker's role",
    "affiliation": "the organization that the speaker speaks for or belongs to",
    "target": "what the stance is towards; empty in the one row of a statement without stances",
    "target_id": "the id of the target, if it is a speaker too",
    "target_kind": "actor or topic",
    "stance": "support, oppose or neutral",
    "stance_value": "1 for support, -1 for oppose, 0 for neutral; the mean is the balance of both sides",
    "stance_score": "the probability that the stance is right, 0 to 1",
    "stance_unclear": "1 if the stance is mixed or could not be determined, else 0",
    "stance_reviewed": "1 if a person gave the stance, else 0",
    "type": "direct, indirect or mixed",
    "quote": "the content, verbatim",
    "outlet": "who published the document",
    "title": "the document's title",
    "url": "where it was published",
    "confidence": "the probability that content, cue and source are right, 0 to 1",
    "speaker_confidence": "the probability that the speaker is right, 0 to 1",
    "reviewed": "people's reviews of the statement; empty without a review",
    "assertion": "asserted, denied, not_said, supposed or asked; empty where an attrib before 0.3 read it",
    "cue": "the words that attribute it, verbatim",
    "document": "where it was read: the file's path or the address, with the record in a file of several",
    "citation": "outlet, title and date in one line, for a footnote",
    "said_since": "the first day on which it may have been said, ISO 8601; empty where no day is known",
    "said_until": "the last such day",
    "said_basis": "told: the text tells the days; published: it tells no time, and the date of publication stands in",
    "addressee": "to whom it was said, in the text's words",
    "place": "where it was said, in the text's words",
    "worth": "how much it is worth checking, 0 to 1; empty if not scored",
}

VALUES = {StanceLabel.SUPPORT: 1, StanceLabel.OPPOSE: -1, StanceLabel.NEUTRAL: 0}


def write_long_csv(records: Iterable[StatementRecord], stream: TextStream, *, raw: bool = False) -> int:
    """Write a header and the rows of each statement, in the order given; the number of statements."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(LONG_COLUMNS)
    written = 0
    for record in records:
        for row in long_rows(record):
            # Numbers are not guarded: -1 must stay a number, and it is no formula.
            writer.writerow(
                cell if raw or not isinstance(cell, str) else guard(cell)
                for cell in ("" if value is None else value for value in row.values())
            )
        written += 1
    return written


def write_long_jsonl(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write the same rows as one object a line, null for unknown values; the number of statements."""
    written = 0
    for record in records:
        for row in long_rows(record):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_long_json(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write one array of the same objects; the number of statements."""
    written = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal written
        for written, record in enumerate(records, 1):  # noqa: B007 - counted
            yield from long_rows(record)

    write_rows(rows(), (), "json", stream)
    return written


def long_rows(record: StatementRecord) -> Iterator[dict[str, Any]]:
    """One row a stance, in the order of LONG_COLUMNS; for no stance, one row with empty stance columns."""
    for stance in record.stances or (None,):
        row: dict[str, Any] = {
            "statement_id": record.statement_id,
            "date": day_text(record.published_at, record.published_precision) or None,
            "actor": record.actor or record.speaker,
            "actor_id": record.actor_id,
            "speaker_kind": record.speaker_kind,
            "role": record.role,
            "affiliation": record.affiliation,
        }
        row |= _stance_cells(stance)
        row |= {"type": record.type.value, "quote": record.quote, "outlet": record.outlet, "title": record.title,
                "url": record.url, "confidence": round(record.confidence, 4),
                "speaker_confidence": _rounded(record.speaker_confidence), "reviewed": record.reviewed,
                "assertion": record.assertion and record.assertion.value, "cue": record.cue,
                "document": record.document, "citation": record.citation}  # fmt: skip
        row |= occasion_cells(record) | {"worth": _rounded(record.worth)}
        yield {column: row[column] for column in LONG_COLUMNS}


def _stance_cells(stance: Stance | None) -> dict[str, Any]:
    if stance is None:
        return {name: None for name in LONG_COLUMNS if name.startswith(("stance", "target"))}
    return {
        "target": stance.target, "target_id": stance.target_id, "target_kind": stance.kind,
        "stance": stance.label.value, "stance_value": VALUES[stance.label], "stance_score": round(stance.score, 4),
        "stance_unclear": int(stance.unclear), "stance_reviewed": int(stance.reviewed),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
