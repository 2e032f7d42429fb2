"""Lists with a --limit: the first entries are printed, with a line if there are more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from attrib.cli.common.options import Command
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say

if TYPE_CHECKING:
    from rich.console import Console

    from attrib.writers.rows import Row

Item = TypeVar("Item")


def limit_option(command: Command) -> Command:
    """Add the --limit of a list; the command gets it as `limit`, 0 for all."""
    return click.option(
        "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most to list; 0 for all."
    )(command)


def one_more(limit: int) -> int | None:
    """The limit of the query, one higher than shown, so that the result tells whether there are more; None for all."""
    return limit + 1 if limit else None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """How entries are printed: by `table`, or as objects by `row`, whose columns in CSV are `columns`.

    `flat` makes the rows of CSV where those of JSON hold objects.
    """

    table: "Callable[[list[Item], Console], object]"
    row: "Callable[[Item], Row]"
    columns: Iterable[str]
    flat: "Callable[[Item], Row] | None" = None

    def write(self, items: Iterable[Item], form: str) -> None:
        """Print entries in one of FORMS."""
        if form == "table":
            self.table(list(items), table_console())
            return
        from attrib.writers.rows import write_rows

        row = self.flat if form == "csv" and self.flat is not None else self.row
        write_rows(map(row, items), self.columns, form, text_output())


def list_limited(found: Sequence[Item], limit: int, form: str, listing: Listing[Item], *, nothing: str) -> None:
    """Print the first entries of a query with the limit of `one_more` in a form.

    In place of an empty table, it prints the line `nothing` on standard error; there it also says if there are more.
    """
    listed = found[:limit] if limit else found
    if listed or form != "table":
        listing.write(listed, form)
    else:
        say(nothing)
    if len(found) > len(listed):
        say(f"The first {limit} shown; --limit 0 for all.")
