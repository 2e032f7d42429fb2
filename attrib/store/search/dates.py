"""Conditions on the date of publication, which may be a day, a month or a year: a statement fits if its date may."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from attrib.data import DatePrecision
from attrib.data.dates import day_text
from attrib.store.schema.columns import date_order, moment
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import UNDATED, StatementRow


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


def dates_as_known(session: Connection) -> Callable[[int | None], str | None]:
    """What makes text of a `date_order`: the day, or the month or year where a source tells no more; None for none."""
    inexact = DocumentRow.published_precision.in_([DatePrecision.MONTH, DatePrecision.YEAR])
    query = select(DocumentRow.published_at, DocumentRow.published_precision).where(inexact)
    precisions = {at: DatePrecision(precision) for at, precision in session.execute(query) if precision}

    @cache
    def text(order: int | None) -> str | None:
        at = moment(order)
        return day_text(at, None if at is None else precisions.get(at)) or None

    return text
