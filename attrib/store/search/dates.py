"""Conditions on the date of publication, which may be a day, a month or a year: a statement fits if its date may."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from attrib.data import DatePrecision
from attrib.store.schema.columns import date_order
from attrib.store.schema.statements import UNDATED, DocumentRow, StatementRow


def published_since(session: Session, start: datetime) -> ColumnElement[bool]:
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


def published_before(_: Session, end: datetime) -> ColumnElement[bool]:
    """A condition: the date begins before a moment."""
    return and_(StatementRow.date_order > date_order(end), StatementRow.date_order < UNDATED)
