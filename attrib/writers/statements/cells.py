"""The cells of a statement's row: the one place that says what each column of COLUMNS holds.

A whole record and a TabularStatement, which a large export reads, have the same cells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from attrib.data import SaidDates, Stance, StanceLabel, StatementRecord
from attrib.data.dates import iso_text
from attrib.data.tabular import TabularDocument, TabularStance, TabularStatement
from attrib.writers.statements.columns import COLUMNS

Cell = str | int | float | None
Cells = Mapping[str, Cell]
in_order = itemgetter(*COLUMNS)
_NOTHING: dict[str, Cell] = dict.fromkeys(COLUMNS)
_NO_CHECK: dict[str, str | float | None] = dict.fromkeys(name for name in COLUMNS if name.startswith("check_"))


def row(record: StatementRecord) -> list[str]:
    """The cells of one statement in the order of COLUMNS, unguarded."""
    return texts(_cells(record))


def texts(cells: Cells) -> list[str]:
    """Cells as texts, in the order of COLUMNS, unguarded; empty where nothing is known."""
    return [value if type(value) is str else "" if value is None else str(value) for value in in_order(cells)]


def values(record: StatementRecord) -> dict[str, Cell]:
    """What the cells of one statement hold, in the order of COLUMNS; None where nothing is known."""
    return dict(zip(COLUMNS, in_order(_cells(record)), strict=True))


def cells_of(statements: Iterable[StatementRecord | TabularStatement]) -> Iterator[tuple[Cells, Cells]]:
    """The cells of each statement in two parts: those that it shares with others, and its own.

    Those of a document, and of its dates, are one object for all statements that follow each other. A record shares
    none.
    """
    source: TabularDocument | None = None
    dates: SaidDates | None = None
    shared: dict[str, Cell] = {}
    for statement in statements:
        if isinstance(statement, StatementRecord):
            yield _NOTHING, _cells(statement)
            continue
        if statement.source is not source or statement.dates is not dates:
            source, dates = statement.source, statement.dates
            shared = _document_cells(source) | _date_cells(dates)
        yield shared, _statement_cells(statement)


def _cells(record: StatementRecord) -> dict[str, Cell]:
    """The cells of a record, in any order."""
    about = record.about
    told: dict[str, Cell] = {}
    if about is not None:
        told = {
            "about": about.topic,
            "about_stance": about.stance and about.stance.value,
            "about_score": _rounded(about.score),
            "about_similarity": _rounded(about.similarity),
        }
    return _NOTHING | _document_cells(record) | _date_cells(record.dates) | _statement_cells(record) | told


def _document_cells(source: StatementRecord | TabularDocument) -> dict[str, Cell]:
    """The cells that the statements of a document share."""
    return {
        "title": source.title,
        "outlet": source.outlet,
        "author": source.author,
        "published_at": iso_text(source.published_at, source.published_precision),
        "url": source.url,
        "document_sha256": source.document_sha256,
        "document": source.document,
        "archive_url": source.archive_url,
        "raw_sha256": source.raw_sha256,
        "modified_at": iso_text(source.modified_at, source.modified_precision),
    }


def _statement_cells(statement: StatementRecord | TabularStatement) -> dict[str, Cell]:
    """The cells of a statement but for those of its document and of a topic, and those of a check that it has not."""
    cells: dict[str, Cell] = {
        "statement_id": statement.statement_id,
        "speaker": statement.speaker,
        "actor": statement.actor,
        "speaker_kind": statement.speaker_kind,
        "role": statement.role,
        "affiliation": statement.affiliation,
        "stances": stance_cell(statement.stances) if statement.stances else "",
        "type": str(statement.type),
        "quote": statement.quote,
        "cue": statement.cue,
        "source_text": statement.source_text,
        "context": statement.context,
        "start": statement.start,
        "end": statement.end,
        "confidence": _rounded(statement.confidence),
        "speaker_confidence": _rounded(statement.speaker_confidence),
        "model": statement.model,
        "reviewed": statement.reviewed,
        "assertion": statement.assertion and str(statement.assertion),
        "citation": statement.citation,
        "said_time": statement.time,
        "addressee": statement.addressee,
        "place": statement.place,
        "worth": _rounded(statement.worth),
        "page": statement.page,
        "last_page": statement.last_page,
    }
    return cells if statement.check is None else cells | check_cells(statement)


def occasion_cells(record: StatementRecord) -> dict[str, Cell]:
    """The cells of when, to whom and where a statement was made."""
    return {
        "said_time": record.time,
        **_date_cells(record.dates),
        "addressee": record.addressee,
        "place": record.place,
    }


def _date_cells(dates: SaidDates | None) -> dict[str, Cell]:
    return {
        "said_since": dates.since.isoformat() if dates else None,
        "said_until": dates.until.isoformat() if dates else None,
        "said_precision": str(dates.precision) if dates else None,
        "said_basis": str(dates.basis) if dates else None,
    }


def check_cells(record: StatementRecord | TabularStatement) -> dict[str, str | float | None]:
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


def stance_cell(stances: Iterable[Stance | TabularStance]) -> str:
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
