"""docs/csv.md from the columns of the writers, docs/commands.md from the commands' own help."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from attrib.cli.lazy import LazyGroup
from attrib.cli.main import cli
from attrib.writers.statements.csv import COLUMNS
from attrib.writers.statements.long import LONG_COLUMNS

DOCS = Path(__file__).resolve().parents[2] / "docs"
_WIDTH = 100  # columns of the help texts, whatever the terminal

_CSV = """\
# The CSV file

`attrib export` and `attrib search --format csv` write RFC 4180 in UTF-8: cells in double quotes, lines that end in CR
LF, one row a statement, in the same order every time.

{columns}

A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@` and the like) gets an apostrophe
in front, so that it shows as what it is. Take one apostrophe off such a cell to have it back, or export with `--raw`.
In a spreadsheet, open the file as UTF-8.

An existing file is not overwritten unless you give `--force`: somebody may have worked in it. A file that is there is
complete, even if the computer was switched off half-way.

## The workbook

`attrib export --output said.xlsx` (or `--format xlsx`) writes the same columns as an Excel workbook, with `--long`
those of the long form. Every text is a string cell, so that Excel runs no formula, makes no link, and takes no id for
a number; there are no apostrophes to take off. Offsets, probabilities and `stance_value` are numbers. A date is a
date cell where the day is known, and a time is in UTC, because Excel has no time zones; `2022-07` and `2022` stay
text, as do times with a part of a second and dates before March 1900, which Excel counts wrong.

A text of more than 32,767 characters (of UTF-16), or more than 1,048,575 rows, are refused with a message, never cut:
write CSV, or narrow with filters. The sheet `columns` explains the columns and names the versions of attrib and of
the columns (`schema`), which are custom properties of the workbook too.

## Parquet

`attrib export --output said.parquet` (or `--format parquet`) writes the same columns for data frames and query engines.
It needs pyarrow: `pip install 'attrib[parquet]'`. `stances` is a list, each with target, target_id, stance, score and
reviewed; `published_at` and `modified_at` are moments in UTC, the first that fit, and `published_precision` and
`modified_precision` beside them say how exact they are; offsets, pages and probabilities are numbers; what is not known
is null. The schema is the same for every file. Its metadata hold the versions of attrib and of the columns (`schema`),
and what each column holds. Rows are written in groups of 5,000.

## JSON lines

JSON lines (`--format jsonl`) hold the same under the same names, with null for what is not known, and more besides:
the spans of content, cue and source, the speaker's mention, how the name was reached (`reason`), the run, of each
stance where its target and the deciding words stand, `reviews` field by field, and in `checks` every fact check that
may be about it.

## The long form

`attrib export --long` writes one row a statement and target, with one type a column, so that a pivot table can count,
add and average, and Datawrapper takes the file as it is.

{long_columns}
"""


def csv_page() -> str:
    """The page about the CSV files, its tables made of the writers' columns."""
    return _CSV.format(columns=_table(COLUMNS), long_columns=_table(LONG_COLUMNS))


def _table(columns: Mapping[str, str]) -> str:
    rows = [f"| `{name}` | {words.replace('|', chr(92) + '|')} |" for name, words in columns.items()]
    return "\n".join(["| column | what it holds |", "| --- | --- |", *rows])


def commands_page() -> str:
    """The page about the commands: the help of each, as `--help` prints it."""
    parts = ["# The commands\n\nWhat `attrib COMMAND --help` prints, for every command.\n"]
    parts += [f"## `{' '.join(path)}`\n\n```text\n{text}\n```\n" for path, text in _helps(cli, ("attrib",))]
    return "\n".join(parts)


def _helps(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The path and help text of a command and of all below it, in the order that the groups list them."""
    settings = {**cli.context_settings, "max_content_width": _WIDTH, "terminal_width": _WIDTH}
    context = click.Context(command, info_name=" ".join(path), **settings)
    yield path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.load(name) if isinstance(command, LazyGroup) else command.commands[name]
            yield from _helps(below, (*path, name))


PAGES = {"csv.md": csv_page, "commands.md": commands_page}


def stale_pages() -> list[str]:
    """The names of the pages that differ from what the code makes."""
    return [
        name
        for name, make in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with --check only name those that are stale; the exit status."""
    if arguments == ["--check"]:
        stale = stale_pages()
        if stale:
            print(f"stale: {', '.join(stale)}; run scripts/docs")
        return int(bool(stale))
    if arguments:
        print(f"unknown arguments {' '.join(arguments)!r}; give none, or --check")
        return 2
    for name in stale_pages():
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote docs/{name}")
    return 0
