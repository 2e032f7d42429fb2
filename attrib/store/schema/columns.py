"""Encodings of columns: dates as sortable numbers, stances as bits, the limit of indexed text."""

from datetime import UTC, datetime, timedelta
from typing import Any

from attrib.data import (
    StanceLabel,
)
from attrib.store.schema.statements import UNDATED

MAX_INDEXED = 100_000
"""How many characters of a statement are searchable; PostgreSQL refuses a vector beyond 1 MB."""

Row = dict[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

STANCE_BITS = {StanceLabel.SUPPORT: 1, StanceLabel.OPPOSE: 2, StanceLabel.NEUTRAL: 4}
SIDED = STANCE_BITS[StanceLabel.SUPPORT] | STANCE_BITS[StanceLabel.OPPOSE]
"""The bits of a statement that takes some side."""


def date_order(moment: datetime | None) -> int:
    """The sort number of a date, newest first and undated last: minus the microseconds since 1970."""
    return UNDATED if moment is None else (_EPOCH - moment) // timedelta(microseconds=1)


def moment(order: int | None) -> datetime | None:
    """The date of a `date_order`; None for undated."""
    return None if order is None or order == UNDATED else _EPOCH - timedelta(microseconds=order)
