"""Lists with a --limit: the first so many are printed, and whether there are more is told."""

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
    """Add --limit of a list, which reaches the command as `limit`, 0 for all."""
    return click.option(
        "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most to list; 0 for all."
    )(command)


def one_more(limit: int) -> int | None:
    """The limit to ask for, so that the answer tells whether there is more than is shown; None for all."""
    return limit + 1 if limit else None


def list_limited(
    found: list[Item],
    limit: int,
    write_table: "Callable[[list[Item], Console], object]",
    *,
    nothing: str,
    write_jsonl: Callable[[list[Item], TextIO], object] | None = None,
) -> None:
    """Print the first of what was found, asked for by `one_more`: as JSON lines if their writer is given.

    An empty table is the line `nothing`, on standard error, and so is the remark that there is more.
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
