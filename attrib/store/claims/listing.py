"""The list of claims that several statements make."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Column, CompoundSelect, Connection, Select, and_, func, select, true, union

from attrib.data.claims import ClaimLevel, ClaimSummary
from attrib.store.claims.summaries import counted_on, standing_alone, statements_of, summary_of
from attrib.store.copies.outlets import independent_outlet
from attrib.store.database.session import Database
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.repeats import column_of


def list_claims(
    database: Database,
    *,
    level: ClaimLevel = ClaimLevel.MEANING,
    least: int = 2,
    limit: int | None = None,
    confident: bool = False,
) -> list[ClaimSummary]:
    """The claims that `least` statements or more make, those in most independent outlets first, then by number.

    A statement within another one of the same article is not counted beside it. With `confident`, `least` of the
    statements are such as a confident search shows.
    """
    with database.session() as connection:
        return list(islice(_claims(connection, level, least, confident=confident), limit))


def uncompared(database: Database) -> int:
    """How many articles have statements that were not compared with others yet."""
    with database.session() as connection:
        here = ExtractionRow.current == true(), ExtractionRow.statements > 0, ExtractionRow.claims.is_(None)
        return connection.scalars(select(func.count()).select_from(ExtractionRow).where(*here)).one()


def _claims(connection: Connection, level: ClaimLevel, least: int, *, confident: bool) -> Iterator[ClaimSummary]:
    for key in connection.scalars(_ranked(level, least)).all():
        rows = statements_of(connection, key, level)
        alone = standing_alone(rows)
        if len([row for row in alone if counted_on(row)] if confident else alone) >= least:
            yield summary_of(connection, key, level, rows)


def _ranked(level: ClaimLevel, least: int) -> Select[int]:
    """The keys of the claims that have enough statements, those that stand within others counted too."""
    column = column_of(level)
    shown = and_(StatementRow.number == StatementUtteranceRow.statement_number, StatementRow.current == true())
    outlets = func.count(independent_outlet().distinct())
    return (
        select(column)
        .join(StatementUtteranceRow, StatementUtteranceRow.utterance_key == UtteranceRow.key)
        .join(StatementRow, shown)
        .where(*([column.in_(_repeated(column))] if least > 1 else []))
        .group_by(column)
        .having(func.count() >= least)
        .order_by(outlets.desc(), func.count().desc(), column)
    )


def _repeated(column: Column[int]) -> CompoundSelect[int]:
    """The claims that several utterances make, or one utterance of several statements: few among all."""
    several = select(column).where(column != UtteranceRow.key)
    often = (
        select(StatementUtteranceRow.utterance_key)
        .group_by(StatementUtteranceRow.utterance_key)
        .having(func.count() > 1)
    )
    return union(several, select(column).where(UtteranceRow.key.in_(often)))
