"""A new text at an address from which another was read is a newer version of that document; search shows the newest."""

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import Connection, Row, bindparam, false, select, update

from attrib.data.document_edits import EditedField
from attrib.store.documents.changes import keep_edit, stamp
from attrib.store.documents.showing import refresh_shown
from attrib.store.reviews.following import follow
from attrib.store.schema.columns import Row as Columns
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.text.folding import fold

LEAST_SHARED = 0.2
"""The share of the shorter text's pairs of words that two versions of one article have in common at least.

One name of a file, or one address of a site, may stand for several articles, which share fewer.
"""


def take_place(connection: Connection, sighting: Columns, document: Columns, *, first: bool) -> None:
    """Let a document that was just read replace the one read before at its address; reviews of that follow.

    `first` says that the text was not read from this place before. A text that was read there before takes its place
    again only if another one was read there since.
    """
    if sighting["address_key"] is None:
        return
    key = document["key"]
    for rival in _rivals(connection, sighting):
        since = rival.place_key == sighting["place_key"] and rival.seen_at > _seen(connection, sighting)
        replaced = connection.scalar(select(DocumentRow.replaced_by).where(DocumentRow.key == key))
        if not (since if not first else replaced is None):
            continue
        if shared_words(rival.text, document["text"]) < LEAST_SHARED:
            continue
        values = {"replaced_by": None}
        connection.execute(update(DocumentRow).where(DocumentRow.key == key).values(values))
        keep_edit(connection, rival.key, EditedField.VERSION, values, {"replaced_by": document["id"]}, stamp(None))
        connection.execute(update(DocumentRow).where(DocumentRow.key == rival.key).values(replaced_by=key))
        refresh_shown(connection, rival.key)
        refresh_shown(connection, key)
        follow(connection, rival.key, key)
        seen = select(SightingRow).where(SightingRow.document_key == key)
        if connection.execute(seen).first() is not None:
            here = SightingRow.document_key == key, SightingRow.place_key == sighting["place_key"]
            connection.execute(update(SightingRow).where(*here).values(seen_at=sighting["seen_at"]))


def shared_words(one: str, other: str) -> float:
    """The share of the pairs of neighbouring words of the shorter text that the other has too, 0 to 1."""
    pairs = [_pairs(text) for text in (one, other)]
    fewest = min(map(len, pairs))
    return len(pairs[0] & pairs[1]) / fewest if fewest else float(fold(one) == fold(other))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = fold(text).split()
    return set(pairwise(words))


def _rivals(connection: Connection, sighting: Columns) -> Sequence[Row[*tuple[object, ...]]]:
    """The other documents that search shows and that were read at the address."""
    values = {"address": sighting["address_key"], "key": sighting["document_key"]}
    return list({row.key: row for row in reversed(connection.execute(_RIVALS, values).all())}.values())


_RIVALS = (  # made once, as every document asks
    select(DocumentRow.key, DocumentRow.text, SightingRow.place_key, SightingRow.seen_at)
    .join(SightingRow, SightingRow.document_key == DocumentRow.key)
    .where(
        SightingRow.address_key == bindparam("address"),
        DocumentRow.key != bindparam("key"),
        DocumentRow.deleted == false(),
        DocumentRow.replaced_by.is_(None),
    )
    .order_by(SightingRow.seen_at.desc())
)


def _seen(connection: Connection, sighting: Columns) -> object:
    here = SightingRow.document_key == sighting["document_key"], SightingRow.place_key == sighting["place_key"]
    return connection.scalar(select(SightingRow.seen_at).where(*here))
