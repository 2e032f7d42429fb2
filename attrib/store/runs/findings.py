"""What two runs found in some documents, as they found it: people's reviews are set aside, and told in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, false, select

from attrib.data import Assertion, Finding, Review, Span, Spans, StanceLabel, StatementType
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import SHOWN_OR_NOT, SpanRow, StanceRow, StatementRow
from attrib.store.statements.convert import review

SqlRow = Row[*tuple[Any, ...]]

_COLUMNS = ("type", "speaker", "speaker_kind", "role", "affiliation")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and, for each run, what it found by the number of the statement; `reviewed` by number too."""

    document: SqlRow
    findings: dict[str, dict[int, Finding]] = field(default_factory=lambda: defaultdict(dict))
    reviewed: dict[int, str] = field(default_factory=dict)


def readings(session: Connection, documents: Sequence[int], runs: tuple[str, str]) -> list[Reading]:
    """The readings of documents, given by key, in the order of the keys."""
    found_by = StatementRow.added == false(), StatementRow.run_id.in_(runs)
    which = (SHOWN_OR_NOT, StatementRow.document_key.in_(documents), *found_by)
    found = session.execute(
        select(DocumentRow.__table__).where(DocumentRow.key.in_(documents)).order_by(DocumentRow.key)
    )
    by_key = {row.key: Reading(row) for row in found}
    contents = _contents(session, which)
    stances = _stances(session, which)
    reviews = _reviews(session, documents)
    for row in session.execute(select(StatementRow.__table__).where(*which).order_by(StatementRow.number)):
        reading = by_key[row.document_key]
        reading.findings[row.run_id][row.number] = _finding(
            row, reading.document.text, contents[row.number], stances[row.number]
        )
        if row.machine is not None:
            said = reviews[(row.document_key, *row.machine["anchor"])]
            reading.reviewed[row.number] = "; ".join(map(str, said))
    return list(by_key.values())


def _finding(row: SqlRow, text: str, content: Spans, stances: tuple[tuple[str, StanceLabel], ...]) -> Finding:
    """The machine's finding; where a person has reviewed the statement, it lies beside their values."""
    values = row.machine["values"] if row.machine else row._mapping
    before = row.machine["stances"] if row.machine else None
    if before is not None:
        stances = tuple((stance["target"], StanceLabel(stance["label"])) for stance in before)
    drawn = row.machine and row.machine.get("spans")
    content = tuple(Span(*span) for span in drawn["content"]) if drawn else content
    own = {name: values[name] for name in _COLUMNS} | {"type": StatementType(values["type"])}
    assertion = values["assertion"] and Assertion(values["assertion"])
    quote = " […] ".join(span.of(text) for span in content)
    return Finding(row.id, content, quote, stances=stances, assertion=assertion, **own)


def _contents(session: Connection, which: Iterable[ColumnElement[bool]]) -> dict[int, Spans]:
    """The spans of each statement's content."""
    query = (
        select(SpanRow.statement_number, SpanRow.start, SpanRow.end)
        .join(StatementRow, StatementRow.number == SpanRow.statement_number)
        .where(*which, SpanRow.role == "content")
        .order_by(SpanRow.statement_number, SpanRow.position)
    )
    contents: dict[int, Spans] = defaultdict(tuple)
    for number, start, end in session.execute(query):
        contents[number] += (Span(start, end),)
    return contents


def _stances(
    session: Connection, which: Iterable[ColumnElement[bool]]
) -> dict[int, tuple[tuple[str, StanceLabel], ...]]:
    query = (
        select(StanceRow.statement_number, StanceRow.target, StanceRow.label)
        .join(StatementRow, StatementRow.number == StanceRow.statement_number)
        .where(*which)
        .order_by(StanceRow.statement_number, StanceRow.position)
    )
    stances: dict[int, tuple[tuple[str, StanceLabel], ...]] = defaultdict(tuple)
    for number, target, label in session.execute(query):
        stances[number] += ((target, StanceLabel(label)),)
    return stances


def _reviews(session: Connection, documents: Sequence[int]) -> dict[tuple[int, int, int], list[Review]]:
    """The active reviews by document and reviewed span, each field's latest alone."""
    query = select(ReviewRow.__table__).where(ReviewRow.document_key.in_(documents), ACTIVE_REVIEW)
    latest: dict[tuple[int, int, int], dict[tuple[str, str | None], Review]] = defaultdict(dict)
    for row in session.execute(query.order_by(ReviewRow.reviewed_at, ReviewRow.field, ReviewRow.id)):
        latest[row.document_key, row.start, row.end][row.field, row.target_key] = review(row)
    return defaultdict(list, {place: list(by_field.values()) for place, by_field in latest.items()})
