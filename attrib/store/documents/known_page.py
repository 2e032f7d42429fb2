"""Pages of the web that were read before, by their address and the version that the server told."""

from sqlalchemy import false, select

from attrib.data import Document
from attrib.store.database.session import Database
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.statements.convert import location_key, stored_document


def known_page(database: Database, address: str, reading: str) -> Document | None:
    """The document that was read last at an address, in this way of reading, with what the server said of its version.

    None where there is none, where search does not show it, and where its text was altered.
    """
    here = SightingRow.location_key == location_key(address), SightingRow.location == address
    place = *here, SightingRow.reading == reading
    shown = DocumentRow.deleted == false(), DocumentRow.replaced_by.is_(None)
    newest = select(SightingRow.__table__).join(DocumentRow, DocumentRow.key == SightingRow.document_key)
    with database.session() as session:
        query = newest.where(*place, *shown).order_by(SightingRow.seen_at.desc(), SightingRow.document_key).limit(1)
        sighting = session.execute(query).mappings().first()
        if sighting is None:
            return None
        row = session.execute(select(DocumentRow.__table__).where(DocumentRow.key == sighting["document_key"])).one()
    document = stored_document(row, dict(sighting))
    return document if document.sha256 == row.id else None
