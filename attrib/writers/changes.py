"""What people have changed, as a table: reviews of statements and corrections of documents alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rich.console import Console
from rich.text import Text

from attrib.writers.tables import Column, clean, day, line, longest, print_table, short_ids

_ROOMY = 70  # minimum terminal columns for a column each of name and date
_NAME = 16  # columns of the terminal for a name


class Undoable(Protocol):
    """Something that somebody did and may have taken back."""

    @property
    def batch(self) -> str: ...
    @property
    def note(self) -> str | None: ...
    @property
    def undone_by(self) -> str | None: ...
    @property
    def undone_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what was done, by whom and when, the id of what was changed, and a remark on what became of it."""

    item: Undoable
    words: str
    by: str
    on: datetime
    of: str
    remark: str = ""


def write_changes(changes: Sequence[Change], console: Console, *, what: str, done: str) -> None:
    """Print one row a change: what was done, by whom and when, the id of what was changed, the id to undo it by.

    The note, and what became of the change, stand below what was done; on a narrow terminal so do name and date.
    `what` and `done` are the titles of the ids and of the changes.
    """
    wide = console.width >= _ROOMY
    columns = [Column(done, [_told(change, with_name=not wide) for change in changes], running=True)]
    if wide:
        columns += [
            Column(
                "by", [line(each.by) for each in changes], wanted=longest((clean(each.by) for each in changes), _NAME)
            ),
            Column("on", [Text(day(each.on)) for each in changes]),
        ]
    columns += [
        Column(what, [Text(shown) for shown in short_ids([each.of for each in changes])], style="dim"),
        Column("undo id", [Text(shown) for shown in short_ids([each.item.batch for each in changes])], style="dim"),
    ]
    print_table(columns, console)


def undone(item: Undoable) -> str:
    """Who took it back and when, to follow its sentence; "" where it stands."""
    return f"; {_taken_back(item)}" if item.undone_at else ""


def _taken_back(item: Undoable) -> str:
    return f"undone by {item.undone_by} {day(item.undone_at)}" if item.undone_at else ""


def _told(change: Change, *, with_name: bool) -> Text:
    """What was done, with its note and what became of it in lines of their own."""
    text = line(change.words)
    who = f"{change.by} {day(change.on)}" if with_name else ""
    for words in (who, change.item.note, change.remark, _taken_back(change.item)):
        if words:
            text.append(f"\n{clean(words)}", style="italic")
    return text
