"""Judged places in texts that a newer one has replaced: where the same words stand in the newest."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from attrib.data import Span
from attrib.store.database.chunks import chunks
from attrib.store.reviews.following import Moving
from attrib.store.schema.documents import DocumentRow

Anchor = tuple[int, int, int]  # document, start, end


def places_today(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, Anchor]:
    """The place of each judged span in the newest text of its document, by the judged place.

    A span whose words are not there, or in several places alike, has none: its judgement stays with the older text, and
    holds again when that comes back.
    """
    wanted = list(anchors)
    newest = newest_of(connection, {document for document, _, _ in wanted})
    found = {}
    for anchor in wanted:
        document, start, end = anchor
        if newest[document] == document:
            found[anchor] = anchor
            continue
        place = Moving(_text(connection, document), _text(connection, newest[document])).extent((Span(start, end),))
        if place is not None:
            found[anchor] = (newest[document], place.start, place.end)
    return found


def with_older(connection: Connection, documents: Collection[int]) -> set[int]:
    """Some documents with all whose texts they have replaced."""
    every, frontier = set(documents), set(documents)
    while frontier:
        found = (
            key
            for some in chunks(sorted(frontier))
            for key in connection.scalars(select(DocumentRow.key).where(DocumentRow.replaced_by.in_(some)))
        )
        frontier = set(found) - every
        every |= frontier
    return every


def newest_of(connection: Connection, documents: Collection[int]) -> dict[int, int]:
    """The document that has taken the place of each, or itself."""
    newest = {document: document for document in documents}
    left = set(documents)
    while left:
        replaced = {
            key: newer
            for some in chunks(sorted(left))
            for key, newer in connection.execute(
                select(DocumentRow.key, DocumentRow.replaced_by).where(
                    DocumentRow.key.in_(some), DocumentRow.replaced_by.is_not(None)
                )
            )
            if newer is not None
        }
        newest = {document: replaced.get(now, now) for document, now in newest.items()}
        left = set(replaced.values()) - left
    return newest


def _text(connection: Connection, document: int) -> str:
    return str(connection.scalar(select(DocumentRow.text).where(DocumentRow.key == document)))
