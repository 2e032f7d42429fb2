"""What the database holds of some actors: names, affiliations, statements, dates, types and outlets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from attrib.data import ActorSummary
from attrib.data.actors import JudgementKind
from attrib.store.database.chunks import chunks
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, IS_ALIAS, ActorRow, AffiliationRow, AliasRow, JudgementRow
from attrib.store.schema.statements import UNDATED, DocumentRow, StatementRow
from attrib.store.statements.convert import actor_summary

_BATCH = 500


def canonical_by_actor() -> ColumnElement[bool]:
    """That statements are shown, for a count of all of them by actor.

    Within an expression, so that SQLite reads them in the order of the actors' index and sorts none.
    """
    return func.coalesce(StatementRow.current, false()) == true()


def summaries(session: Session, identities: Iterable[str]) -> list[ActorSummary]:
    """The summaries of actors by their ids, unknown ids left out; counts are of what search shows."""
    wanted = list(identities)
    batches = (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
    return [summary for batch in batches for summary in _batch(session, batch)]


def _batch(session: Session, wanted: Sequence[str]) -> Iterator[ActorSummary]:
    canonical = {row.id: row for row in session.execute(_actors(wanted))}
    parts = {identity: identity for identity in canonical}
    of_others = select(ActorRow.id, ActorRow.canonical_id).where(ActorRow.canonical_id.in_(wanted))
    parts |= {row.id: row.canonical_id for row in session.execute(of_others)}
    aliases: dict[str, list[str]] = defaultdict(list)
    ties: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    for chunk in chunks(parts):
        for actor, alias in session.execute(_aliases(chunk)):
            aliases[parts[actor]].append(alias)
        for actor, organization, role in session.execute(_given_affiliations(chunk)):
            ties[parts[actor]].append((organization, role))
    for actor, organization, role in session.execute(_affiliations(wanted)):
        ties[actor].append((organization, role))
    totals = {row.actor_id: row for row in session.execute(_totals(wanted))}
    types = _tallied(session, _tally(StatementRow.type, wanted))
    outlets = _tallied(session, _tally(DocumentRow.outlet, wanted).where(DocumentRow.outlet.is_not(None)))
    for identity, row in sorted(canonical.items()):
        counted = totals.get(identity)
        yield actor_summary(row, aliases[identity], ties[identity], counted, types[identity], outlets[identity])


def _actors(wanted: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Actors as people's judgements show them; the Wikidata id may be that of a part."""
    part = aliased(ActorRow)
    of_part = select(func.min(part.wikidata_id)).where(part.canonical_id == ActorRow.id).scalar_subquery()
    return select(
        ActorRow.id,
        func.coalesce(ActorRow.given_name, ActorRow.name).label("name"),
        func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind"),
        func.coalesce(ActorRow.wikidata_id, of_part).label("wikidata_id"),
    ).where(ActorRow.id.in_(wanted))


def _aliases(parts: Sequence[str]) -> Select[str, str]:
    return select(AliasRow.actor_id, AliasRow.alias).where(AliasRow.actor_id.in_(parts), IS_ALIAS)


def _given_affiliations(parts: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Organizations and roles that people gave, the latest first."""
    query = select(JudgementRow.actor_id, JudgementRow.value, JudgementRow.role)
    given = query.where(JudgementRow.actor_id.in_(parts), JudgementRow.kind == str(JudgementKind.AFFILIATION))
    latest = (func.coalesce(JudgementRow.since, "").desc(), JudgementRow.judged_at.desc(), JudgementRow.id)
    return given.where(ACTIVE_JUDGEMENT).order_by(*latest)


def _affiliations(wanted: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Organizations and roles that shown statements give, the most frequent first."""
    tie = (StatementRow.actor_id, AffiliationRow.organization, AffiliationRow.role)
    query = select(*tie).join(StatementRow, StatementRow.number == AffiliationRow.statement_number)
    query = query.where(StatementRow.actor_id.in_(wanted), StatementRow.current == true())
    # As reviewed. Within an expression, lest SQLite looks up all affiliations to that organization for each statement.
    query = query.where(StatementRow.affiliation_key == func.coalesce(AffiliationRow.organization_key, ""))
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
    if column.class_ is DocumentRow:
        query = query.join(DocumentRow, DocumentRow.key == StatementRow.document_key)
    query = query.where(StatementRow.actor_id.in_(wanted), StatementRow.current == true())
    return query.group_by(StatementRow.actor_id, column).order_by(StatementRow.actor_id, count.desc(), column)


def _tallied(session: Session, query: Select[str | None, Any, int]) -> dict[str | None, list[tuple[str, int]]]:
    tallies: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
    for actor, value, count in session.execute(query):
        tallies[actor].append((value, count))
    return tallies
