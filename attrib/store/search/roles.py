"""Conditions on a speaker's affiliation and role: by the statement's text, by judgements, and at a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select, true

from attrib.data import StatementQuery
from attrib.data.judgements import JudgementKind
from attrib.store.database.membership import is_among
from attrib.store.database.session import Database
from attrib.store.naming.terms import has_any_term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.base import aliased
from attrib.store.schema.columns import date_order
from attrib.store.schema.statements import StatementRow

_MANY = 20_000  # speakers; more are left to a subquery, because a query has a limited number of parameters
Actors = Select[str | None]
Conditions = list[ColumnElement[bool]]


def speaks_for(
    session: Connection, affiliations: Sequence[str], roles: Sequence[str], as_of: datetime | None
) -> ColumnElement[bool]:
    """A condition on statements: their speaker has one of the affiliations and one of the roles; none given is any.

    Without `as_of`, the statement's text gives them, or a judgement says that the speaker held them at publication.
    With `as_of`, the speaker held them at that moment, whenever the statement was published: by judgements or, for a
    speaker without any, by the latest text until then.
    """
    if as_of is not None:
        holding = _holding(session, affiliations, roles, as_of)
        few = _few(session, holding)
        if few is not None:  # their statements are looked up speaker by speaker, without a scan of all
            return is_among(session, StatementRow.actor_id, few)
        return or_(*(StatementRow.actor_id.in_(each) for each in holding))
    in_text, judged = _named(session, affiliations, roles)
    if session.scalars(select(JudgementRow.id).where(*_active_affiliations(judged)).limit(1)).first() is None:
        return and_(*in_text)
    holders = select(_canonical()).select_from(JudgementRow).where(*_of_actor(judged))
    then = select(JudgementRow.id).where(
        *_of_actor(judged), _canonical() == StatementRow.actor_id, *_during(StatementRow.date_order)
    )
    return or_(and_(*in_text), and_(StatementRow.actor_id.in_(holders), then.correlate(StatementRow).exists()))


def with_holders(database: Database, query: StatementQuery) -> StatementQuery:
    """The query with the ids of the speakers who held at a date what it asks for in place of that, looked up once.

    Unchanged where it asks for no such thing, where nobody held it, and where those are too many to be named.
    """
    if query.as_of is None or query.actor_id or not (query.affiliation or query.role):
        return query
    with database.session() as session:
        few = _few(session, _holding(session, query.affiliation, query.role, query.as_of))
    return replace(query, actor_id=tuple(few), affiliation=(), role=(), as_of=None) if few else query


def _few(session: Connection, holding: Sequence[Actors]) -> list[str] | None:
    """The ids of the actors that some queries find, ascending; None where they are too many to be named."""
    found = [actor for each in holding for actor in session.scalars(each.limit(_MANY)).all()]
    return sorted(set(filter(None, found))) if len(found) < _MANY else None


def _holding(
    session: Connection, affiliations: Sequence[str], roles: Sequence[str], as_of: datetime
) -> tuple[Actors, Actors]:
    """The actors who held what is asked for at a moment: by judgements, and by the texts, where nobody judged it."""
    order = date_order(as_of)
    in_text, judged = _named(session, affiliations, roles)
    of_judged = select(_canonical()).select_from(JudgementRow).where(*_of_actor(judged))
    in_text.append(StatementRow.actor_id.not_in(of_judged))
    fields = (("affiliation", affiliations), ("role", roles))
    by_texts = _latest(session, [(kind, names) for kind, names in fields if names], in_text, order)
    return of_judged.where(*_during(order)), by_texts


def _named(session: Connection, affiliations: Sequence[str], roles: Sequence[str]) -> tuple[Conditions, Conditions]:
    """The conditions that a statement's text, and that a judgement, gives what is asked for."""
    fields = (("affiliation", affiliations, "value_key"), ("role", roles, "role_key"))
    filters = [(kind, names, column) for kind, names, column in fields if names]
    in_text = [has_any_term(session, getattr(StatementRow, f"{kind}_key"), kind, names) for kind, names, _ in filters]
    judged = [has_any_term(session, getattr(JudgementRow, column), kind, names) for kind, names, column in filters]
    return in_text, judged


def _active_affiliations(restrictions: Sequence[ColumnElement[bool]]) -> tuple[ColumnElement[bool], ...]:
    kind = JudgementRow.kind == str(JudgementKind.AFFILIATION)
    return kind, ACTIVE_JUDGEMENT, *restrictions


def _of_actor(restrictions: Sequence[ColumnElement[bool]]) -> tuple[ColumnElement[bool], ...]:
    return *_active_affiliations(restrictions), ActorRow.id == JudgementRow.actor_id


def _canonical() -> ColumnElement[str]:
    canonical: ColumnElement[str] = CANONICAL
    return canonical


def _during(order: int | ColumnElement[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """A condition: a judged role was held at a date, in the form of `date_order`; an open end is no bound."""
    return (
        or_(JudgementRow.since_order.is_(None), JudgementRow.since_order >= order),
        or_(JudgementRow.until_order.is_(None), JudgementRow.until_order < order),
    )


def _latest(
    session: Connection,
    filters: Sequence[tuple[str, Sequence[str]]],
    in_text: Sequence[ColumnElement[bool]],
    order: int,
) -> Select[str | None]:
    """Actors whose latest statement before the date has the affiliation and role asked for."""
    giving = select(StatementRow.actor_id, func.min(StatementRow.date_order).label("latest")).where(
        StatementRow.current == true(),
        StatementRow.date_order >= order,
        StatementRow.actor_id.is_not(None),
        *in_text,
    )
    latest = giving.group_by(StatementRow.actor_id).subquery("giving")
    later = aliased(StatementRow, name="later")
    other = []
    for kind, names in filters:
        column = getattr(later, f"{kind}_key")
        other.append(and_(column.is_not(None), not_(has_any_term(session, column, kind, names))))
    contradicted = select(later.number).where(
        later.actor_id == latest.c.actor_id,
        later.current == true(),
        later.date_order >= order,
        later.date_order < latest.c.latest,
        or_(*other),
    )
    return select(latest.c.actor_id).where(~contradicted.correlate(latest).exists())
