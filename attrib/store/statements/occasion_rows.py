"""When, to whom and where a statement was made, as columns of its row; `occasions` reads them back."""

from sqlalchemy import Connection, bindparam, func, select, update

from attrib.data import DatePrecision, Occasion, SaidDates, Span
from attrib.data.dates import publication_day
from attrib.english.dating import said_dates
from attrib.store.naming.identity import one_line
from attrib.store.naming.terms import term
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.columns import Row
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.statements.occasions import PARTS

NAMED = ("addressee", "place")
"""The parts that are found by their words."""


def occasion_columns(occasion: Occasion, text: str) -> Row:
    """The columns of a statement that hold its occasion."""
    columns: Row = {}
    for part in PARTS:
        span: Span | None = getattr(occasion, part)
        columns |= {f"{part}_start": span and span.start, f"{part}_end": span and span.end}
        if part in NAMED:
            columns[f"{part}_key"] = (term(one_line(span.of(text))) or "")[:MAX_KEY] or None if span else None
    return columns | _dated(occasion.dates)


def _dated(dates: SaidDates | None) -> Row:
    if dates is None:
        return {"said_since": None, "said_until": None, "said_precision": None}
    return {"said_since": dates.since, "said_until": dates.until, "said_precision": str(dates.precision)}


def date_again(connection: Connection, document: int) -> None:
    """Read the times of a document's statements again, from the date of publication that it has now."""
    columns = (DocumentRow.published_at, DocumentRow.published_original, DocumentRow.published_precision)
    published = connection.execute(select(*columns).where(DocumentRow.key == document)).one()
    day = publication_day(published.published_at, published.published_original)
    exact = published.published_precision and DatePrecision(published.published_precision)
    words = func.substr(DocumentRow.text, StatementRow.time_start + 1, StatementRow.time_end - StatementRow.time_start)
    query = select(StatementRow.number, words.label("words")).join(
        DocumentRow, DocumentRow.key == StatementRow.document_key
    )
    rows = connection.execute(
        query.where(SHOWN_OR_NOT, StatementRow.document_key == document, StatementRow.time_start.is_not(None))
    ).all()
    changed = [{"at": row.number, **_dated(said_dates(row.words, day, exact))} for row in rows]
    if changed:
        connection.execute(update(StatementRow).where(StatementRow.number == bindparam("at")), changed)
