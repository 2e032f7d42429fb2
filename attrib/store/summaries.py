"""What the database holds of some actors: names, affiliations, statements, dates, types and outlets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from attrib.data import ActorSummary
from attrib.store.convert import actor_summary
from attrib.store.registry import ActorRow, AffiliationRow, AliasRow
from attrib.store.tables import UNDATED, DocumentRow, StatementRow

_BATCH = 500


def summaries(session: Session, identities: Iterable[str]) -> list[ActorSummary]:
    """The summaries of actors by their ids, unknown ids left out; counts are of what search shows."""
    wanted = list(identities)
    batches = (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
    return [summary for batch in batches for summary in _batch(session, batch)]


def _batch(session: Session, wanted: Sequence[str]) -> Iterator[ActorSummary]:
    aliases: dict[str, list[str]] = defaultdict(list)
    for actor, alias in session.execute(_aliases(wanted)):
        aliases[actor].append(alias)
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for actor, organization, role in session.execute(_affiliations(wanted)):
        ties[actor].append((organization, role))
    totals = {row.actor_id: row for row in session.execute(_totals(wanted))}
    types = _tallied(session, _tally(StatementRow.type, wanted))
    outlets = _tallied(session, _tally(DocumentRow.outlet, wanted).where(DocumentRow.outlet.is_not(None)))
    for row in session.scalars(select(ActorRow).where(ActorRow.id.in_(wanted)).order_by(ActorRow.id)):
        yield actor_summary(row, aliases[row.id], ties[row.id], totals.get(row.id), types[row.id], outlets[row.id])


def _aliases(wanted: Sequence[str]) -> Select[str, str]:
    query = select(AliasRow.actor_id, AliasRow.alias).where(AliasRow.actor_id.in_(wanted))
    return query.order_by(AliasRow.actor_id, AliasRow.alias)


def _affiliations(wanted: Sequence[str]) -> Select[str, str, str]:
    """Organizations and roles that shown statements give, the most frequent first."""
    tie = (AffiliationRow.actor_id, AffiliationRow.organization, AffiliationRow.role)
    query = select(*tie).join(StatementRow, StatementRow.number == AffiliationRow.statement_number)
    query = query.where(AffiliationRow.actor_id.in_(wanted), StatementRow.current == true())
    return query.group_by(*tie).order_by(tie[0], func.count().desc(), tie[1], tie[2])


def _totals(wanted: Sequence[str]) -> Select[str | None, int, int, int, int]:
    return (
        select(
            StatementRow.actor_id,
            func.count().label("statements"),
            func.count(StatementRow.document_key.distinct()).label("documents"),
            func.max(StatementRow.date_order).filter(StatementRow.date_order < UNDATED).label("first_order"),
            func.min(StatementRow.date_order).label("last_order"),
        )
        .where(StatementRow.actor_id.in_(wanted), StatementRow.current == true())
        .group_by(StatementRow.actor_id)
    )


def _tally(column: InstrumentedAttribute[Any], wanted: Sequence[str]) -> Select[str | None, Any, int]:
    """How many shown statements of each actor have each value of a column, the most frequent first."""
    count = func.count()
    query = select(StatementRow.actor_id, column, count)
    query = query.join(DocumentRow, DocumentRow.key == StatementRow.document_key)
    query = query.where(StatementRow.actor_id.in_(wanted), StatementRow.current == true())
    return query.group_by(StatementRow.actor_id, column).order_by(StatementRow.actor_id, count.desc(), column)


def _tallied(session: Session, query: Select[str | None, Any, int]) -> dict[str | None, list[tuple[str, int]]]:
    tallies: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
    for actor, value, count in session.execute(query):
        tallies[actor].append((value, count))
    return tallies
