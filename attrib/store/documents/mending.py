"""What people change about documents: edit, move, delete, and undo; every change is kept, none is lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from attrib.data.document_edits import DocumentEdit, DocumentSummary, EditedField, shown_value
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.database.session import Database
from attrib.store.documents.changes import COLUMNS, change_columns, columns_of, keep_edit, stamp
from attrib.store.documents.listing import find_document, summary_of
from attrib.store.documents.showing import is_hidden, refresh_shown
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.base import content_key
from attrib.store.schema.columns import Row as Columns
from attrib.store.schema.documents import ACTIVE_EDIT, DocumentEditRow, DocumentRow, SightingRow
from attrib.store.statements.convert import address_key, storable

_FEWEST_DIGITS = 4
_SIGHTED = tuple(column.key for column in SightingRow.__table__.columns)
SqlRow = Row[*tuple[Any, ...]]
Edited = tuple[str, list[DocumentSummary]]


def edit_documents(
    database: Database, names: Sequence[str], values: Mapping[EditedField, Columns], by: str, note: str | None = None
) -> Edited:
    """Give documents other metadata, all or none; the batch to undo it by, and the documents as they are now.

    Raises as `find_document`, and StoreError where nothing would change.
    """
    with database.begin() as session:
        shared = _stamp(by, note)
        keys = [find_document(session, name) for name in names]
        changed = [_edit(session, key, values, shared) for key in keys]
        if not any(changed):
            raise StoreError("that is what the database says already; nothing was changed")
        return shared["batch"], [summary_of(session, key) for key in keys]


def move_document(database: Database, name: str, place: str, by: str, note: str | None = None) -> Edited:
    """Give a document another address or path, so that it is known when it is read from there. Raises as `edit`."""
    if not place.strip():
        raise StoreError("the new place is empty; give an address or a path")
    web = place.lower().startswith(("http://", "https://"))
    with database.begin() as session:
        connection, shared = session, _stamp(by, note)
        key = find_document(session, name)
        field = EditedField.ADDRESS if web else EditedField.PATH
        if not _edit(connection, key, {field: {COLUMNS[field][0]: storable(place)}}, shared):
            raise StoreError(f"the document is at {place} already; nothing was changed")
        _sight(connection, key)
        return shared["batch"], [summary_of(session, key)]


def delete_documents(database: Database, names: Sequence[str], by: str, note: str | None = None) -> Edited:
    """Take documents and their statements out of every search; reviews of them are kept, and all can be undone."""
    with database.begin() as session:
        connection, shared = session, _stamp(by, note)
        found = [summary_of(session, find_document(session, name)) for name in names]
        for document in found:
            if document.deleted:
                raise StoreError(f"{document.location} is deleted already; `attrib docs changes` tells by whom")
        for key in [find_document(session, name) for name in names]:
            keep_edit(connection, key, EditedField.DELETED, {"deleted": False}, {"deleted": True}, shared)
            connection.execute(update(DocumentRow).where(DocumentRow.key == key).values(deleted=True))
            refresh_shown(connection, key)
        return shared["batch"], found


def undo_edit(database: Database, identity: str, by: str) -> list[DocumentEdit]:
    """Undo the changes of one command by the first digits of its id; what was undone.

    A field that was changed again since keeps the later value. Raises NotFoundError and AmbiguousNameError for the id,
    and StoreError where it was undone already.
    """
    with database.begin() as connection:
        rows = _of_batch(connection, identity)
        active = [row for row in rows if row.undone_at is None]
        if not active:
            raise StoreError(
                f"{identity!r} was undone already, by {rows[0].undone_by} on {rows[0].undone_at:%Y-%m-%d}; "
                "nothing is left to undo"
            )
        shared = _stamp(by, None)
        undone = {"undone_by": shared["edited_by"], "undone_at": shared["edited_at"]}
        for row in active:
            connection.execute(update(DocumentEditRow).where(DocumentEditRow.id == row.id).values(undone))
            _restore(connection, row)
        return _list(connection, DocumentEditRow.id.in_([row.id for row in active]))


def list_edits(
    database: Database, name: str | None = None, *, undone: bool = False, limit: int | None = None
) -> list[DocumentEdit]:
    """Changes of documents, the latest first; of one document if given, with `undone` those taken back too."""
    with database.session() as session:
        which = [] if undone else [ACTIVE_EDIT]
        if name is not None:
            which.append(DocumentEditRow.document_key == find_document(session, name))
        return _list(session, *which, limit=limit)


def find_summary(database: Database, name: str) -> DocumentSummary:
    """The document of a name. Raises as `find_document`."""
    with database.session() as session:
        return summary_of(session, find_document(session, name))


def text_of(database: Database, sha256: str) -> str:
    """The text of a document by its SHA-256."""
    with database.session() as session:
        return session.scalars(select(DocumentRow.text).where(DocumentRow.id == sha256)).one()


def _stamp(by: str, note: str | None) -> Columns:
    if not by.strip():
        raise StoreError("a change needs to say who made it; give --by NAME or set ATTRIB_BY")
    return stamp(str(storable(by.strip())), None if note is None else str(storable(note)))


def _edit(connection: Connection, key: int, values: Mapping[EditedField, Columns], shared: Columns) -> bool:
    """Change the fields that differ; whether any did."""
    stored = connection.execute(select(DocumentRow.__table__).where(DocumentRow.key == key).with_for_update()).one()
    changed = False
    for field, columns in values.items():
        before = {name: stored._mapping[name] for name in columns}
        if before != columns:
            keep_edit(connection, key, field, before, columns, shared)
            change_columns(connection, key, columns)
            changed = True
    return changed


def _sight(connection: Connection, key: int) -> None:
    """Note the place of a document as one that its text was read from."""
    document = connection.execute(select(DocumentRow.__table__).where(DocumentRow.key == key)).one()._mapping
    row = {name: document[name] for name in _SIGHTED if name in document}
    place = content_key("place", document["location"], str(document["record"]), document["url"] or "")
    address = address_key(document["url"], document["location"], document["record"])
    row |= {"document_key": key, "place_key": place, "seen_at": document["added_at"], "address_key": address}
    known = SightingRow.document_key == key, SightingRow.place_key == place
    if connection.scalar(select(SightingRow.place_key).where(*known)) is None:
        connection.execute(insert(SightingRow), [row])


def _restore(connection: Connection, row: SqlRow) -> None:
    """Give a field back what it was before an edit; a later edit of it stands on that value instead."""
    key = row.document_key
    later = (
        DocumentEditRow.document_key == key,
        DocumentEditRow.field == row.field,
        DocumentEditRow.edited_at > row.edited_at,
        ACTIVE_EDIT,
    )
    first_later = select(DocumentEditRow.id).where(*later).order_by(DocumentEditRow.edited_at).limit(1)
    identity = connection.scalar(first_later)
    if identity is not None:
        connection.execute(update(DocumentEditRow).where(DocumentEditRow.id == identity).values(before=row.before))
        return
    if row.field in (EditedField.DELETED, EditedField.VERSION):
        values = {"deleted": False} if row.field == EditedField.DELETED else {"replaced_by": None}
        connection.execute(update(DocumentRow).where(DocumentRow.key == key).values(values))
        refresh_shown(connection, key)
        if not is_hidden(connection, key):
            back = update(ReviewRow).where(ReviewRow.document_key == key)
            connection.execute(back.values(followed_by=None))  # both texts are shown, each with its reviews
    else:
        change_columns(connection, key, columns_of(row.before))


def _of_batch(connection: Connection, prefix: str) -> Sequence[SqlRow]:
    digits = prefix.strip().lower()
    if len(digits) >= _FEWEST_DIGITS and not set(digits) - set("0123456789abcdef"):
        column = DocumentEditRow.batch
        query = select(DocumentEditRow.__table__).where(column >= digits, column < digits + "g")
        rows = connection.execute(query.order_by(DocumentEditRow.id)).all()
        if len({row.batch for row in rows}) > 1:
            raise AmbiguousNameError(f"the id {prefix!r} fits several changes; give more digits")
        if rows:
            return rows
    raise NotFoundError(f"no change has the id {prefix!r}; `attrib docs changes` lists them")


def _list(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[DocumentEdit]:
    order = (DocumentEditRow.edited_at.desc(), DocumentEditRow.id)
    query = select(DocumentEditRow.__table__, DocumentRow.id.label("document")).join(
        DocumentRow, DocumentRow.key == DocumentEditRow.document_key
    )
    return [_shown(row) for row in connection.execute(query.where(*which).order_by(*order).limit(limit))]


def _shown(row: SqlRow) -> DocumentEdit:
    field = EditedField(row.field)
    before, after = (shown_value(field, values) for values in (row.before, row.after))
    return DocumentEdit(
        row.id, row.batch, row.document, field, before, after, row.note, row.edited_by, row.edited_at, row.undone_by,
        row.undone_at,
    )  # fmt: skip
