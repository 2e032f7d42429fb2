"""Reviews that follow to a newer text of their document: where the same words stand in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, true, update

from attrib.data import ReviewField, Span, Spans
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.bounds import REDRAWN, Parts, content_of, extent, parts_of
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.base import content_key
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.text.finding import occurrences

_BESIDE = 80  # characters on each side of words that tell one place of them from another
Anchor = tuple[int, int]
SqlRow = Row[*tuple[Any, ...]]


def follow(connection: Connection, old: int, new: int) -> None:
    """Copy the active reviews of a document to a newer text of it, where the words stand there, and apply them.

    A review whose words are not there, or in several places alike, stays with the old text. A review that came from
    the new text at first is the one that is there.
    """
    by_anchor: dict[Anchor, list[SqlRow]] = defaultdict(list)
    for row in connection.execute(select(ReviewRow.__table__).where(ReviewRow.document_key == old, ACTIVE_REVIEW)):
        by_anchor[row.start, row.end].append(row)
    if by_anchor:
        _copy(connection, by_anchor, old, new)
    for row in connection.execute(select(ReviewRow.__table__).where(ReviewRow.document_key == new)).all():
        _take_the_place(connection, row)
    apply_reviews(connection, new)


def _copy(connection: Connection, by_anchor: Mapping[Anchor, Sequence[SqlRow]], old: int, new: int) -> None:
    """Copy the reviews whose words stand in the new text: those of the machine, or of a corrected quote beside them."""
    texts = select(DocumentRow.key, DocumentRow.text).where(DocumentRow.key.in_((old, new)))
    text = dict(connection.execute(texts).all())
    moving = Moving(text[old], text[new])
    for anchor, rows in by_anchor.items():
        movable = _movable(rows, moving)
        drawn = next((extent(details["spans"]) for _, details in movable if details), None)
        place = moving.extent(_content(connection, anchor, rows)) or drawn
        for row, details in movable:
            if place is not None:
                _follow(connection, row, new, place, details)


def family(connection: Connection, rows: Iterable[SqlRow]) -> Sequence[SqlRow]:
    """Some reviews with all that followed from them, or that they followed from."""
    roots = {row.origin or row.id for row in rows}
    same = or_(ReviewRow.id.in_(roots), ReviewRow.origin.in_(roots))
    return connection.execute(select(ReviewRow.__table__).where(same)).all()


class Moving:
    """From the places of words in one text to their places in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new

    def extent(self, pieces: Spans) -> Span | None:
        """From the first to the last of some pieces, which stand in this order; None if one of them does not."""
        moved = self.pieces(pieces)
        return None if moved is None else Span(moved[0].start, moved[-1].end)

    def pieces(self, pieces: Spans) -> Spans | None:
        """Each of some pieces, one after the other; None if one of them is not there."""
        found: list[Span] = []
        for piece in sorted(pieces):
            place = self._place(piece, found[-1].end if found else 0)
            if place is None:
                return None
            found.append(place)
        return tuple(found)

    def near(self, piece: Span, content: Spans) -> Span | None:
        """The place of some words that is nearest to a content."""
        start, end = content[0].start, content[-1].end
        places = occurrences(self._new, piece.of(self._old))
        return min(places, key=lambda span: (max(start - span.end, span.start - end, 0), span), default=None)

    def _place(self, piece: Span, after: int) -> Span | None:
        """The only place of a piece after an offset, or the one of several that stands between the same words."""
        places = [span for span in occurrences(self._new, piece.of(self._old)) if span.start >= after]
        if len(places) < 2:
            return places[0] if places else None
        alike = sorted(((self._alike(piece, place), place) for place in places), reverse=True)
        return alike[0][1] if alike[0][0] > alike[1][0] else None

    def _alike(self, piece: Span, place: Span) -> int:
        """How many characters beside the words are the same, before and after."""
        before = self._old[: piece.start][: -_BESIDE - 1 : -1], self._new[: place.start][: -_BESIDE - 1 : -1]
        after = self._old[piece.end :][:_BESIDE], self._new[place.end :][:_BESIDE]
        return _shared(*before) + _shared(*after)


def _shared(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))


def _content(connection: Connection, anchor: Anchor, rows: Sequence[SqlRow]) -> Spans:
    """The pieces of a reviewed statement's content as the machine found it; the whole span where it is not known."""
    columns = (StatementRow.number, StatementRow.start, StatementRow.end, StatementRow.machine)
    query = select(*columns).where(StatementRow.id.in_({row.statement_id for row in rows}))
    for row in connection.execute(query.order_by(StatementRow.number)):
        parts: Parts = (row.machine or {}).get("spans") or parts_of(connection, row.number)
        if tuple(extent(parts)) == anchor:
            return content_of(parts)
    return (Span(*anchor),)


def _movable(rows: Sequence[SqlRow], moving: Moving) -> list[tuple[SqlRow, dict[str, Any] | None]]:
    """The reviews of a statement that can follow, each with its details in the new text.

    All of an added statement follow or none.
    """
    details = {row.id: _details(row, moving) for row in rows if row.field in REDRAWN}
    if any(row.field == ReviewField.ADDED and details[row.id] is None for row in rows):
        return []
    return [(row, details.get(row.id)) for row in rows if row.id not in details or details[row.id] is not None]


def _details(row: SqlRow, moving: Moving) -> dict[str, Any] | None:
    """The details of a review with the places of its spans in the new text; None if the content is not there."""
    spans: Parts = row.details["spans"]
    content = moving.pieces(content_of(spans))
    if content is None:
        return None
    parts: Parts = {"content": [list(span) for span in content]}
    for role in ("cue", "source"):
        places = [moving.near(Span(*span), content) for span in spans.get(role, ())]
        if places and all(places):
            parts[role] = [list(place) for place in places if place]
    values = row.details["values"] | {"speaker_start": None, "speaker_end": None}
    edges = dict.fromkeys(("target_start", "target_end", "evidence_start", "evidence_end"))
    stances = [stance | edges for stance in row.details["stances"]]
    return {**row.details, "spans": parts, "values": values, "stances": stances}


def _follow(connection: Connection, row: SqlRow, new: int, place: Span, details: dict[str, Any] | None) -> None:
    """Copy one review to the new text, unless it is there already."""
    root = row.origin or row.id
    if connection.scalar(select(ReviewRow.id).where(ReviewRow.document_key == new, _of_family(root))) is None:
        identity = f"{content_key('followed', root, str(new)):016x}"
        moved = {"id": identity, "document_key": new, "start": place.start, "end": place.end, "origin": root}
        shared = dict(row._mapping) | {"details": details, "followed_by": None}
        connection.execute(insert(ReviewRow), [shared | moved])


def _take_the_place(connection: Connection, row: SqlRow) -> None:
    """Let the same review of texts that search does not show say that this one took its place."""
    hidden = select(DocumentRow.key).where(or_(DocumentRow.deleted == true(), DocumentRow.replaced_by.is_not(None)))
    others = _of_family(row.origin or row.id), ReviewRow.document_key.in_(hidden)
    connection.execute(update(ReviewRow).where(*others).values(followed_by=row.id))
    connection.execute(update(ReviewRow).where(ReviewRow.id == row.id).values(followed_by=None))


def _of_family(root: str) -> ColumnElement[bool]:
    return or_(ReviewRow.id == root, ReviewRow.origin == root)
