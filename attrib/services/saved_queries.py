"""Queries as they are saved: the fields that are not open as JSON, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from attrib.data import FILTERS, StatementQuery
from attrib.data.saved import SavedSearch
from attrib.errors import AttribError, SettingsError
from attrib.services.queries import query_of
from attrib.services.wording import in_words

_USUAL = ("order", "left out")  # what every search says
_DEFAULTS = {each.name: each.default for each in fields(StatementQuery)}


def filters_of(query: StatementQuery) -> dict[str, Any]:
    """The fields of a query that are not open, as JSON holds them: text, numbers, lists, dates in ISO 8601."""
    given = {name: getattr(query, name) for name in _DEFAULTS}
    return {name: _plain(value) for name, value in given.items() if value != _DEFAULTS[name]}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def query_saved(search: SavedSearch) -> StatementQuery:
    """The query of a saved search. Raises SettingsError where this attrib cannot read what was saved."""
    try:
        return query_of({name: _read(name, value) for name, value in _mapping(search.filters).items()})
    except (SettingsError, ValueError) as error:
        raise SettingsError(
            f"the saved search {search.name!r} cannot be read: {error}; see attrib saved show, then remove it and "
            "save it anew"
        ) from error


def search_words(search: SavedSearch) -> str:
    """What a saved search asks for, or why that cannot be read."""
    try:
        asked = in_words(query_saved(search))
    except AttribError as error:
        return str(error)
    told = [f"{what}: {which}" if which else what for what, which in asked if what not in _USUAL]
    return "; ".join(told) or "every statement"


def _mapping(filters: object) -> Mapping[str, Any]:
    if not isinstance(filters, Mapping):
        raise SettingsError(f"its filters are {filters!r}, no list of filters and values")
    return filters


def _read(name: str, value: object) -> object:
    """A value; a moment of its text."""
    asked = FILTERS.get(name)
    if asked is None or asked.kind is not datetime:
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise SettingsError(f"{name} {value!r} is no date") from error
