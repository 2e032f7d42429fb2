"""Groups of copies, as a table, CSV and JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console

from attrib.data.copies import CopyGroup, CopyMember
from attrib.data.dates import day_text, iso_text
from attrib.writers.tables import Column, line, print_table

COPY_COLUMNS: dict[str, str] = {
    "group": "the first digits of the first document of the group",
    "kind": "first; or how it is a copy of the first: same, shortened, updated or agency",
    "shared": "the share of the shorter of the two texts that the other holds, outside quotations",
    "agency": "the news agency that both name",
    "published_at": "its date, as exact as is known",
    "outlet": "who published it",
    "title": "its title",
    "statements": "how many of its statements a search shows",
    "copied": "how many of those stand in the first too, and go with --no-copies",
    "place": "its address, or where it was read",
    "document": "the SHA-256 of its text",
}
_FIRST, _UNDATED = "first", "undated"
_DIGITS = 8


def copy_rows(groups: Iterable[CopyGroup]) -> Iterator[dict[str, Any]]:
    """One object a document, in the order of COPY_COLUMNS, group by group.

    Of a group without dates nobody knows which came first: there the kind of its first row is "undated".
    """
    for group in groups:
        for member in group.members:
            yield {
                "group": group.members[0].document[:_DIGITS],
                "kind": _kind(group, member),
                "shared": None if member.shared is None else round(member.shared, 4),
                "agency": member.agency,
                "published_at": iso_text(member.published_at, member.published_precision),
                "outlet": member.outlet,
                "title": member.title,
                "statements": member.statements,
                "copied": member.copied,
                "place": member.place,
                "document": member.document,
            }


def write_copies(groups: Sequence[CopyGroup], console: Console) -> None:
    """Print one row a document, the first of each group on top of its copies."""
    members = [(group, member) for group in groups for member in group.members]
    columns = [
        Column("kind", [line(_kind(group, member)) for group, member in members], style="bold"),
        Column("shared", [line(_share(member)) for _, member in members], justify="right"),
        Column("published", [line(day_text(item.published_at, item.published_precision)) for _, item in members]),
        Column("outlet", [line(member.outlet or "") for _, member in members]),
        Column("agency", [line(member.agency or "") for _, member in members]),
        Column("title", [line(member.title or member.place) for _, member in members], running=True),
        Column("copied", [line(f"{member.copied} of {member.statements}") for _, member in members]),
        Column("id", [line(member.document[:_DIGITS]) for _, member in members], style="dim"),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def _share(member: CopyMember) -> str:
    return "" if member.shared is None else f"{member.shared:.0%}"


def _kind(group: CopyGroup, member: CopyMember) -> str:
    if member.kind is not None:
        return member.kind.value
    return _FIRST if group.dated else _UNDATED
