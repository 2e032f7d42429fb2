"""The conditions and orders of a StatementQuery, on the table of statements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal_column, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from attrib.data import REJECTED, SORTS, StatementQuery
from attrib.errors import SettingsError
from attrib.store.actors.lookup import actors_named, described
from attrib.store.naming.terms import has_term
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.columns import date_order
from attrib.store.schema.statements import UNDATED, ExtractionRow, StatementRow
from attrib.store.search.fulltext import hits
from attrib.store.search.roles import speaks_for
from attrib.store.search.targets import takes_stance

# Ties are broken by document digest, offset and id: keys ascend with digests, numbers with offset and id.
Order = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]
_TIES = (StatementRow.document_key, StatementRow.start, StatementRow.number)
_ORDERS: dict[str, Order] = {
    "date": (StatementRow.date_order, *_TIES),
    "speaker": (StatementRow.speaker_order, *_TIES),
    "confidence": (StatementRow.confidence.desc(), *_TIES),
    "position": _TIES,
}
# A sign in front keeps SQLite from walking all documents in order and looking up each row to test it, where one pass
# over the index that holds every filtered column is many times quicker.
_SORTED_AFTERWARDS: Order = (
    literal_column("+statements.document_key"),
    *_TIES[1:],
)


def _said_by(session: Session, name: str) -> ColumnElement[bool]:
    actors = actors_named(session, name)
    return StatementRow.actor_id == actors[0] if len(actors) == 1 else StatementRow.actor_id.in_(actors)


def _published_before(_: Session, end: datetime) -> ColumnElement[bool]:
    return and_(StatementRow.date_order > date_order(end), StatementRow.date_order < UNDATED)


CONDITIONS: dict[str, Callable[[Session, Any], ColumnElement[bool]]] = {
    "type": lambda _, kind: StatementRow.type == str(kind),
    "assertion": lambda _, values: StatementRow.assertion.in_([str(value) for value in values]),
    "min_confidence": lambda _, minimum: StatementRow.confidence >= minimum,
    "since": lambda _, start: StatementRow.date_order <= date_order(start),
    "until": _published_before,
    "actor_id": lambda _, identity: StatementRow.actor_id == identity,
    "actor": _said_by,
    "outlet": lambda session, name: has_term(session, StatementRow.outlet_key, "outlet", name),
    "unnamed": lambda _, words: StatementRow.actor_id.in_(described(words)),
}
"""The condition of each field of a query, from a session and the field's value; empty and off have none."""

COMBINED = frozenset({"affiliation", "role", "as_of", "about", "stance", "target", "min_stance_score", "rejected"})
"""Fields whose condition depends on other fields; `conditions` makes it."""


def ordered(session: Session, query: StatementQuery) -> Select[int]:
    """The numbers of the statements that a query finds, in its order and up to its limit.

    Raises SettingsError for an unknown order, and AmbiguousNameError or NotFoundError for an actor's name.
    """
    order = order_of(query.sort)
    restrictions = conditions(session, query)
    open_ = replace(query, text=None, about=None, stance=None, target=None, min_stance_score=None, limit=None)
    narrowed = open_ != StatementQuery(sort=query.sort)
    if query.sort == "position" and narrowed and session.get_bind().dialect.name == "sqlite":
        order = _SORTED_AFTERWARDS
    return select(StatementRow.number).where(*restrictions).order_by(*order).limit(query.limit)


def order_of(sort: str) -> Order:
    """The columns of an order. Raises SettingsError for an unknown one."""
    if sort not in _ORDERS:
        raise SettingsError(f"sort {sort!r} is none of {', '.join(SORTS)}")
    return _ORDERS[sort]


def conditions(session: Session, query: StatementQuery, *, looked_up: bool = False) -> list[ColumnElement[bool]]:
    """The conditions of a query on statements. Names are looked up here, so wrong names raise errors here.

    `looked_up` says that the statements to test are given by their numbers. Raises as `actors_named`.
    """
    values = {field: getattr(query, field) for field in CONDITIONS}
    given = {field: value for field, value in values.items() if value not in (None, False, ())}
    restrictions = [CONDITIONS[field](session, value) for field, value in given.items()]
    if query.affiliation is not None or query.role is not None:
        restrictions.append(speaks_for(session, query.affiliation, query.role, query.as_of))
    if query.target is not None or (query.about is None and (query.stance or query.min_stance_score is not None)):
        restrictions.append(takes_stance(session, query))
    text_hits = None if query.text is None else hits(session, query.text)
    few = isinstance(text_hits, Sequence) or (looked_up and session.get_bind().dialect.name == "sqlite")
    if isinstance(text_hits, Sequence):
        text_hits = StatementRow.number.in_(text_hits)
    if query.rejected:
        restrictions.append(_rejected())
    else:
        # The sign keeps SQLite from scanning all current statements: it looks up the few one by one.
        restrictions.insert(0, literal_column("+statements.current") == 1 if few else StatementRow.current == true())
    return [*restrictions, *(() if text_hits is None else (text_hits,))]


def _rejected() -> ColumnElement[bool]:
    """A condition: people have rejected the statement, which belongs to its document's newest run."""
    documents = select(ReviewRow.document_key).where(ReviewRow.corrected_value == REJECTED)
    newest = select(ExtractionRow.run_id).where(
        ExtractionRow.document_key == StatementRow.document_key,
        ExtractionRow.run_id == StatementRow.run_id,
        ExtractionRow.current == true(),
    )
    restrictions = (
        StatementRow.document_key.in_(documents),
        StatementRow.current == false(),
        StatementRow.rejected == true(),
    )
    return and_(*restrictions, newest.correlate(StatementRow).exists())
