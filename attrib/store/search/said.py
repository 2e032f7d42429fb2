"""Conditions on when statements were made: the days that the text tells, else the date of publication."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_

from attrib.store.schema.statements import StatementRow
from attrib.store.search.dates import published_before, published_since

_UNTOLD = and_(StatementRow.said_since.is_(None), StatementRow.time_start.is_(None))


def said_since(session: Connection, start: datetime) -> ColumnElement[bool]:
    """A condition: it may have been said on the day of a moment or later."""
    return or_(StatementRow.said_until >= start.date(), and_(_UNTOLD, published_since(session, start)))


def said_before(session: Connection, end: datetime) -> ColumnElement[bool]:
    """A condition: it may have been said before a moment, the first one of a day."""
    return or_(StatementRow.said_since < end.date(), and_(_UNTOLD, published_before(session, end)))
