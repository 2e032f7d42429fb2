"""Conditions on a speaker's affiliation and role: by the statement's text, by judgements, and at a date."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, not_, or_, select, true

from attrib.data.judgements import JudgementKind
from attrib.store.naming.terms import has_any_term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.base import aliased
from attrib.store.schema.columns import date_order
from attrib.store.schema.statements import StatementRow

_MANY = 20_000  # speakers; more are left to a subquery, because a query has a limited number of parameters


def speaks_for(
    session: Connection, affiliations: Sequence[str], roles: Sequence[str], as_of: datetime | None
) -> ColumnElement[bool]:
    """A condition on statements: their speaker has one of the affiliations and one of the roles; none given is any.

    Without `as_of`, the statement's text gives them, or a judgement says that the speaker held them at publication.
    With `as_of`, the speaker held them at that moment, whenever the statement was published: by judgements or, for a
    speaker without any, by the latest text until then.
    """
    fields = (("affiliation", affiliations, "value_key"), ("role", roles, "role_key"))
    filters = [(kind, names, column) for kind, names, column in fields if names]
    in_text = [has_any_term(session, getattr(StatementRow, f"{kind}_key"), kind, names) for kind, names, _ in filters]
    judged = [has_any_term(session, getattr(JudgementRow, column), kind, names) for kind, names, column in filters]
    if as_of is not None:
        order = date_order(as_of)
        held = select(_canonical()).select_from(JudgementRow).where(*_of_actor(judged), *_during(order))
        judged_actors = select(_canonical()).select_from(JudgementRow).where(*_of_actor(judged))
        in_text.append(StatementRow.actor_id.not_in(judged_actors))
        by_texts = _latest(session, [(kind, names) for kind, names, _ in filters], in_text, order)
        actors = [*session.scalars(held.limit(_MANY)), *session.scalars(by_texts.limit(_MANY))]
        if len(actors) < _MANY:  # their statements are looked up speaker by speaker, without a scan of all
            return StatementRow.actor_id.in_(sorted(set(filter(None, actors))))
        return or_(StatementRow.actor_id.in_(held), StatementRow.actor_id.in_(by_texts))
    if session.scalars(select(JudgementRow.id).where(*_active_affiliations(judged)).limit(1)).first() is None:
        return and_(*in_text)
    holders = select(_canonical()).select_from(JudgementRow).where(*_of_actor(judged))
    then = select(JudgementRow.id).where(
        *_of_actor(judged), _canonical() == StatementRow.actor_id, *_during(StatementRow.date_order)
    )
    return or_(and_(*in_text), and_(StatementRow.actor_id.in_(holders), then.correlate(StatementRow).exists()))


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
    # The sign makes SQLite scan only the speaker's own statements, and of them those after the latest that gives it.
    sqlite = session.dialect.name == "sqlite"
    canonical: ColumnElement[bool] = literal_column("+later.current") == 1 if sqlite else later.current == true()
    other = []
    for kind, names in filters:
        column = getattr(later, f"{kind}_key")
        other.append(and_(column.is_not(None), not_(has_any_term(session, column, kind, names))))
    contradicted = select(later.number).where(
        later.actor_id == latest.c.actor_id,
        canonical,
        later.date_order >= order,
        later.date_order < latest.c.latest,
        or_(*other),
    )
    return select(latest.c.actor_id).where(~contradicted.correlate(latest).exists())
