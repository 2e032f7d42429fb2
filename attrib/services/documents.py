"""Mending documents: what a person types about one becomes the columns of the store."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attrib.data.document_edits import EditedField
from attrib.errors import ReadError, SettingsError
from attrib.readers.dates import read_date
from attrib.store.documents.changes import COLUMNS
from attrib.store.statements.convert import storable


def edited_columns(
    *,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: str | None = None,
    address: str | None = None,
    date_order: str | None = None,
) -> Mapping[EditedField, dict[str, Any]]:
    """The columns of the fields that a person gives; None leaves a field as it is, an empty text clears it.

    Raises SettingsError where nothing is given, and for a date that is none or could be two.
    """
    given = {
        EditedField.TITLE: title,
        EditedField.OUTLET: outlet,
        EditedField.AUTHOR: author,
        EditedField.ADDRESS: address,
    }
    values: dict[EditedField, dict[str, Any]] = {
        field: {COLUMNS[field][0]: storable(" ".join(text.split())) or None}
        for field, text in given.items()
        if text is not None
    }
    if date is not None:
        values[EditedField.DATE] = _date_columns(date.strip(), date_order)
    if not values:
        raise SettingsError("say what to change: --title, --outlet, --author, --date or --address")
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
