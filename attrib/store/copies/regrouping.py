"""Groups of copies in line with the documents: after one is stored, dated otherwise, deleted or shown again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from sqlalchemy import Connection, and_, false, or_, select, update

from attrib.copies.comparing import LEAST_SHARED
from attrib.copies.grouping import Age, age, originals
from attrib.data.dates import DatePrecision
from attrib.store.database.chunks import chunks
from attrib.store.naming.terms import term
from attrib.store.schema.copies import CopyRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.text.folding import fold

Neighbours = Mapping[int, Mapping[int, float]]
"""The copies of each document, with the share of the shorter text that the other holds."""


_PAIR = (CopyRow.one_key, CopyRow.other_key, CopyRow.shared)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What decides about a document that search shows."""

    age: Age
    outlet: str | None


def regroup(connection: Connection, key: int) -> None:
    """Decide anew which documents near one are copies of which, and mark the statements that are."""
    neighbours = _component(connection, key)
    if len(neighbours) == 1:  # most documents have no copies
        stored = connection.scalar(select(DocumentRow.copy_of).where(DocumentRow.key == key))
        if stored is None:
            return
    shown = _shown(connection, neighbours)
    found = originals(_copies(neighbours, shown), {each: document.age for each, document in shown.items()})
    for some in chunks(neighbours):
        rows = connection.execute(select(DocumentRow.key, DocumentRow.copy_of).where(DocumentRow.key.in_(some))).all()
        for row in rows:
            first = found.get(row.key)
            if first != row.copy_of:
                connection.execute(update(DocumentRow).where(DocumentRow.key == row.key).values(copy_of=first))
                mark_copied(connection, row.key)


def mark_copied(connection: Connection, key: int) -> None:
    """Mark the statements of a document whose words stand in the document that it is a copy of."""
    first = connection.scalar(select(DocumentRow.copy_of).where(DocumentRow.key == key))
    # The index of positions begins with `current`, so that both its values are asked for.
    ours = and_(SHOWN_OR_NOT, StatementRow.document_key == key)
    if first is None:
        connection.execute(update(StatementRow).where(ours, StatementRow.copied).values(copied=False))
        return
    words = f" {fold(connection.scalar(select(DocumentRow.text).where(DocumentRow.key == first)) or '')} "
    query = select(StatementRow.number, StatementRow.copied, SearchTextRow.words)
    query = query.join(SearchTextRow, SearchTextRow.statement_number == StatementRow.number)
    for number, copied, content in connection.execute(query.where(ours)).all():
        held = f" {content} " in words
        if held != copied:
            connection.execute(update(StatementRow).where(StatementRow.number == number).values(copied=held))


def _copies(neighbours: Neighbours, shown: Mapping[int, _Shown]) -> dict[int, Set[int]]:
    """The copies of each document that is shown.

    Two articles of one outlet that share some of an agency's words are no copies: an outlet repeats its background.
    """
    return {
        one: {
            other
            for other, shared in others.items()
            if other in shown
            and (shared >= LEAST_SHARED or shown[one].outlet is None or shown[one].outlet != shown[other].outlet)
        }
        for one, others in neighbours.items()
        if one in shown
    }


def _component(connection: Connection, key: int) -> dict[int, dict[int, float]]:
    """The documents that are copies of one, of those, and so on, each with its copies."""
    neighbours: dict[int, dict[int, float]] = defaultdict(dict, {key: {}})
    waiting = {key}
    while waiting:
        further: set[int] = set()
        for some in chunks(waiting):
            touching = or_(CopyRow.one_key.in_(some), CopyRow.other_key.in_(some))
            for one, other, shared in connection.execute(select(*_PAIR).where(touching)):
                further |= {one, other} - neighbours.keys()
                neighbours[one][other] = neighbours[other][one] = shared
        waiting = further
    return dict(neighbours)


def _shown(connection: Connection, keys: Collection[int]) -> dict[int, _Shown]:
    """Those of some documents that are neither deleted nor replaced."""
    visible = and_(DocumentRow.deleted == false(), DocumentRow.replaced_by.is_(None))
    columns = (DocumentRow.key, DocumentRow.published_at, DocumentRow.published_precision, DocumentRow.outlet)
    found = {}
    for some in chunks(keys):
        for row in connection.execute(select(*columns).where(DocumentRow.key.in_(some), visible)):
            precision = row.published_precision and DatePrecision(row.published_precision)
            found[row.key] = _Shown(age(row.published_at, precision, row.key), term(row.outlet))
    return found
