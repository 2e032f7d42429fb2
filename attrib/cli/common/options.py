"""Options that several commands share, as decorators; each gives its command one finished object."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from attrib.cli.common.settings import DatabaseOption, SettingOption, settings_of
from attrib.errors import SettingsError
from attrib.settings import DEFAULT_DATABASE, database_url, login

Command = TypeVar("Command", bound=Callable[..., Any])
FORMS = ("table", "csv", "json", "jsonl")
READABLE = ("table", "page", "text")  # the form of a command that is for people to read
"""What every command that prints data can print."""
Wrapped = Callable[..., None]
Decorator = Callable[[Wrapped], Wrapped]


def database_option(command: Command) -> Command:
    """Add --db, which reaches the command as the URL `database`."""
    return click.option(
        "--db",
        "database",
        cls=DatabaseOption,
        envvar="ATTRIB_DB",
        is_eager=True,  # other settings are taken from the file beside it
        default=DEFAULT_DATABASE,
        show_default=True,
        show_envvar=True,
        metavar="URL|FILE",
        callback=_database_url,
        help="Database: a SQLite file, or a URL such as postgresql://me@host/name.",
    )(command)


def _database_url(ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """The URL of the database, with the setting that says when SQLite waits for the disk."""
    found = settings_of(ctx).find("synchronous")
    return database_url(value, None if found is None else str(found.value))


def by_option(command: Command) -> Command:
    """Add --by: who makes the judgement."""
    return click.option(
        "--by",
        cls=SettingOption,
        envvar="ATTRIB_BY",
        default=login,
        show_default="your login",
        show_envvar=True,
        metavar="NAME",
        help="Who makes this judgement.",
    )(command)


def judgement_options(command: Command) -> Command:
    """Add --by and --note, the options of every judgement: who decides, and why."""
    return by_option(click.option("--note", metavar="TEXT", help="Why; kept with the decision.")(command))


def results_options(command: Command) -> Command:
    """Add --results and --note, which reach the command as `results`, a path or None, and `note`."""
    note = click.option("--note", default="", metavar="TEXT", help="A remark for these rows of --results.")
    results = click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        help="CSV table to add the figures to, one row each.",
    )
    return results(note(command))


class Forms(click.Choice[str]):
    """The forms of a command's output; "table", as most commands have it, is taken for the one that people read."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The form. Fails as wrong usage for another word."""
        readable = next((form for form in READABLE if form in self.choices), value)
        return super().convert(readable if value == "table" else value, param, ctx)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add --format with these choices, else FORMS, the first being the default; it reaches the command as `form`."""
    formats = formats or FORMS
    return click.option(
        "--format",
        "form",
        type=Forms(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )


def output_options(command: Command) -> Command:
    """Add --output and --force: a file to write, in place of standard output."""
    force = click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
    return click.option(
        "--output", type=click.Path(path_type=Path), metavar="FILE", help="File to write, in place of standard output."
    )(force(command))


def stack(command: Wrapped, decorators: tuple[Decorator, ...]) -> Wrapped:
    """Apply decorators so that --help lists their options in the order given."""
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Report a SettingsError of a service as wrong usage, with exit status 2."""
    try:
        yield
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
