"""Documents by path, id, title or address: the conditions of a query that ask for articles."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from attrib.errors import NotFoundError
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.search.query_language import Phrase, phrases
from attrib.text.folding import askable, fold_name

_ID = re.compile(r"[0-9a-f]{6,64}", re.ASCII)
_RECORD = re.compile(r"(.+), record (\d+)", re.ASCII | re.DOTALL)
_SUGGESTED = 3

Documents = Select[int]


def documents_at(session: Connection, places: Iterable[str]) -> Documents:
    """The keys of the documents of some ids or places.

    A place is a part of a path or address, whatever its case, or such a part with a record ("archive.jsonl, record 3");
    six or more digits are the start of a document's SHA-256. Raises NotFoundError for a place where nothing was read.
    """
    found = []
    for place in map(askable, places):
        condition = _of_id(session, place.strip().lower())
        if condition is None:
            condition = _at(place)
            if session.scalars(select(SightingRow.document_key).where(condition).limit(1)).first() is None:
                raise NotFoundError(_nothing_at(session, place))
        found.append(condition)
    return select(SightingRow.document_key).where(or_(*found))


def documents_from(addresses: Iterable[str]) -> Documents:
    """The keys of the documents that were read at, or published at, an address with some of these parts."""
    held = [_holds(column, text) for text in addresses for column in (SightingRow.url, DocumentRow.url)]
    query = select(DocumentRow.key).outerjoin(SightingRow, SightingRow.document_key == DocumentRow.key)
    return query.where(or_(*held))


def documents_titled(session: Connection, titles: Iterable[str]) -> Sequence[int] | Documents:
    """The keys of the documents whose title holds all words of one of some texts, as in a search of words."""
    asked = [wanted for wanted in map(phrases, titles) if wanted]
    rows = session.execute(select(DocumentRow.key, DocumentRow.title).where(DocumentRow.title.is_not(None)))
    return [key for key, title in rows if any(holds_all(fold_name(title or ""), wanted) for wanted in asked)]


def holds_all(folded: str, wanted: Iterable[Phrase]) -> bool:
    """Whether folded words hold every phrase."""
    padded = f" {folded} "
    return all(f" {' '.join(phrase.words)}{'' if phrase.prefix else ' '}" in padded for phrase in wanted)


def _of_id(session: Connection, digits: str) -> ColumnElement[bool] | None:
    """The condition for a document whose id starts so; None where there is none."""
    if not _ID.fullmatch(digits):
        return None
    starts = (DocumentRow.id >= digits, DocumentRow.id < digits + "g")
    keys = session.scalars(select(DocumentRow.key).where(*starts)).all()
    return SightingRow.document_key.in_(keys) if keys else None


def _at(place: str) -> ColumnElement[bool]:
    counted = _RECORD.fullmatch(place)
    if counted is not None:
        return and_(_holds(SightingRow.location, counted[1]), SightingRow.record == int(counted[2]))
    return _holds(SightingRow.location, place)


def _holds(column: ColumnElement[str] | ColumnElement[str | None], text: str) -> ColumnElement[bool]:
    return func.lower(column).contains(askable(text).lower(), autoescape=True)


def _nothing_at(session: Connection, place: str) -> str:
    from attrib.store.actors.near_names import (
        MOST_COMPARED,
        nearest,
    )  # only a place that nothing was read from needs it

    places = session.scalars(select(SightingRow.location).distinct().limit(MOST_COMPARED)).all()
    ends = {location.rpartition("/")[2].lower(): location for location in places}
    near = [ends[name] for name in nearest(place.rpartition("/")[2].lower(), ends, _SUGGESTED)]
    hint = f"did you mean {', '.join(near)}?" if near else "see `attrib docs list`"
    return f"no article was read from {place!r}, nor does an id start so; {hint}"
