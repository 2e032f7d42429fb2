"""Options that several commands share, as decorators; each gives its command one finished object."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from attrib.cli.common.settings import DatabaseOption, SettingOption
from attrib.errors import SettingsError
from attrib.settings import (
    AUTO,
    DEFAULT_DATABASE,
    DEFAULT_MODEL,
    PRECISIONS,
    ExtractSettings,
    database_url,
    login,
)

Command = TypeVar("Command", bound=Callable[..., Any])
FORMS = ("table", "csv", "json", "jsonl")
"""What every command that prints data can print."""
Wrapped = Callable[..., None]
Decorator = Callable[[Wrapped], Wrapped]

_MODEL_HELP = "Model to extract with: fast, accurate, or one of your own."
_MODEL = (
    click.option(
        "--model",
        cls=SettingOption,
        default=DEFAULT_MODEL,
        show_default=True,
        metavar="NAME|FOLDER",
        help=_MODEL_HELP,
    ),
    click.option(
        "--antecedents",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER|none",
        help="Head that says whom a pronoun means.",
    ),
    click.option(
        "--word-classes",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER|none",
        help="Head that finds the topics of stances.",
    ),
    click.option(
        "--device",
        cls=SettingOption,
        default="auto",
        show_default=True,
        help="Device to compute on: auto, cpu, cuda or cuda:1.",
    ),
    click.option(
        "--precision",
        cls=SettingOption,
        type=click.Choice(PRECISIONS),
        default="auto",
        show_default=True,
        help="Number format.",
    ),
    click.option(
        "--batch-tokens",
        cls=SettingOption,
        type=click.IntRange(min=512),
        default=ExtractSettings().batch_tokens,
        show_default=True,
        help="Most word pieces in one pass; lower it if memory is short.",
    ),
    click.option(
        "--stance/--no-stance", default=True, show_default=True, help="Judge what speakers support and oppose."
    ),
    click.option(
        "--stance-model",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER",
        help="Model to judge stances with.",
    ),
)


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
        callback=lambda _ctx, _param, value: database_url(value),
        help="Database: a SQLite file, or a URL such as postgresql://me@host/name.",
    )(command)


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


def model_options(command: Wrapped) -> Wrapped:
    """Add the options of the model, which reach the command as `settings`, an ExtractSettings."""

    @wraps(command)
    def with_settings(
        *,
        model: str,
        antecedents: str,
        word_classes: str,
        device: str,
        precision: str,
        batch_tokens: int,
        stance: bool,
        stance_model: str,
        **others: object,
    ) -> None:
        settings = ExtractSettings(
            model, device, precision, batch_tokens, stance, stance_model, antecedents, word_classes
        )
        command(settings=settings, **others)

    return stack(with_settings, _MODEL)


def results_options(command: Command) -> Command:
    """Add --results and --note, which reach the command as `results`, a path or None, and `note`."""
    note = click.option("--note", default="", metavar="TEXT", help="A remark for these rows of --results.")
    results = click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        help="CSV table to add the figures to, one row each.",
    )
    return results(note(command))


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add --format with these choices, else FORMS, the first being the default; it reaches the command as `form`."""
    formats = formats or FORMS
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
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


_OPTIONS = {"within": "--in", "any_actor": "--any"}  # names that would be no good in Python


def option_name(field: str) -> str:
    """The option of a field: --min-confidence of min_confidence."""
    return _OPTIONS.get(field, f"--{field.replace('_', '-')}")


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Report a SettingsError of a service as wrong usage, with exit status 2."""
    try:
        yield
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
