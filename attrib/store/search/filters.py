"""The conditions and orders of a StatementQuery, on the table of statements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal_column, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from attrib.data import DOUBTFUL, REJECTED, SORTS, UNKNOWN, Place, StatementQuery
from attrib.errors import SettingsError
from attrib.store.actors.lookup import described
from attrib.store.naming.terms import has_any_term
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.statements import NO_SPEAKER, UNDATED, ExtractionRow, StanceRow, StatementRow
from attrib.store.search.dates import published_before, published_since
from attrib.store.search.documents import documents_at, documents_from, documents_titled
from attrib.store.search.fulltext import hits
from attrib.store.search.places import hits_in, numbered
from attrib.store.search.roles import speaks_for
from attrib.store.search.speakers import speakers
from attrib.store.search.targets import takes_stance, towards

# Ties are broken by document digest, offset and id: keys ascend with digests, numbers with offset and id.
Order = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]
_TIES = (StatementRow.document_key, StatementRow.start, StatementRow.number)
_ORDERS: dict[str, Order] = {
    "-date": (StatementRow.date_order, *_TIES),
    "date": (StatementRow.date_order == UNDATED, StatementRow.date_order.desc(), *_TIES),
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


def _said_by(actors: Sequence[str]) -> ColumnElement[bool]:
    if UNKNOWN in actors:
        named = [actor for actor in actors if actor != UNKNOWN]
        nobody = StatementRow.speaker_order >= NO_SPEAKER
        return or_(nobody, StatementRow.actor_id.in_(named)) if named else nobody
    return StatementRow.actor_id == actors[0] if len(actors) == 1 else StatementRow.actor_id.in_(actors)


def _not_said_by(actors: Sequence[str]) -> ColumnElement[bool]:
    named = [actor for actor in actors if actor != UNKNOWN]
    others = or_(StatementRow.actor_id.is_(None), StatementRow.actor_id.not_in(named))
    return and_(others, StatementRow.speaker_order < NO_SPEAKER) if UNKNOWN in actors else others


def _not_published_by(session: Session, names: Sequence[str]) -> ColumnElement[bool]:
    published = has_any_term(session, StatementRow.outlet_key, "outlet", names)
    return or_(StatementRow.outlet_key.is_(None), not_(published))


CONDITIONS: dict[str, Callable[[Session, Any], ColumnElement[bool]]] = {
    "type": lambda _, kinds: StatementRow.type.in_([str(kind) for kind in kinds]),
    "assertion": lambda _, values: StatementRow.assertion.in_([str(value) for value in values]),
    "min_confidence": lambda _, minimum: StatementRow.confidence >= minimum,
    "since": published_since,
    "until": published_before,
    "actor_id": lambda _, ids: _said_by(ids),
    "outlet": lambda session, names: has_any_term(session, StatementRow.outlet_key, "outlet", names),
    "exclude_outlet": _not_published_by,
    "document": lambda session, places: StatementRow.document_key.in_(documents_at(session, places)),
    "title": lambda session, titles: StatementRow.document_key.in_(documents_titled(session, titles)),
    "url": lambda _, addresses: StatementRow.document_key.in_(documents_from(addresses)),
    "unnamed": lambda _, words: StatementRow.actor_id.in_(described(words)),
}
"""The condition of each field of a query, from a session and the field's value; empty and off have none."""

_NAMES = frozenset({"actor", "any_actor", "exclude_actor", "affiliation", "role", "as_of", "target"})
COMBINED = _NAMES | {"about", "stance", "min_stance_score", "rejected", "within"}
"""Fields whose condition depends on other fields; `conditions` makes it."""


def ordered(session: Session, query: StatementQuery) -> Select[int]:
    """The numbers of the statements that a query finds, in its order and up to its limit.

    Raises SettingsError for an unknown order, and AmbiguousNameError or NotFoundError for an actor's name.
    """
    order = (_score(session, query).desc(), *_TIES) if query.sort == "score" else order_of(query.sort)
    restrictions = conditions(session, query)
    no_text = replace(query, text=None, within=(), about=None, stance=None, target=(), min_stance_score=None)
    open_ = replace(no_text, limit=None, confident=False)
    narrowed = open_ != StatementQuery(sort=query.sort)
    if query.sort == "position" and narrowed and session.get_bind().dialect.name == "sqlite":
        order = _SORTED_AFTERWARDS
    return select(StatementRow.number).where(*restrictions).order_by(*order).limit(query.limit)


def order_of(sort: str) -> Order:
    """The columns of an order. Raises SettingsError for an unknown one."""
    if sort == "score":  # that of a stance, which only a query without a topic has: see `ordered`
        raise SettingsError("sort 'score' does not order statements about a topic; sort by 'about', 'date' or '-date'")
    if sort not in _ORDERS:
        raise SettingsError(f"sort {sort!r} is none of {', '.join(SORTS)}")
    return _ORDERS[sort]


def conditions(session: Session, query: StatementQuery, *, looked_up: bool = False) -> list[ColumnElement[bool]]:
    """The conditions of a query on statements. Names are looked up here, so wrong names raise errors here.

    `looked_up` says that the statements to test are given by their numbers. Raises as `who_answers`.
    """
    values = {field: getattr(query, field) for field in CONDITIONS}
    given = {field: value for field, value in values.items() if value not in (None, False, ())}
    restrictions = [CONDITIONS[field](session, value) for field, value in given.items()]
    for names, condition in ((query.actor, _said_by), (query.exclude_actor, _not_said_by)):
        if names:
            restrictions.append(condition(speakers(session, names, every=query.any_actor)))
    if query.affiliation or query.role:
        restrictions.append(speaks_for(session, query.affiliation, query.role, query.as_of))
    if query.target or (query.about is None and (query.stance or query.min_stance_score is not None)):
        restrictions.append(takes_stance(session, query))
    if query.confident and not query.rejected:
        minimum = DOUBTFUL if query.min_confidence is None else query.min_confidence
        restrictions.append(_confident(minimum, unknown=UNKNOWN in query.actor))
    text_hits = None
    if query.text is not None and set(query.within) <= {Place.QUOTE}:
        text_hits = hits(session, query.text)
    elif query.text is not None:
        shown = _rejected() if query.rejected else StatementRow.current == true()
        text_hits = hits_in(session, query.text, query.within, [*restrictions, shown])
    few = session.get_bind().dialect.name == "sqlite" and (looked_up or isinstance(text_hits, Sequence))
    if isinstance(text_hits, Sequence):
        text_hits = numbered(session, text_hits)
    if query.rejected:
        restrictions.append(_rejected())
    else:
        # The sign keeps SQLite from scanning all current statements: it looks up the few one by one.
        restrictions.insert(0, literal_column("+statements.current") == 1 if few else StatementRow.current == true())
    return [*restrictions, *(() if text_hits is None else (text_hits,))]


def _confident(minimum: float, *, unknown: bool) -> ColumnElement[bool]:
    """A condition: the statement is sure enough and names its speaker unless `unknown`, or a person has reviewed it."""
    sure = StatementRow.confidence >= minimum
    named = sure if unknown else and_(sure, StatementRow.speaker_order < NO_SPEAKER)
    return or_(named, StatementRow.machine.is_not(None))


def _score(session: Session, query: StatementQuery) -> ColumnElement[float]:
    """The highest score of the stances that a query asks for, of those with a side if it asks for none; -1 for none."""
    asked = [or_(*(towards(session, target) for target in query.target))] if query.target else []
    asked.append(StanceRow.label != "neutral" if query.stance is None else StanceRow.label == str(query.stance))
    best = select(func.max(StanceRow.score)).where(StanceRow.statement_number == StatementRow.number, *asked)
    return func.coalesce(best.correlate(StatementRow).scalar_subquery(), -1.0)


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
