"""The statements that a saved search finds and has not told: by their places, whatever run or version has them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, true

from attrib.data import Span, StatementQuery
from attrib.data.saved import StatementPlace
from attrib.store.claims.moving import places_today, with_older
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.saved.telling import IS_TOLD
from attrib.store.schema.saved import ToldStatementRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.filters import conditions
from attrib.store.statements.matching import match

_PLACE = (StatementRow.document_key, StatementRow.start, StatementRow.end)
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Statements that a saved search has not told: `new` ones, by number, and `known` ones, told at another place.

    Both have their places. The lower a number, the earlier the statement was stored.
    """

    new: Mapping[int, StatementPlace]
    known: Mapping[int, StatementPlace]


def fitting(
    connection: Connection, query: StatementQuery, among: Collection[int] | None = None
) -> list[StatementPlace]:
    """The places of all statements that a query finds now, `among` some if given. Raises as `conditions`."""
    rows = connection.execute(select(StatementRow.number, *_PLACE).where(*conditions(connection, query)))
    return [(key, start, end) for number, key, start, end in rows if among is None or number in among]


def fresh(database: Database, search: int, query: StatementQuery, among: Collection[int] | None = None) -> Fresh:
    """The statements that a query finds and that the search of a number has not told, `among` some if given.

    A statement is known that was told at the same place, in the same words at its place in an older text of the
    document, or at a place that no statement has any more and that it mostly shares: another run draws the borders of
    a statement otherwise. Raises as `conditions`.
    """
    with database.session() as session:
        here = and_(*(getattr(ToldStatementRow, column.name) == column for column in _PLACE))
        told = select(ToldStatementRow.search_number).where(ToldStatementRow.search_number == search, here, IS_TOLD)
        untold = ~told.correlate(StatementRow).exists()
        asked = select(StatementRow.number, *_PLACE).where(*conditions(session, query), untold)
        rows = session.execute(asked.order_by(StatementRow.number)).all()
        found: dict[int, StatementPlace] = {
            number: (key, start, end) for number, key, start, end in rows if among is None or number in among
        }
        by_document: dict[int, dict[int, Extent]] = defaultdict(dict)
        for number, (document, start, end) in found.items():
            by_document[document][number] = (start, end)
        known = _known(session, search, by_document)
        return Fresh(
            {number: place for number, place in found.items() if number not in known},
            {number: found[number] for number in sorted(known)},
        )


def _known(session: Connection, search: int, by_document: Mapping[int, Mapping[int, Extent]]) -> set[int]:
    """The numbers of those of some statements that were told at another place."""
    told = _told_today(session, search, set(by_document))
    if not told:
        return set()
    shown = _shown(session, told)
    known: set[int] = set()
    for document, places in told.items():
        ours = by_document[document]
        known |= {number for number, extent in ours.items() if extent in places}
        left = {number: (Span(*extent),) for number, extent in ours.items() if number not in known}
        gone = {extent: (Span(*extent),) for extent in places - shown[document]}
        known |= match(left, gone).keys()
    return known


def _told_today(session: Connection, search: int, documents: Collection[int]) -> dict[int, set[Extent]]:
    """The told extents of some documents, those of older texts at the places that their words have today."""
    older = with_older(session, documents)
    anchors: list[StatementPlace] = []
    for some in chunks(older):
        columns = (ToldStatementRow.document_key, ToldStatementRow.start, ToldStatementRow.end)
        ours = (ToldStatementRow.search_number == search, ToldStatementRow.document_key.in_(some), IS_TOLD)
        anchors += [(key, start, end) for key, start, end in session.execute(select(*columns).where(*ours))]
    found: dict[int, set[Extent]] = defaultdict(set)
    for document, start, end in places_today(session, anchors).values():
        if document in documents:
            found[document].add((start, end))
    return found


def _shown(session: Connection, documents: Iterable[int]) -> dict[int, set[Extent]]:
    """The extents of all statements that search shows of some documents."""
    found: dict[int, set[Extent]] = defaultdict(set)
    for some in chunks(documents):
        shown = select(*_PLACE).where(StatementRow.current == true(), StatementRow.document_key.in_(some))
        for document, start, end in session.execute(shown):
            found[document].add((start, end))
    return found


def told_in(session: Connection, search: int, documents: Collection[int]) -> set[StatementPlace]:
    """The places in some documents that a search has told; what it told in older texts is where it stands today."""
    told = _told_today(session, search, documents)
    return {(document, *extent) for document, extents in told.items() for extent in extents}
