"""Lists with a --limit: the first entries are printed, with a line if there are more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from attrib.cli.common.options import Command
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import say

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")


def limit_option(command: Command) -> Command:
    """Add the --limit of a list; the command gets it as `limit`, 0 for all."""
    return click.option(
        "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most to list; 0 for all."
    )(command)


def one_more(limit: int) -> int | None:
    """The limit of the query, one higher than shown, so that the result tells whether there are more; None for all."""
    return limit + 1 if limit else None


def list_limited(
    found: list[Item],
    limit: int,
    write_table: "Callable[[list[Item], Console], object]",
    *,
    nothing: str,
    write_jsonl: Callable[[list[Item], TextIO], object] | None = None,
) -> None:
    """Print the first entries of a query with the limit of `one_more`, as JSON lines if their writer is given.

    For an empty table, it prints the line `nothing` on standard error; so it does with the remark that there are more.
    """
    listed = found[:limit] if limit else found
    if write_jsonl is not None:
        write_jsonl(listed, text_output())
    elif listed:
        write_table(listed, table_console())
    else:
        say(nothing)
    if len(found) > len(listed):
        say(f"The first {limit} shown; --limit 0 for all.")
