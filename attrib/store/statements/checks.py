"""The fact checks that may be about statements, and fact checks as values."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from attrib.data import DatePrecision
from attrib.data.checks import CheckMatch, CheckVerdict, FactCheck, StoredCheck
from attrib.store.schema.checks import CheckMatchRow, FactCheckRow

ID_DIGITS = 16
SHOWN_CHECK = FactCheckRow.deleted_at.is_(None)
"""A condition: nobody has deleted the check."""
_SAME = ("claim", "claimant", "rating", "publisher", "url", "title", "claim_at", "reviewed_at", "language")
_LONG = ("raw", "vector")
SqlRow = Row[*tuple[Any, ...]]


def check_id(key: int) -> str:
    """The id of the check with that key."""
    return f"{key:0{ID_DIGITS}x}"


def stored_check(row: SqlRow) -> StoredCheck:
    """The check of a row of `fact_checks`; without its record as it was read where the row has none."""
    values = {name: getattr(row, name) for name in _SAME}
    check = FactCheck(
        **values,
        claim_precision=row.claim_precision and DatePrecision(row.claim_precision),
        reviewed_precision=row.reviewed_precision and DatePrecision(row.reviewed_precision),
        location=row.source,
        raw=getattr(row, "raw", {}),
    )
    return StoredCheck(check_id(row.key), check, row.added_at, row.changed_at, row.deleted_by, row.deleted_at)


def matches_of(session: Connection, numbers: Collection[int]) -> dict[int, list[CheckMatch]]:
    """The checks that may be about statements, by number: confirmed ones first, then the nearest."""
    found: dict[int, list[CheckMatch]] = defaultdict(list)
    for row in session.execute(_matches(), {"numbers": numbers}):
        verdict = row.verdict and CheckVerdict(row.verdict)
        found[row.statement_number].append(CheckMatch(stored_check(row), row.score, row.cosine, verdict))
    for some in found.values():
        some.sort(key=lambda match: (match.verdict is not CheckVerdict.CONFIRMED, -(match.score or 0), match.check.id))
    return found


@cache
def _matches() -> Select[*tuple[Any, ...]]:
    columns = [column for column in FactCheckRow.__table__.columns if column.name not in _LONG]
    match = (CheckMatchRow.statement_number, CheckMatchRow.score, CheckMatchRow.cosine, CheckMatchRow.verdict)
    query = select(*match, *columns).join(FactCheckRow, FactCheckRow.key == CheckMatchRow.check_key)
    query = query.where(CheckMatchRow.statement_number.in_(bindparam("numbers", expanding=True)), SHOWN_CHECK)
    return query.order_by(CheckMatchRow.score.desc(), CheckMatchRow.check_key)
