"""Standard output for results, and the columns of written files in --help."""

import io
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100  # columns of a table without a terminal


def table_console() -> "Console":
    """A console on standard output, as wide as COLUMNS, the terminal or PIPE_WIDTH; with colour on a terminal."""
    from rich.console import Console  # rich takes 60 ms to import, so only commands that print tables import it

    _reconfigure(sys.stdout, errors="backslashreplace")
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return Console(width=int(given), highlight=False, emoji=False)
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, emoji=False)


def text_output() -> TextIO:
    """Standard output for CSV and JSON lines: UTF-8 and unchanged line ends, whatever the locale or system."""
    _reconfigure(sys.stdout, encoding="utf-8", newline="")
    return sys.stdout


def _reconfigure(
    stream: TextIO, *, encoding: str | None = None, newline: str | None = None, errors: str | None = None
) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, newline=newline, errors=errors)


def warn(words: str) -> None:
    """A line on standard error that stops nothing."""
    click.echo(f"Warning: {words}", err=True)


def with_columns(files: Mapping[str, Mapping[str, str]]) -> type[click.Command]:
    """A class of commands whose --help ends with the columns of the files that it writes."""

    class WithColumns(click.Command):
        def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_epilog(ctx, formatter)
            for name, columns in files.items():
                with formatter.section(f"Columns of {name}"):
                    formatter.write_dl(list(columns.items()))

    return WithColumns
