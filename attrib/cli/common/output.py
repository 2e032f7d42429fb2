"""Where results go: standard output, or a file that appears only when it is complete; what --help says of the file."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import click

from attrib.errors import SettingsError

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100  # columns of a table that no terminal limits


def table_console() -> "Console":
    """A console on standard output, as wide as COLUMNS, the terminal or PIPE_WIDTH; colour on a terminal only."""
    from rich.console import Console  # rich takes 60 ms to import: only commands that print tables pay for it

    _reconfigure(sys.stdout, errors="backslashreplace")
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return Console(width=int(given), highlight=False, emoji=False)
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, emoji=False)


def text_output() -> TextIO:
    """Standard output for CSV and JSON lines: UTF-8 with line ends as written, whatever the locale or system."""
    _reconfigure(sys.stdout, encoding="utf-8", newline="")
    return sys.stdout


@contextmanager
def complete_file(path: Path, *, overwrite: bool) -> Iterator[TextIO]:
    """A UTF-8 stream whose text becomes the file at `path` when the block ends well, and else leaves nothing.

    It is written beside `path` and renamed. A path that is no regular file, such as a named pipe, is written directly.
    Raises SettingsError where the file exists and `overwrite` is off, or cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with _create(path, "w") as stream:
            yield stream
        return
    if path.exists() and not overwrite:
        raise SettingsError(f"{path} exists; give --force to overwrite it, or another name to --output")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _create(part, "x") as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _create(path: Path, mode: Literal["w", "x"]) -> TextIO:
    try:
        stream = path.open(mode, encoding="utf-8", newline="")
    except OSError as error:
        raise SettingsError(
            f"cannot write {path}: {error.strerror}; give --output a file in a folder of yours"
        ) from error
    return stream


def _reconfigure(
    stream: TextIO, *, encoding: str | None = None, newline: str | None = None, errors: str | None = None
) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, newline=newline, errors=errors)


def warn(words: str) -> None:
    """A line on standard error that stops nothing."""
    click.echo(f"Warning: {words}", err=True)


def with_columns(files: Mapping[str, Mapping[str, str]]) -> type[click.Command]:
    """A sort of command whose --help ends with the columns of the files that it writes, each under what it is."""

    class WithColumns(click.Command):
        def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_epilog(ctx, formatter)
            for name, columns in files.items():
                with formatter.section(f"Columns of {name}"):
                    formatter.write_dl(list(columns.items()))

    return WithColumns
