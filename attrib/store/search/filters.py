"""The conditions and orders of a StatementQuery, on the table of statements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, literal_column, or_, select, true

from attrib.data import DOUBTFUL, REJECTED, SORTS, UNKNOWN, Place, StatementQuery
from attrib.data.checks import Checked
from attrib.errors import SettingsError
from attrib.store.database.membership import is_among
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.base import aliased
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import NO_SPEAKER, UNDATED, StanceRow, StatementRow
from attrib.store.search.checked import is_checked
from attrib.store.search.copied import not_copied
from attrib.store.search.dates import published_before, published_since
from attrib.store.search.documents import documents_at, documents_from, documents_titled
from attrib.store.search.fulltext import FEW, found_first, hits
from attrib.store.search.places import hits_in
from attrib.store.search.said import said_before, said_since
from attrib.store.statements.ids import beginning_with

_COUNTED = 20_000  # full-text hits that are counted by looking each up
# Ties are broken by document digest, offset and id: keys ascend with digests, numbers with offset and id.
Order = tuple[ColumnElement[Any], ...]
_TIES = (StatementRow.document_key, StatementRow.start, StatementRow.number)
_ORDERS: dict[str, Order] = {
    "-date": (StatementRow.date_order, *_TIES),
    "date": (StatementRow.date_order == UNDATED, StatementRow.date_order.desc(), *_TIES),
    "speaker": (StatementRow.speaker_order, *_TIES),
    "confidence": (StatementRow.confidence.desc(), *_TIES),
    "worth": (StatementRow.worth.is_(None), StatementRow.worth.desc(), *_TIES),
    "position": _TIES,
}
# A sign in front keeps SQLite from walking all documents in order and looking up each row to test it, where one pass
# over the index that holds every filtered column is many times quicker.
_SORTED_AFTERWARDS: Order = (literal_column("+statements.document_key"), *_TIES[1:])


CONDITIONS: dict[str, Callable[[Connection, Any], ColumnElement[bool]]] = {
    "type": lambda _, kinds: StatementRow.type.in_([str(kind) for kind in kinds]),
    "assertion": lambda _, values: StatementRow.assertion.in_([str(value) for value in values]),
    "min_confidence": lambda _, minimum: StatementRow.confidence >= minimum,
    "since": published_since,
    "until": published_before,
    "checked": lambda _, wanted: is_checked(wanted),
    "said_since": said_since,
    "said_until": said_before,
    "no_copies": lambda _, __: not_copied(),
    "actor_id": lambda session, ids: is_among(session, StatementRow.actor_id, ids),
    "document": lambda session, places: StatementRow.document_key.in_(documents_at(session, places)),
    "title": lambda session, titles: StatementRow.document_key.in_(documents_titled(session, titles)),
    "statement": lambda session, ids: StatementRow.number.in_([beginning_with(session, each)[1] for each in ids]),
    "url": lambda _, addresses: StatementRow.document_key.in_(documents_from(addresses)),
}
"""The condition of each field of a query, from a session and the field's value; empty and off have none."""

_SPEAKERS = frozenset({"actor", "any_actor", "exclude_actor", "affiliation", "role", "as_of", "unnamed"})
_NAMES = _SPEAKERS | {"to", "at", "outlet", "exclude_outlet", "target", "stance", "min_stance_score"}
COMBINED = _NAMES | {"about", "repeats", "rejected", "within"}
"""Fields whose condition depends on other fields; `conditions` makes it."""


def ordered(session: Connection, query: StatementQuery) -> Select[int]:
    """The numbers of the statements that a query finds, in its order and up to its limit.

    Raises SettingsError for an unknown order, and AmbiguousNameError or NotFoundError for an actor's name.
    """
    order = sorting(session, query)
    restrictions = conditions(session, query)
    return select(StatementRow.number).where(*restrictions).order_by(*order).limit(query.limit)


def sorting(session: Connection, query: StatementQuery) -> Order:
    """The columns that a query is sorted by, as the database does it soonest. Raises as `order_of`."""
    order = order_of(session, query)
    no_text = replace(query, text=None, within=(), about=None, stance=None, target=(), min_stance_score=None)
    open_ = replace(no_text, limit=None, confident=False)
    narrowed = open_ != StatementQuery(sort=query.sort)
    if query.sort == "position" and narrowed and session.dialect.name == "sqlite":
        return _SORTED_AFTERWARDS
    return order


def order_of(session: Connection, query: StatementQuery) -> Order:
    """The columns that a query is sorted by. Raises SettingsError for an order that there is not."""
    if query.sort == "score":
        return (_score(session, query).desc(), *_TIES)
    if query.sort not in _ORDERS:
        raise SettingsError(f"sort {query.sort!r} is none of {', '.join(SORTS)}")
    return _ORDERS[query.sort]


def conditions(
    session: Connection, query: StatementQuery, *, looked_up: bool = False, bounded: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions of a query on statements. Names are looked up here, so wrong names raise errors here.

    `looked_up` says that the statements to test are given by their numbers, `bounded` that no more than some ten
    thousand of them are counted and in no order. Raises as `who_answers`.
    """
    values = {field: getattr(query, field) for field in CONDITIONS}
    given = {field: value for field, value in values.items() if value not in (None, False, ())}
    restrictions = [CONDITIONS[field](session, value) for field, value in given.items()]
    if query.repeats is not None:
        from attrib.store.search.repeats import claim_key, repeating  # with tables that take time to make

        restrictions.append(StatementRow.number.in_(repeating(claim_key(session, query.repeats))))
    if any(getattr(query, name) not in (None, False, ()) for name in _NAMES):
        from attrib.store.search.named import name_conditions  # with the word lists of names, which take time to read

        restrictions += name_conditions(session, query)
    if query.confident and not query.rejected and not query.statement:
        restrictions.append(counted_on(query))
    text_hits = None
    first = found_first(session, query) if bounded else []
    if query.text is not None and not first and set(query.within) <= {Place.QUOTE}:
        text_hits = hits(session, query.text, _COUNTED if bounded else FEW)
    elif query.text is not None and not first:
        shown = _rejected() if query.rejected else StatementRow.current == true()
        text_hits = hits_in(session, query.text, query.within, [*restrictions, shown])
    told = query.repeats is not None or query.checked in (Checked.YES, Checked.CONFIRMED)
    known = looked_up or told or bool(first) or isinstance(text_hits, Sequence)
    if query.target and not known:
        from attrib.store.search.targets import few_towards

        known = few_towards(session, query)
    few = session.dialect.name == "sqlite" and known
    if isinstance(text_hits, Sequence):
        text_hits = is_among(session, StatementRow.number, text_hits)
    if query.rejected:
        restrictions.append(_rejected())
    else:
        # The sign keeps SQLite from scanning all current statements: it looks up the few one by one.
        restrictions.insert(0, literal_column("+statements.current") == 1 if few else StatementRow.current == true())
    return [*first, *restrictions, *(() if text_hits is None else (text_hits,))]


def counting_conditions(
    session: Connection, query: StatementQuery, *, bounded: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions of a query whose statements are counted, so that the database reads as few as it can.

    Those of some speakers or targets are few, and found by the indexes of these. With `bounded` only the first are
    counted, so that those of outlets, affiliations, roles and words are few too; else one pass over all statements is
    quicker for an outlet with many. Raises as `conditions`.
    """
    few = bool(query.target or query.actor_id) or (bool(query.actor) and UNKNOWN not in query.actor)
    few = few or (bounded and bool(query.outlet or query.affiliation or query.role))
    if not few and query.min_stance_score is not None:
        from attrib.store.search.targets import few_as_sure

        few = few_as_sure(session, query)
    return conditions(session, query, looked_up=few, bounded=bounded)


def counted_on(query: StatementQuery) -> ColumnElement[bool]:
    """A condition: as sure as a confident query wants it, with a known speaker unless the unknown are asked for.

    What people have reviewed is counted on in any case. It is looked for in the few documents with reviews, so that the
    index of searches answers for all other statements.
    """
    reviewed = aliased(StatementRow, "reviewed")
    numbers = select(reviewed.number).where(
        reviewed.current == true(),
        reviewed.machine.is_not(None),
        reviewed.document_key.in_(select(ReviewRow.document_key)),
    )
    minimum = DOUBTFUL if query.min_confidence is None else query.min_confidence
    confident = StatementRow.confidence >= minimum
    sure = confident if UNKNOWN in query.actor else and_(confident, StatementRow.speaker_order < NO_SPEAKER)
    return or_(sure, StatementRow.number.in_(numbers))


def _score(session: Connection, query: StatementQuery) -> ColumnElement[float]:
    """The highest score of the stances that a query asks for, of those with a side if it asks for none; -1 for none."""
    asked = []
    if query.target:
        from attrib.store.search.targets import towards

        asked.append(or_(*(towards(session, target) for target in query.target)))
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
        StatementRow.machine.is_not(None),  # a statement that was added and taken back is no rejected one
    )
    return and_(*restrictions, newest.correlate(StatementRow).exists())
