"""What people have changed, as a table: reviews of statements and corrections of documents alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from rich.console import Console

from attrib.writers.tables import Column, line, print_table, short_ids


class Undoable(Protocol):
    """Something that somebody did, as a sentence, and may have taken back."""

    @property
    def batch(self) -> str: ...
    @property
    def note(self) -> str | None: ...
    @property
    def undone_by(self) -> str | None: ...
    @property
    def undone_at(self) -> datetime | None: ...


def write_changes(
    items: Sequence[Undoable], of: Sequence[str], console: Console, *, what: str, done: str, remarks: Sequence[str] = ()
) -> None:
    """Print one row a change: its id, that of what was changed (`of`, under the title `what`), the change, its note.

    `remarks` are words to follow each change.
    """
    told = [f"{item}{undone(item)}" for item in items]
    if remarks:
        told = [f"{words}; {remark}" if remark else words for words, remark in zip(told, remarks, strict=True)]
    columns = [
        Column("id", [line(item.batch) for item in items], style="dim"),
        Column(what, [line(shown) for shown in short_ids(of)], style="dim"),
        Column(done, [line(words) for words in told], running=True),
    ]
    if any(item.note for item in items):
        columns.append(Column("note", [line(item.note or "") for item in items]))
    print_table(columns, console)


def undone(item: Undoable) -> str:
    """Who took it back and when, to follow its sentence; "" where it stands."""
    return f"; undone by {item.undone_by} {item.undone_at:%Y-%m-%d}" if item.undone_at else ""
