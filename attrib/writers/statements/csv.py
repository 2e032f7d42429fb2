"""Statements as CSV: RFC 4180, one row a statement, with cells that a spreadsheet would run as a formula guarded.

Lines end in CR LF, every cell is quoted, and a quotation mark inside a cell is doubled; nothing else is changed, so
line breaks inside a quote stay as they are. A cell that a spreadsheet would take for a formula gets a leading
apostrophe (`guard`); `unguard` takes it off again. Encode the stream as UTF-8 and open it with `newline=""`.
"""

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from attrib.data import Stance, StanceLabel, StatementRecord
from attrib.text.cells import guard, unguard

__all__ = ["COLUMNS", "TextStream", "guard", "pairs_cell", "row", "stance_cell", "stance_pairs", "unguard", "write_csv"]

# The columns, in the order of the file, each with what it holds.
COLUMNS: dict[str, str] = {
    "statement_id": "the statement's id, as `attrib show` takes it",
    "speaker": "who said it: the fullest name the document gives; empty where the text names nobody",
    "speaker_kind": "person, organization, group or unnamed",
    "role": "the speaker's role, such as spokesperson",
    "affiliation": "whom the speaker speaks for or belongs to",
    "stances": "the stances taken, as target:stance joined by ';' (a backslash stands before : ; \\ in a target)",
    "type": "direct, indirect or mixed",
    "quote": "what was said, verbatim; pieces that a speaker tag divides are joined by ' […] '",
    "cue": "the words that attribute it, verbatim",
    "source_text": "the mention of the speaker beside it, verbatim",
    "context": "the paragraph or paragraphs it stands in, verbatim",
    "title": "the document's title",
    "outlet": "who published the document",
    "author": "the document's author",
    "published_at": "when it was published, ISO 8601, UTC",
    "url": "where it was published",
    "document_sha256": "SHA-256 of the document's text in UTF-8",
    "start": "offset of the quote's first character in the document's text, counted in Unicode code points from 0",
    "end": "offset behind the quote's last character",
    "confidence": "how often a statement like this is right in content, cue and source, 0 to 1",
    "speaker_confidence": "the probability that the speaker is right, 0 to 1",
    "model": "the model that found it",
    "reviewed": "what a person has said of it, who and when, and what the machine had; empty where nobody has looked",
    "actor": "the name under which the speaker is shown across documents, as `attrib actors` has it",
    "about": "the topic or claim that --about asked for; this and the next three are empty without it",
    "about_stance": "the speaker's stance towards it: support, oppose or neutral",
    "about_score": "the probability of that stance, 0 to 1",
    "about_similarity": "how near the statement is to it in meaning: the cosine of their sentence vectors",
}


class TextStream(Protocol):
    """Anything that takes text, such as an open file (opened with `newline=""`) or standard output."""

    def write(self, text: str, /) -> object: ...


def write_csv(records: Iterable[StatementRecord], stream: TextStream, *, raw: bool = False) -> int:
    """Write a header and one row a statement, in the order given; the number of statements.

    `raw` leaves every cell as it is, for programs that read the file and do not run formulas.
    """
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for record in records:
        cells = row(record)
        writer.writerow(cells if raw else [guard(cell) for cell in cells])
        written += 1
    return written


def row(record: StatementRecord) -> list[str]:
    """The cells of one statement in the order of COLUMNS, unguarded."""
    about = record.about
    cells = {
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
        "published_at": _iso(record.published_at),
        "url": record.url,
        "document_sha256": record.document_sha256,
        "start": str(record.start),
        "end": str(record.end),
        "confidence": _number(record.confidence),
        "speaker_confidence": _number(record.speaker_confidence),
        "model": record.model,
        "reviewed": record.reviewed,
        "about": about and about.topic,
        "about_stance": about and about.stance,
        "about_score": about and _number(about.score),
        "about_similarity": about and _number(about.similarity),
    }
    return [cells[column] or "" for column in COLUMNS]


def stance_cell(stances: Iterable[Stance]) -> str:
    """Stances in the compact form target:stance;target:stance."""
    return pairs_cell((stance.target, stance.label) for stance in stances)


def pairs_cell(pairs: Iterable[tuple[str, StanceLabel]]) -> str:
    """The same of pairs of target and label."""
    return ";".join(re.sub(r"([\\:;])", r"\\\1", target) + ":" + label.value for target, label in pairs)


def stance_pairs(cell: str) -> list[tuple[str, str]]:
    """The (target, stance) pairs that `stance_cell` wrote."""
    pairs = re.findall(r"((?:[^\\:;]|\\.)*):((?:[^\\:;]|\\.)*)(?:;|\Z)", cell, re.DOTALL)
    return [(re.sub(r"\\(.)", r"\1", target, flags=re.DOTALL), label) for target, label in pairs]


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _number(value: float | None) -> str | None:
    return None if value is None else str(round(value, 4))
