"""Conditions on the date of publication, which may be a day, a month or a year: a statement fits if its date may."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, literal_column, or_, select

from attrib.data import DatePrecision
from attrib.data.dates import day_text
from attrib.store.schema.columns import date_order, moment
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import UNDATED, StatementRow

_STEP = 4


def _known_to(precision: DatePrecision) -> ColumnElement[bool]:
    """A condition: the date of the statement's document is known to a year, or to a month."""
    exact_to = DocumentRow.published_precision == literal_column(f"'{precision}'")
    return StatementRow.document_key.in_(select(DocumentRow.key).where(exact_to))


_EXACTNESS = case(
    (_known_to(DatePrecision.YEAR), literal_column("0")),
    (_known_to(DatePrecision.MONTH), literal_column("1")),
    else_=literal_column("2"),
)
DATE_KNOWN: ColumnElement[int | None] = case(
    (
        StatementRow.date_order < literal_column(str(UNDATED)),
        StatementRow.date_order * literal_column(str(_STEP)) + _EXACTNESS,
    )
)
"""The date of a statement and how exact it is, as a number that sorts as `date_order` does; null for none.

Of dates with the same first day the largest, which counts as the first, is the most exact: 2025-01-01, not 2025. Its
constants are no parameters, so that PostgreSQL knows it again among what a query is grouped by.
"""


def published_since(session: Connection, start: datetime) -> ColumnElement[bool]:
    """A condition: the date does not end before a moment; the month and year that the moment lies in do not."""
    exact = StatementRow.date_order <= date_order(start)
    begun = {
        DatePrecision.YEAR: start.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0),
        DatePrecision.MONTH: start.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
        DatePrecision.DAY: start.replace(hour=0, minute=0, second=0, microsecond=0),
    }
    around = [
        and_(DocumentRow.published_precision == str(precision), DocumentRow.published_at == moment)
        for precision, moment in begun.items()
        if moment < start
    ]
    if not around:
        return exact
    keys = session.scalars(select(DocumentRow.key).where(or_(*around)).limit(1)).all()
    if not keys:
        return exact
    within = StatementRow.document_key.in_(select(DocumentRow.key).where(or_(*around)))
    # The first bound alone lets the database walk its index of dates from the newest to there.
    return and_(StatementRow.date_order <= date_order(begun[DatePrecision.YEAR]), or_(exact, within))


def published_before(_: Connection, end: datetime) -> ColumnElement[bool]:
    """A condition: the date begins before a moment."""
    return and_(StatementRow.date_order > date_order(end), StatementRow.date_order < UNDATED)


def date_text(known: int | None) -> str | None:
    """The text of a DATE_KNOWN: the day, or the month or year where a source tells no more; None for none."""
    if known is None:
        return None
    order, exactness = divmod(known, _STEP)
    return day_text(moment(order), (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[exactness])
