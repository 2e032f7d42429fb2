"""Saved searches as a table and as objects."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console

from attrib.data.saved import SavedSearch
from attrib.writers.tables import Column, line, print_table

SEARCH_COLUMNS: dict[str, str] = {
    "name": "the name of the saved search",
    "filters": "its filters, as a JSON object",
    "note": "why it was saved",
    "known": "how many statements it found when it was saved, and are not told",
    "told": "how many statements digests have told since",
    "digest": "the number of the last digest that told some",
    "told_at": "when that was, in UTC",
    "saved_by": "who saved it",
    "saved_at": "when, in UTC",
    "removed_by": "who took it away",
    "removed_at": "when that was",
}


def write_searches(searches: Sequence[SavedSearch], console: Console, words: Callable[[SavedSearch], str]) -> None:
    """Print one row a saved search: name, what it asks for as `words` tell it, what was told, who and when."""
    columns = [
        Column("name", [line(each.name) for each in searches], style="bold"),
        Column("asks for", [line(words(each)) for each in searches], running=True),
        Column("told", [line(_told(each)) for each in searches]),
        Column("by", [line(f"{each.saved_by} {each.saved_at:%Y-%m-%d}") for each in searches]),
        Column("note", [line(each.note or "") for each in searches]),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def _told(search: SavedSearch) -> str:
    return f"{search.told}, last {search.told_at:%Y-%m-%d}" if search.told_at else str(search.told)


def search_row(search: SavedSearch) -> dict[str, Any]:
    """A saved search as an object, in the order of SEARCH_COLUMNS."""
    own = {name: getattr(search, name) for name in SEARCH_COLUMNS}
    times = {name: own[name] and own[name].isoformat() for name in ("told_at", "saved_at", "removed_at")}
    return own | times
