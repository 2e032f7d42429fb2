"""Changing the columns of a stored document, with the copies of them elsewhere, and keeping what was changed."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from attrib.data.document_edits import EditedField
from attrib.store.copies.regrouping import regroup
from attrib.store.naming.terms import note_terms, term
from attrib.store.schema.actors import AffiliationRow
from attrib.store.schema.base import content_key
from attrib.store.schema.columns import Row, date_order
from attrib.store.schema.documents import DocumentEditRow, DocumentRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.statements.occasion_rows import date_again

COLUMNS: Mapping[EditedField, tuple[str, ...]] = {
    EditedField.TITLE: ("title",),
    EditedField.OUTLET: ("outlet",),
    EditedField.AUTHOR: ("author",),
    EditedField.DATE: ("published_at", "published_precision", "published_original"),
    EditedField.ADDRESS: ("url",),
    EditedField.PATH: ("location",),
    EditedField.ARCHIVE: ("archive_url",),
    EditedField.MODIFIED: ("modified_at", "modified_precision"),
}
"""The columns of each field that holds metadata."""
_MOMENTS = ("published_at", "modified_at")


def change_columns(connection: Connection, key: int, values: Row) -> None:
    """Give a document other metadata; its statements and affiliations follow."""
    if "archive_url" in values:  # the hash was of another copy, unless it is given too
        values = {"archive_sha256": None} | values
    connection.execute(update(DocumentRow).where(DocumentRow.key == key).values(values))
    copies: Row = {}
    if "outlet" in values:
        copies["outlet_key"] = term(values["outlet"])
        note_terms(connection, "outlet", copies["outlet_key"])
    if "published_at" in values:
        copies["date_order"] = date_order(values["published_at"])
        dated = update(AffiliationRow).where(AffiliationRow.document_key == key)
        connection.execute(dated.values(on_date=values["published_at"]))
        date_again(connection, key)
    if "published_at" in values or "outlet" in values:
        regroup(connection, key)
    if copies:
        connection.execute(update(StatementRow).where(SHOWN_OR_NOT, StatementRow.document_key == key).values(copies))


def stamp(by: str | None, note: str | None = None) -> Row:
    """What the edits of one command share; `by` None is a newer reading."""
    return {"batch": secrets.token_hex(6), "edited_by": by, "edited_at": datetime.now(UTC), "note": note}


def keep_edit(connection: Connection, key: int, field: EditedField, before: Row, after: Row, shared: Row) -> None:
    """Keep one edit of a document: the columns before and after."""
    identity = f"{content_key('edit', shared['batch'], str(key), str(field)):016x}"
    row = {"id": identity, "document_key": key, "field": str(field), "before": plain(before), "after": plain(after)}
    connection.execute(insert(DocumentEditRow), [row | shared])


def plain(values: Row) -> dict[str, Any]:
    """Columns as JSON can hold them: moments in ISO 8601."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def columns_of(values: Mapping[str, Any]) -> Row:
    """Columns from their form in JSON."""
    moments = {name: datetime.fromisoformat(values[name]) for name in _MOMENTS if values.get(name)}
    return dict(values) | moments
