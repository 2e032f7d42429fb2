"""The run that search shows of each document, and the documents whose newest run is not the present one."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, false, func, or_, select, true, update

from attrib.data import Document
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.base import document_key
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.statements.convert import stored_document

_PAGE = 100  # documents held at once


def read_by(database: Database, sha256s: Iterable[str], run_ids: Collection[str]) -> tuple[set[str], dict[str, str]]:
    """Of some documents those that search shows as one of the runs read them, and those that were read and deleted.

    Of others that one of the runs has read, such a run by document.
    """
    shown: set[str] = set()
    unseen: dict[str, str] = {}
    with database.session() as session:
        for chunk in chunks(sha256s):
            query = (
                select(DocumentRow.id, ExtractionRow.run_id, or_(ExtractionRow.current, DocumentRow.deleted))
                .join(ExtractionRow, ExtractionRow.document_key == DocumentRow.key)
                .where(DocumentRow.id.in_(chunk), ExtractionRow.run_id.in_(run_ids))
            )
            for sha256, run_id, current in session.execute(query):
                if current:
                    shown.add(sha256)
                else:
                    unseen[sha256] = run_id
    return shown, {sha256: run_id for sha256, run_id in unseen.items() if sha256 not in shown}


def show_run(database: Database, sha256: str, run_id: str) -> int:
    """Make search show a run that has read the document before; the number of its statements.

    Nothing changes where the run has not read the document.
    """
    key = document_key(sha256)
    with database.begin() as session:
        # The lock lets one writer at a time decide which run of this document is current (PostgreSQL).
        session.execute(select(DocumentRow.key).where(DocumentRow.key == key).with_for_update())
        of_run = (ExtractionRow.document_key == key) & (ExtractionRow.run_id == run_id)
        count = session.scalar(select(ExtractionRow.statements).where(of_run))
        hiding = or_(DocumentRow.deleted, DocumentRow.replaced_by.is_not(None))
        if count is None or session.scalar(select(DocumentRow.key).where(DocumentRow.key == key, hiding)) is not None:
            return 0
        is_run = ExtractionRow.run_id == run_id
        session.execute(update(ExtractionRow).where(ExtractionRow.document_key == key).values(current=is_run))
        shown = (StatementRow.run_id == run_id) & (StatementRow.rejected == false())
        statements = update(StatementRow).where(SHOWN_OR_NOT, StatementRow.document_key == key)
        session.execute(statements.values(current=shown))
    return count


def count_of_other_runs(database: Database, run_ids: Collection[str]) -> int:
    """The number of documents for which search shows another run than these."""
    with database.session() as session:
        query = select(func.count()).select_from(ExtractionRow)
        return session.scalars(query.where(ExtractionRow.current == true(), ExtractionRow.run_id.not_in(run_ids))).one()


def documents_of_other_runs(database: Database, run_ids: Collection[str]) -> Iterator[Document]:
    """The documents for which search shows another run, with their stored text, in a fixed order.

    No transaction stays open between two documents, so that their extractions can be stored meanwhile.
    """
    reached = -1
    while True:
        with database.session() as session:
            page = _page(session, run_ids, reached)
        yield from (document for _, document in page)
        if len(page) < _PAGE:
            return
        reached = page[-1][0]


def _page(session: Connection, run_ids: Collection[str], reached: int) -> list[tuple[int, Document]]:
    """The documents with the lowest keys above `reached`, each with its key."""
    other = (ExtractionRow.current == true()) & ExtractionRow.run_id.not_in(run_ids)
    query = select(DocumentRow.__table__).join(ExtractionRow, ExtractionRow.document_key == DocumentRow.key)
    rows = session.execute(query.where(other, DocumentRow.key > reached).order_by(DocumentRow.key).limit(_PAGE)).all()
    places = _places(session, [row.key for row in rows])
    return [(row.key, stored_document(row, places.get(row.key, {}))) for row in rows]


def _places(session: Connection, keys: list[int]) -> dict[int, dict[str, Any]]:
    """The first location of each document: storing it again must not look like a new location."""
    query = select(SightingRow.__table__).where(SightingRow.document_key.in_(keys))
    sightings = session.execute(query.order_by(SightingRow.seen_at.desc(), SightingRow.place_key)).mappings()
    return {sighting["document_key"]: dict(sighting) for sighting in sightings}
