"""Who speaks for whom in which role: by the text of the statement, by what people know, and on a day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, literal_column, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from attrib.data.actors import JudgementKind
from attrib.store.naming.terms import has_term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.columns import date_order
from attrib.store.schema.statements import StatementRow

_MANY = 20_000  # statements; beyond, the database compares: the number of parameters of a query is limited


def speaks_for(
    session: Session, affiliation: str | None, role: str | None, as_of: datetime | None
) -> ColumnElement[bool]:
    """A condition on statements: their speaker has the affiliation and role.

    Without `as_of`, the text of the statement gives them, or people know that the speaker held them when it was
    published. With it, the speaker held them at that moment, whenever the statement was published: by what people know
    or, where nobody has said, by the latest text up to then that gives the speaker any.
    """
    given = (("affiliation", affiliation, "value_key"), ("role", role, "role_key"))
    asked = [(kind, name, column) for kind, name, column in given if name is not None]
    in_text = [has_term(session, getattr(StatementRow, f"{kind}_key"), kind, name) for kind, name, _ in asked]
    known = [has_term(session, getattr(JudgementRow, column), kind, name) for kind, name, column in asked]
    if as_of is not None:
        order = date_order(as_of)
        held = select(_shown()).select_from(JudgementRow).where(*_of_actor(known), *_during(order))
        latest = _latest(session, [(kind, name) for kind, name, _ in asked], in_text, order)
        told = select(_shown()).select_from(JudgementRow).where(*_of_actor(known))
        # Not distinct: for that SQLite would walk the statements of all speakers in their order.
        by_texts = latest.where(StatementRow.actor_id.not_in(told))
        found = [*session.scalars(held.limit(_MANY)), *session.scalars(by_texts.limit(_MANY))]
        if len(found) < _MANY:  # their statements are looked up speaker by speaker: no walk through all there are
            return StatementRow.actor_id.in_(sorted(set(filter(None, found))))
        return or_(StatementRow.actor_id.in_(held), StatementRow.actor_id.in_(by_texts))
    if session.scalars(select(JudgementRow.id).where(*_standing(known)).limit(1)).first() is None:
        return and_(*in_text)
    holders = select(_shown()).select_from(JudgementRow).where(*_of_actor(known))
    then = select(JudgementRow.id).where(
        *_of_actor(known), _shown() == StatementRow.actor_id, *_during(StatementRow.date_order)
    )
    return or_(and_(*in_text), and_(StatementRow.actor_id.in_(holders), then.correlate(StatementRow).exists()))


def _standing(known: Sequence[ColumnElement[bool]]) -> tuple[ColumnElement[bool], ...]:
    kind = JudgementRow.kind == str(JudgementKind.AFFILIATION)
    return kind, ACTIVE_JUDGEMENT, *known


def _of_actor(known: Sequence[ColumnElement[bool]]) -> tuple[ColumnElement[bool], ...]:
    return *_standing(known), ActorRow.id == JudgementRow.actor_id


def _shown() -> ColumnElement[str]:
    canonical: ColumnElement[str] = CANONICAL
    return canonical


def _during(order: int | InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That a known role was held at a date, in the counting of `date_order`; an open end is no bound."""
    return (
        or_(JudgementRow.since_order.is_(None), JudgementRow.since_order >= order),
        or_(JudgementRow.until_order.is_(None), JudgementRow.until_order < order),
    )


def _latest(
    session: Session, asked: Sequence[tuple[str, str]], in_text: Sequence[ColumnElement[bool]], order: int
) -> Select[str | None]:
    """The actors to whom the texts up to a date give what is asked, no later one of them giving anything else."""
    later = aliased(StatementRow, name="later")
    # The sign keeps SQLite from walking the statements of everybody in place of the speaker's own.
    sqlite = session.get_bind().dialect.name == "sqlite"
    canonical: ColumnElement[bool] = literal_column("+later.current") == 1 if sqlite else later.current == true()
    other = []
    for kind, name in asked:
        column = getattr(later, f"{kind}_key")
        other.append(and_(column.is_not(None), not_(has_term(session, column, kind, name))))
    contradicted = select(later.number).where(
        later.actor_id == StatementRow.actor_id,
        canonical,
        later.date_order >= order,
        later.date_order < StatementRow.date_order,
        or_(*other),
    )
    giving = (StatementRow.current == true(), StatementRow.date_order >= order, *in_text)
    found = select(StatementRow.actor_id).where(*giving, StatementRow.actor_id.is_not(None))
    return found.where(~contradicted.correlate(StatementRow).exists())
