"""What an actor supports and opposes across documents, with reversals over time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, func, select, true
from sqlalchemy.orm import Session

from attrib.data import StanceLabel, StatementQuery
from attrib.data.positions import ActorStances, Reversal, StanceTaken, TargetStances
from attrib.store.actors.answering import one_actor
from attrib.store.database.session import Database
from attrib.store.schema.actors import CANONICAL, ActorRow
from attrib.store.schema.columns import moment
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow
from attrib.store.search.filters import conditions
from attrib.store.search.targets import towards
from attrib.store.statements.records import records

_BATCH = 400
SqlRow = Row[*tuple[Any, ...]]


def positions(
    database: Database, name: str, *, target: str | None = None, min_score: float = 0.0,
    query: StatementQuery | None = None,
) -> ActorStances:  # fmt: skip
    """The stances of an actor by target; towards one target if given, and of at least `min_score`.

    `query` narrows the statements by its dates and outlet. Raises as `one_actor`. A reversal is a dated support and a
    dated opposition with only neutral stances in between; on one day the order of the two is unknown.
    """
    with database.session() as session:
        actor = one_actor(session, name)
        restrictions = conditions(session, replace(query or StatementQuery(), actor_id=(actor.id,)))
        restrictions += [] if target is None else [towards(session, target)]
        canonical = CANONICAL.label("canonical")
        query_of_stances = (
            select(StanceRow.__table__, StatementRow.date_order, canonical)
            .join(StatementRow, StatementRow.number == StanceRow.statement_number)
            .outerjoin(ActorRow, ActorRow.id == StanceRow.target_actor_id)
            .where(*restrictions, StatementRow.current == true(), StanceRow.score >= min_score)
            .order_by(StatementRow.date_order.desc(), StanceRow.statement_number, StanceRow.position)
        )
        groups = _by_target(session.execute(query_of_stances))
        names = _names(session, {row.canonical for rows in groups for row in rows if row.canonical})
        pairs = [_reversals(rows) for rows in groups]
        taken = _stances_taken(session, [row for some in pairs for pair in some for row in pair])
    targets = (_sum_up(rows, some, names, taken) for rows, some in zip(groups, pairs, strict=True))
    return ActorStances(actor, tuple(sorted(targets, key=lambda item: (-item.count, item.target))))


def _by_target(rows: Iterable[SqlRow]) -> list[list[SqlRow]]:
    """The stances by target: by canonical actor where the target is an actor in any of them, else by folded name."""
    stances = list(rows)
    actors = {row.target_key: row.canonical for row in stances if row.canonical}
    groups: dict[str, list[SqlRow]] = defaultdict(list)
    for row in stances:
        groups[row.canonical or actors.get(row.target_key) or f"={row.target_key}"].append(row)
    return list(groups.values())


def _names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    query = select(ActorRow.id, func.coalesce(ActorRow.given_name, ActorRow.name)).where(
        ActorRow.id.in_(sorted(actors))
    )
    return dict(session.execute(query).all())


def _reversals(rows: Sequence[SqlRow]) -> list[tuple[SqlRow, SqlRow]]:
    """(newer, older) neighbours in time with opposite labels, the newest first; rows come oldest first."""
    sides = [row for row in rows if row.label != StanceLabel.NEUTRAL and row.date_order != UNDATED]
    reversals = [
        (newer, older) for older, newer in pairwise(sides)
        if newer.label != older.label and newer.statement_number != older.statement_number
    ]  # fmt: skip
    return reversals[::-1]


def _stances_taken(session: Session, rows: Sequence[SqlRow]) -> dict[tuple[int, int], StanceTaken]:
    """The stances of some rows with their statements, by statement number and position."""
    stances: dict[tuple[int, int], StanceTaken] = {}
    numbers = sorted({row.statement_number for row in rows})
    records_by_number = {
        number: record
        for start in range(0, len(numbers), _BATCH)
        for number, record in zip(
            numbers[start : start + _BATCH], records(session, numbers[start : start + _BATCH]), strict=True
        )
    }
    for row in rows:
        record = records_by_number[row.statement_number]
        stances[row.statement_number, row.position] = StanceTaken(
            record.statement_id, StanceLabel(row.label), row.score, record.published_at, record.outlet or record.title,
            record.quote, record.url, row.reviewed,
        )  # fmt: skip
    return stances


def _sum_up(
    rows: Sequence[SqlRow], reversals: Sequence[tuple[SqlRow, SqlRow]], names: dict[str, str],
    taken: dict[tuple[int, int], StanceTaken],
) -> TargetStances:  # fmt: skip
    canonical = next((row.canonical for row in rows if row.canonical), None)
    counts = {label: sum(row.label == label for row in rows) for label in StanceLabel}
    dates = [row.date_order for row in rows if row.date_order != UNDATED]
    pairs = [
        Reversal(*(taken[row.statement_number, row.position] for row in pair))
        for pair in reversals
    ]  # fmt: skip
    return TargetStances(
        target=names.get(canonical or "") or rows[-1].target, target_id=canonical, support=counts[StanceLabel.SUPPORT],
        oppose=counts[StanceLabel.OPPOSE], neutral=counts[StanceLabel.NEUTRAL],
        score=sum(row.score for row in rows) / len(rows), first_at=moment(max(dates)) if dates else None,
        last_at=moment(min(dates)) if dates else None, reversals=tuple(pairs),
    )  # fmt: skip
