"""The list of claims that several statements make."""

from collections.abc import Collection, Iterator
from itertools import count, islice

from sqlalchemy import Connection, Select, and_, case, func, select, true

from attrib.data.claims import ClaimLevel, ClaimSummary
from attrib.store.claims.summaries import counted_on, standing_alone, statements_of, summary_of
from attrib.store.database.session import Database
from attrib.store.schema.claims import ClaimCountRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.search.repeats import column_of

_AT_ONCE = 200  # keys of claims


def list_claims(
    database: Database,
    *,
    level: ClaimLevel = ClaimLevel.MEANING,
    least: int = 2,
    limit: int | None = None,
    confident: bool = False,
) -> list[ClaimSummary]:
    """The claims that `least` statements or more make, those in most independent outlets and statements first.

    A statement within another one of the same article is not counted beside it. With `confident`, `least` of the
    statements are such as a confident search shows.
    """
    with database.session() as connection:
        return list(islice(_claims(connection, level, least, confident=confident), limit))


def uncompared(database: Database, scorers: Collection[str]) -> tuple[int, int]:
    """How many articles have statements that were not compared yet, and that others than these scorers compared."""
    here = ExtractionRow.current == true(), ExtractionRow.statements > 0
    new, older = ExtractionRow.claims.is_(None), ExtractionRow.claims.not_in(scorers)
    counted = [func.coalesce(func.sum(case((which, 1), else_=0)), 0) for which in (new, older)]
    with database.session() as connection:
        found = connection.execute(select(*counted).select_from(ExtractionRow).where(*here)).one()
        return int(found[0]), int(found[1])


def _claims(connection: Connection, level: ClaimLevel, least: int, *, confident: bool) -> Iterator[ClaimSummary]:
    for key in _keys(connection, _ranked(level, least)):
        rows = statements_of(connection, key, level)
        alone = standing_alone(rows)
        if len([row for row in alone if counted_on(row)] if confident else alone) >= least:
            yield summary_of(connection, key, level, rows)


def _keys(connection: Connection, query: Select[int]) -> Iterator[int]:
    """The keys that a query gives, some at a time: most lists want the first ones alone."""
    for start in count(step=_AT_ONCE):
        some = connection.scalars(query.limit(_AT_ONCE).offset(start)).all()
        yield from some
        if len(some) < _AT_ONCE:
            return


def _ranked(level: ClaimLevel, least: int) -> Select[int]:
    """The keys of the claims that have enough statements, those that stand within others counted too.

    Claims of one statement have no counts, and stand behind the others.
    """
    key = ClaimCountRow.key
    counted = (ClaimCountRow.level == str(level), ClaimCountRow.statements >= least)
    if least > 1:
        best = (ClaimCountRow.outlets.desc(), ClaimCountRow.statements.desc(), key.desc())
        return select(key).where(*counted).order_by(*best)
    column = column_of(level)
    every = select(column.label("claim")).distinct().subquery()
    joined = every.outerjoin(ClaimCountRow, and_(key == every.c.claim, ClaimCountRow.level == str(level)))
    numbers = (func.coalesce(counts, 0).desc() for counts in (ClaimCountRow.outlets, ClaimCountRow.statements))
    return select(every.c.claim).select_from(joined).order_by(*numbers, every.c.claim.desc())
