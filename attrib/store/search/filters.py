"""A StatementQuery as conditions on the table of statements, and the orders statements can be put in."""

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

# Ties are broken by document digest, place in the text and id: keys ascend with digests, numbers with place and id.
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
    "min_confidence": lambda _, least: StatementRow.confidence >= least,
    "since": lambda _, start: StatementRow.date_order <= date_order(start),
    "until": _published_before,
    "actor_id": lambda _, identity: StatementRow.actor_id == identity,
    "actor": _said_by,
    "outlet": lambda session, name: has_term(session, StatementRow.outlet_key, "outlet", name),
    "unnamed": lambda _, words: StatementRow.actor_id.in_(described(words)),
}
"""What a statement must fulfil for a field of a query, by field, given its value."""

COMBINED = frozenset({"affiliation", "role", "as_of", "about", "stance", "target", "min_stance_score", "rejected"})
"""Filters that `conditions` turns into a condition together with others."""


def ordered(session: Session, query: StatementQuery) -> Select[int]:
    """The numbers of the statements a query asks for, in its order and up to its limit.

    Raises SettingsError for an unknown order, AmbiguousNameError or NotFoundError for an actor's name.
    """
    order = order_of(query.sort)
    wanted = conditions(session, query)
    open_ = replace(query, text=None, about=None, stance=None, target=None, min_stance_score=None, limit=None)
    narrowed = open_ != StatementQuery(sort=query.sort)
    if query.sort == "position" and narrowed and session.get_bind().dialect.name == "sqlite":
        order = _SORTED_AFTERWARDS
    return select(StatementRow.number).where(*wanted).order_by(*order).limit(query.limit)


def order_of(sort: str) -> Order:
    """The columns of an order. Raises SettingsError for an unknown one."""
    if sort not in _ORDERS:
        raise SettingsError(f"sort {sort!r} is none of {', '.join(SORTS)}")
    return _ORDERS[sort]


def conditions(session: Session, query: StatementQuery, *, looked_up: bool = False) -> list[ColumnElement[bool]]:
    """What a statement must fulfil to be found; names are looked up at once, so mistakes in them show now.

    `looked_up` says that the statements to test are given by their numbers.
    """
    values = {field: getattr(query, field) for field in CONDITIONS}
    wanted = [CONDITIONS[field](session, value) for field, value in values.items() if value is not None]
    if query.affiliation is not None or query.role is not None:
        wanted.append(speaks_for(session, query.affiliation, query.role, query.as_of))
    if query.target is not None or (query.about is None and (query.stance or query.min_stance_score is not None)):
        wanted.append(takes_stance(session, query))
    found = None if query.text is None else hits(session, query.text)
    few = isinstance(found, Sequence) or (looked_up and session.get_bind().dialect.name == "sqlite")
    if isinstance(found, Sequence):
        found = StatementRow.number.in_(found)
    if query.rejected:
        wanted.append(_rejected())
    else:
        # The sign keeps SQLite from walking all that is current: the few are looked up one by one.
        wanted.insert(0, literal_column("+statements.current") == 1 if few else StatementRow.current == true())
    return [*wanted, *(() if found is None else (found,))]


def _rejected() -> ColumnElement[bool]:
    """That people have rejected the statement, which is of its document's newest run."""
    documents = select(ReviewRow.document_key).where(ReviewRow.corrected_value == REJECTED)
    newest = select(ExtractionRow.run_id).where(
        ExtractionRow.document_key == StatementRow.document_key,
        ExtractionRow.run_id == StatementRow.run_id,
        ExtractionRow.current == true(),
    )
    here = StatementRow.document_key.in_(documents), StatementRow.current == false(), StatementRow.rejected == true()
    return and_(*here, newest.correlate(StatementRow).exists())
