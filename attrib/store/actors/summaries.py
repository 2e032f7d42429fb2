"""Summaries of actors: names, affiliations, statements, dates, types and outlets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, false, func, select, true

from attrib.data import ActorKind, ActorSummary
from attrib.data.judgements import JudgementKind
from attrib.store.actors.latest_roles import latest_roles
from attrib.store.database.chunks import chunks
from attrib.store.naming.terms import term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, IS_ALIAS, ActorRow, AffiliationRow, AliasRow, JudgementRow
from attrib.store.schema.base import aliased
from attrib.store.schema.columns import moment
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import UNDATED, StatementRow

_BATCH = 500


def canonical_by_actor() -> ColumnElement[bool]:
    """A condition for statements that are shown, for counts of all statements by actor.

    Inside an expression, that of an index with nothing else, so that its entries are counted in order and none sorted.
    """
    return func.coalesce(StatementRow.current, false()) == true()


def summaries(
    session: Connection, identities: Iterable[str], *, affiliations: bool = True, tallies: bool = True
) -> list[ActorSummary]:
    """The summaries of actors by their ids; unknown ids are left out, counts are of what search shows.

    Without `affiliations`, these are those of its latest statements; without `tallies`, types and outlets are not
    told. Either takes a look at every statement: 0.2 s for a speaker with thirty thousand.
    """
    ids = list(identities)
    batches = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
    return [summary for batch in batches for summary in _batch(session, batch, affiliations, tallies)]


def _batch(session: Connection, ids: Sequence[str], affiliations: bool, tallies: bool) -> Iterator[ActorSummary]:
    actors = {row.id: row for row in session.execute(_actors(ids))}
    parts = {identity: identity for identity in actors}
    members = select(ActorRow.id, ActorRow.canonical_id).where(ActorRow.canonical_id.in_(ids))
    parts |= {row.id: row.canonical_id for row in session.execute(members)}
    aliases: dict[str, list[str]] = defaultdict(list)
    ties: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    for chunk in chunks(parts):
        for actor, alias in session.execute(_aliases(chunk)):
            aliases[parts[actor]].append(alias)
        for actor, organization, role in session.execute(_given_affiliations(chunk)):
            ties[parts[actor]].append((organization, role))
    if affiliations:
        for actor, organization, role in session.execute(_affiliations(ids)):
            ties[actor].append((organization, role))
    else:
        for actor, latest in latest_roles(session, ids).items():
            ties[actor] += latest
    totals = {row.actor_id: row for row in session.execute(_totals(ids))}
    types = _tallied(session, _tally(StatementRow.type, ids)) if tallies else {}
    outlets = _tallied(session, _outlets(ids)) if tallies else {}
    for identity, row in sorted(actors.items()):
        count, told = totals.get(identity), (types.get(identity, ()), outlets.get(identity, ()))
        yield _summary(row, aliases[identity], ties[identity], count, *told)


def _actors(ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Actors with their canonical names and kinds; the Wikidata id may be that of a part."""
    part = aliased(ActorRow)
    of_part = select(func.min(part.wikidata_id)).where(part.canonical_id == ActorRow.id).scalar_subquery()
    return select(
        ActorRow.id,
        func.coalesce(ActorRow.given_name, ActorRow.name).label("name"),
        func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind"),
        func.coalesce(ActorRow.wikidata_id, of_part).label("wikidata_id"),
    ).where(ActorRow.id.in_(ids))


def _aliases(parts: Sequence[str]) -> Select[str, str]:
    return select(AliasRow.actor_id, AliasRow.alias).where(AliasRow.actor_id.in_(parts), IS_ALIAS)


def _given_affiliations(parts: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Organizations and roles from judgements, the latest first."""
    query = select(JudgementRow.actor_id, JudgementRow.value, JudgementRow.role)
    affiliations = query.where(JudgementRow.actor_id.in_(parts), JudgementRow.kind == str(JudgementKind.AFFILIATION))
    latest = (func.coalesce(JudgementRow.since, "").desc(), JudgementRow.judged_at.desc(), JudgementRow.id)
    return affiliations.where(ACTIVE_JUDGEMENT).order_by(*latest)


def _affiliations(ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Organizations and roles in shown statements, the most frequent first."""
    tie = (StatementRow.actor_id, AffiliationRow.organization, AffiliationRow.role)
    query = select(*tie).join(StatementRow, StatementRow.number == AffiliationRow.statement_number)
    query = query.where(StatementRow.actor_id.in_(ids), StatementRow.current == true())
    # As reviewed. The expression keeps SQLite from looking up all affiliations to that organization for each statement.
    query = query.where(StatementRow.affiliation_key == func.coalesce(AffiliationRow.organization_key, ""))
    return query.group_by(*tie).order_by(tie[0], func.count().desc(), tie[1], tie[2])


def _totals(ids: Sequence[str]) -> Select[str | None, int, int, int, int]:
    return (
        select(
            StatementRow.actor_id,
            func.count().label("statements"),
            func.count(StatementRow.document_key.distinct()).label("documents"),
            func.max(StatementRow.date_order).filter(StatementRow.date_order < UNDATED).label("first_order"),
            func.min(StatementRow.date_order).label("last_order"),
        )
        .where(StatementRow.actor_id.in_(ids), StatementRow.current == true())
        .group_by(StatementRow.actor_id)
    )


def _tally(value: ColumnElement[Any], ids: Sequence[str]) -> Select[str | None, Any, int]:
    """How many shown statements of each actor have each value of an expression, the most frequent first."""
    count = func.count()
    query = select(StatementRow.actor_id, value, count)
    query = query.where(StatementRow.actor_id.in_(ids), StatementRow.current == true())
    return query.group_by(StatementRow.actor_id, value).order_by(StatementRow.actor_id, count.desc(), value)


def _outlets(ids: Sequence[str]) -> Select[str | None, Any, int]:
    """The same by outlet; a statement copied from another article counts for that one's."""
    first = aliased(DocumentRow, "first")
    copied = and_(StatementRow.copied == true(), first.outlet.is_not(None))
    outlet: ColumnElement[str | None] = case((copied, first.outlet), else_=DocumentRow.outlet)
    of_documents = _tally(outlet, ids).select_from(StatementRow)
    joined = of_documents.join(DocumentRow, DocumentRow.key == StatementRow.document_key)
    return joined.outerjoin(first, first.key == DocumentRow.copy_of).where(outlet.is_not(None))


def _tallied(session: Connection, query: Select[str | None, Any, int]) -> dict[str | None, list[tuple[str, int]]]:
    tallies: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
    for actor, value, count in session.execute(query):
        tallies[actor].append((value, count))
    return tallies


def _summary(
    actor: Row[*tuple[Any, ...]], aliases: Iterable[str], ties: Iterable[tuple[str | None, str | None]],
    total: Row[*tuple[Any, ...]] | None, types: Iterable[tuple[str, int]], outlets: Iterable[tuple[str, int]],
) -> ActorSummary:  # fmt: skip
    """A summary of an actor and its counts; different spellings of one affiliation appear once."""
    distinct = {
        (term(organization), term(role)): (organization, role or None) for organization, role in reversed(list(ties))
    }
    return ActorSummary(
        id=actor.id, name=actor.name, kind=ActorKind(actor.kind), wikidata_id=actor.wikidata_id,
        aliases=tuple(sorted(set(aliases))), affiliations=tuple(reversed(distinct.values())),
        statements=total.statements if total else 0, documents=total.documents if total else 0,
        first_at=moment(total.first_order) if total else None, last_at=moment(total.last_order) if total else None,
        types=tuple(types), outlets=tuple(outlets),
    )  # fmt: skip
