"""Standard output for results, and the columns of written files in --help."""

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from attrib.cli.common.settings import settings_of
from attrib.text.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100  # columns of a table without a terminal


def table_console() -> "Console":
    """A console on standard output, as wide and as coloured as --width, --color and the settings say.

    Else it is as wide as COLUMNS, the terminal or PIPE_WIDTH, with colour on a terminal.
    """
    from rich.console import Console  # rich takes 60 ms to import, so only commands that print tables import it

    _reconfigure(sys.stdout, errors="backslashreplace")
    color = _said("color")
    return Console(
        width=_width(),
        force_terminal=True if color == "always" else None,
        color_system=None if color == "never" else "auto",
        highlight=False,
        emoji=False,
    )


def _width() -> int | None:
    """The columns of a table; None for those of the terminal."""
    said = _said("width")
    if said is not None:
        return int(str(said))
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    return None if sys.stdout.isatty() else PIPE_WIDTH


def _said(name: str) -> object:
    """The value of an option before the command, or else of its setting."""
    ctx = click.get_current_context(silent=True)
    value = None if ctx is None else ctx.find_root().params.get(name)
    if value is not None:
        return value
    found = settings_of(ctx).find(name)
    return None if found is None else found.value


def write_table_or_rows(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], form: str, *, table: Sequence[str]
) -> None:
    """Print rows in a form of FORMS; a table has the columns that `table` names."""
    if form != "table":
        from attrib.writers.rows import write_rows

        write_rows(rows, columns, form, text_output())
        return
    from attrib.writers.tables import Column, line, print_table

    cells = ({name: line("" if row[name] is None else str(row[name])) for name in table} for row in rows)
    shown = list(cells)
    print_table([Column(name, [row[name] for row in shown]) for name in table], table_console())


def text_output() -> TextIO:
    """Standard output for CSV and JSON lines: UTF-8 and unchanged line ends, whatever the locale or system.

    On a terminal, which obeys control characters, they are shown as escapes; a file or pipe gets every byte as it is.
    """
    _reconfigure(sys.stdout, encoding="utf-8", newline="")
    return cast(TextIO, _Terminal(sys.stdout)) if sys.stdout.isatty() else sys.stdout


class _Terminal(io.TextIOBase):
    """A terminal that is written no control character but those that lay out lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._stream.write(printable(text, keep="\r\n\t"))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


@contextmanager
def page_output(output: Path | None, *, force: bool) -> Iterator[TextIO]:
    """Where a page of HTML goes: a file that appears when it is complete, else standard output if it is no terminal."""
    if output is not None and str(output) != "-":
        from attrib.writers.files import complete_file

        with complete_file(output, overwrite=force) as stream:
            yield stream
        return
    if sys.stdout.isatty():
        raise click.UsageError("a page is for a browser, not for a terminal; give --output FILE.html")
    yield text_output()


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
