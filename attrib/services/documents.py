"""The articles of a database: listing, showing and mending them; what a person types becomes columns of the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from attrib.data import StatementQuery
from attrib.data.copies import CopyGroup
from attrib.data.document_edits import DocumentEdit, DocumentSummary, EditedField
from attrib.errors import ReadError, SettingsError
from attrib.readers.dates import read_date
from attrib.services.archive import ArchivedCopy, archive_document
from attrib.services.copies import list_copies
from attrib.services.queries import query_of
from attrib.settings import ARCHIVE_SERVICE
from attrib.store.database.session import Database
from attrib.store.documents import mending
from attrib.store.documents.changes import COLUMNS
from attrib.store.documents.listing import list_documents
from attrib.store.statements.convert import storable


def edited_columns(
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    address: str | None = None,
    archive_url: str | None = None,
    date_order: str | None = None,
    spelling: Callable[[str], str] = str,
) -> Mapping[EditedField, dict[str, Any]]:
    """The columns of the fields that a person gives; None leaves a field as it is, an empty text clears it.

    `spelling` says how messages name a field. Raises SettingsError where nothing is given, and for a date that is none
    or could be two.
    """
    given = {
        EditedField.TITLE: title,
        EditedField.OUTLET: outlet,
        EditedField.AUTHOR: author,
        EditedField.ADDRESS: address,
        EditedField.ARCHIVE: archive_url,
    }
    values: dict[EditedField, dict[str, Any]] = {
        field: {COLUMNS[field][0]: storable(" ".join(text.split())) or None}
        for field, text in given.items()
        if text is not None
    }
    if date is not None:
        values[EditedField.DATE] = _date_columns(date.strip(), date_order)
    if not values:
        named = [spelling(name) for name in ("title", "outlet", "author", "date", "address", "archive_url")]
        raise SettingsError(f"say what to change: {', '.join(named[:-1])} or {named[-1]}")
    return values


def _date_columns(date: str, order: str | None) -> dict[str, Any]:
    if not date:
        return dict.fromkeys(COLUMNS[EditedField.DATE])
    try:
        found = read_date(date, now=datetime.now(UTC), order=order)
    except ReadError as error:
        raise SettingsError(str(error)) from error
    values = (found.moment, found.precision.value, date)
    return dict(zip(COLUMNS[EditedField.DATE], values, strict=True))


@dataclass(frozen=True, slots=True)
class DocumentsChanged:
    """What a change of documents did: the batch to undo it by, and the documents as they are now."""

    batch: str
    documents: tuple[DocumentSummary, ...]


class Documents:
    """The articles of a database, listed and mended; `Desk.documents`.

    A name is the first digits of a document's SHA-256, its path or address or a part of it, or the id of one of its
    statements. Every method that takes one raises AmbiguousNameError where it fits several and NotFoundError where it
    fits none. A change is kept with who made it (`by`, the desk's if left out) and a `note`, its statements follow at
    once, and it raises StoreError where it changes nothing.
    """

    def __init__(self, database: Callable[[], Database], by: str) -> None:
        self._open = database
        self._by = by

    def list(self, *, hidden: bool = False, limit: int | None = None, **filters: object) -> Sequence[DocumentSummary]:
        """The documents that fit, the newest by date first; with `hidden` deleted and replaced ones instead.

        Filters are those of `Desk.search`: those of documents (`document`, `title`, `url`, `outlet`, `since`, `until`)
        find articles without statements too, any other those with a statement that fits. Raises as `Desk.search`.

        >>> desk.documents.list(outlet="BBC", since=2025)
        """
        asked = query_of(filters) if filters else StatementQuery()
        return list_documents(self._open(), replace(asked, limit=None), hidden=hidden, limit=limit)

    def show(self, name: str) -> DocumentSummary:
        """One document with its metadata as they are now."""
        return mending.find_summary(self._open(), name)

    def text(self, name: str) -> str:
        """The text of a document, exactly as it was read."""
        return mending.text_of(self._open(), self.show(name).sha256)

    def edit(
        self,
        *names: str,
        title: str | None = None,
        outlet: str | None = None,
        author: str | None = None,
        date: str | None = None,
        address: str | None = None,
        archive_url: str | None = None,
        date_order: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> DocumentsChanged:
        """Correct the metadata of documents, all or none; None leaves a field as it is, an empty text clears it.

        A date is as exact as it is told: "2022", "July 2022", "2022-07-15"; `date_order` ("dmy" or "mdy") reads one
        such as 03/04/2005. Raises SettingsError where nothing is said, and for a date that is none or could be two.

        >>> desk.documents.edit("talks.txt", date="July 2022", note="the page gives no day")
        """
        values = edited_columns(
            title=title,
            outlet=outlet,
            author=author,
            date=date,
            address=address,
            archive_url=archive_url,
            date_order=date_order,
        )
        return _changed(mending.edit_documents(self._open(), _some(names), values, by or self._by, note))

    def move(self, name: str, place: str, *, by: str | None = None, note: str | None = None) -> DocumentsChanged:
        """Give a document another address or path; it is known when it is read from there."""
        return _changed(mending.move_document(self._open(), name, place, by or self._by, note))

    def copies(self, *names: str, limit: int | None = None) -> Sequence[CopyGroup]:
        """The groups of articles that copy one another, the largest first, or those of some documents.

        >>> for group in desk.documents.copies():
        ...     print([(member.outlet, member.kind) for member in group.members])
        """
        return list_copies(self._open(), names, limit=limit)

    def archive(
        self,
        name: str,
        *,
        service: str = ARCHIVE_SERVICE,
        private: bool = False,
        by: str | None = None,
        note: str | None = None,
    ) -> ArchivedCopy:
        """Ask a public archive for a copy of a document's page and keep the link.

        Raises ReadError where the archive gives no copy, and SettingsError for an address that is not
        public, unless `private`.
        """
        return archive_document(self._open(), name, by or self._by, service=service, private=private, note=note)

    def delete(self, *names: str, by: str | None = None, note: str | None = None) -> DocumentsChanged:
        """Take documents with their statements out of search, counts and exports; `undo` brings all of it back."""
        return _changed(mending.delete_documents(self._open(), _some(names), by or self._by, note))

    def changes(
        self, name: str | None = None, *, undone: bool = False, limit: int | None = None
    ) -> Sequence[DocumentEdit]:
        """What people and newer readings changed, the latest first; with `undone` also what was taken back."""
        return mending.list_edits(self._open(), name, undone=undone, limit=limit)

    def undo(self, batch: str, *, by: str | None = None) -> Sequence[DocumentEdit]:
        """Take back all changes of one call by their batch; what was taken back."""
        return mending.undo_edit(self._open(), batch, by or self._by)


def _some(names: Sequence[str]) -> Sequence[str]:
    if not names:
        raise SettingsError("name a document: by its id, its path or address, or one of its statements")
    return names


def _changed(edited: mending.Edited) -> DocumentsChanged:
    batch, documents = edited
    return DocumentsChanged(batch, tuple(documents))
