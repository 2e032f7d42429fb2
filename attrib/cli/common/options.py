"""Options that several commands share, as decorators; each hands its command one finished object."""

import getpass
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from attrib.cli.common.dates import first_moment, last_moment, moment_after
from attrib.data import NEAREST, SORTS, StanceLabel, StatementQuery, StatementType
from attrib.settings import (
    DEFAULT_DATABASE,
    DEFAULT_MODEL,
    DEFAULT_STANCE_MODEL,
    PRECISIONS,
    ExtractSettings,
)

Command = TypeVar("Command", bound=Callable[..., Any])
Wrapped = Callable[..., None]

_FILTERS = (
    click.argument("text", nargs=-1),
    click.option("--actor", metavar="NAME", help="Speaker: a name, part of a name, an alias or an actor id."),
    click.option("--affiliation", metavar="NAME", help="Whom the speaker speaks for or belongs to."),
    click.option("--role", metavar="WORD", help="The speaker's role, such as spokesman."),
    click.option(
        "--as-of", metavar="DATE", callback=last_moment, help="Whoever held --affiliation and --role at that date."
    ),
    click.option("--unnamed", metavar="WORDS", help="Speakers without a name, by their description."),
    click.option("--type", "kind", type=click.Choice([str(kind) for kind in StatementType]), help="How it is quoted."),
    click.option(
        "--about", metavar="TEXT", help="A topic or claim: statements on it by words and meaning, with their stance."
    ),
    click.option("--stance", type=click.Choice([str(label) for label in StanceLabel]), help="The stance it takes."),
    click.option("--target", metavar="NAME", help="Whom or what the stance is towards; any name of theirs."),
    click.option("--min-stance-score", type=click.FloatRange(0, 1), help="Leave out stances that are less sure."),
    click.option("--outlet", metavar="NAME", help="Who published it."),
    click.option(
        "--since", metavar="DATE", callback=first_moment, help="Published in or after this day, month or year."
    ),
    click.option(
        "--until", metavar="DATE", callback=moment_after, help="Published in or before it: 2025, 2025-01, ..."
    ),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out what the model is less sure of."),
    click.option("--rejected", is_flag=True, help="What people have rejected, and nothing else."),
    click.option(
        "--sort",
        type=click.Choice(SORTS),
        show_default="date; with --about the nearest first",
        help="Order of the statements.",
    ),
)

_MODEL = (
    click.option(
        "--model", default=DEFAULT_MODEL, show_default=True, metavar="NAME|FOLDER", help="Model to extract with."
    ),
    click.option("--device", default="auto", show_default=True, help="Where to compute: auto, cpu, cuda or cuda:1."),
    click.option(
        "--precision", type=click.Choice(PRECISIONS), default="auto", show_default=True, help="Of the numbers."
    ),
    click.option(
        "--batch-tokens",
        type=click.IntRange(min=512),
        default=ExtractSettings().batch_tokens,
        show_default=True,
        help="Most word pieces in one pass; lower it where memory is short.",
    ),
    click.option(
        "--stance/--no-stance", default=True, show_default=True, help="Judge whom and what speakers are for or against."
    ),
    click.option(
        "--stance-model",
        default=DEFAULT_STANCE_MODEL,
        show_default=True,
        metavar="NAME|FOLDER",
        help="Model to judge that with.",
    ),
)


def database_url(text: str) -> str:
    """The SQLAlchemy URL of a database given as a URL or as the path of a SQLite file."""
    return text if "://" in text else f"sqlite:///{text}"


def database_option(command: Command) -> Command:
    """Add --db, which reaches the command as the URL `database`."""
    return click.option(
        "--db",
        "database",
        envvar="ATTRIB_DB",
        default=DEFAULT_DATABASE,
        show_default=True,
        show_envvar=True,
        metavar="URL|FILE",
        callback=lambda _ctx, _param, value: database_url(value),
        help="Database: a SQLite file, or a URL such as postgresql://me@host/name.",
    )(command)


def by_option(command: Command) -> Command:
    """Add --by: who judges."""
    return click.option(
        "--by",
        envvar="ATTRIB_BY",
        default=_login,
        show_default="your login",
        show_envvar=True,
        metavar="NAME",
        help="Who decides this.",
    )(command)


def judgement_options(command: Command) -> Command:
    """Add --by and --note, which every judgement takes: who decides, and why."""
    return by_option(click.option("--note", metavar="TEXT", help="Why; kept with the decision.")(command))


def _login() -> str:
    """The name of whoever runs attrib; empty where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a password file
        return ""


def filter_options(command: Wrapped) -> Wrapped:
    """Add the filters of search and export, which reach the command as `query`, a StatementQuery without limit."""

    @wraps(command)
    def with_query(
        *, text: tuple[str, ...], kind: str | None, stance: str | None, since: datetime | None, until: datetime | None,
        actor: str | None, affiliation: str | None, role: str | None, target: str | None, outlet: str | None,
        as_of: datetime | None, unnamed: str | None, min_confidence: float | None, sort: str | None,
        about: str | None, min_stance_score: float | None, rejected: bool, **others: object,
    ) -> None:  # fmt: skip
        if since is not None and until is not None and since >= until:
            raise click.UsageError("the period is empty: --since is later than --until")
        if as_of is not None and affiliation is None and role is None:
            raise click.UsageError("--as-of says when a speaker held a role: give --affiliation or --role with it")
        if about is not None and not about.strip():
            raise click.UsageError("--about is empty; give a topic or a claim, such as --about 'the peace talks'")
        query = StatementQuery(
            text=" ".join(text) or None,
            about=about,
            actor=actor,
            stance=None if stance is None else StanceLabel(stance),
            target=target,
            min_stance_score=min_stance_score,
            type=None if kind is None else StatementType(kind),
            affiliation=affiliation,
            role=role,
            as_of=as_of,
            unnamed=unnamed,
            outlet=outlet,
            since=since,
            until=until,
            min_confidence=min_confidence,
            rejected=rejected,
            sort=sort or (SORTS[0] if about is None else NEAREST),
        )
        command(query=query, **others)

    return stack(with_query, _FILTERS)


def model_options(command: Wrapped) -> Wrapped:
    """Add the options of the model, which reach the command as `settings`, an ExtractSettings."""

    @wraps(command)
    def with_settings(
        *, model: str, device: str, precision: str, batch_tokens: int, stance: bool, stance_model: str, **others: object
    ) -> None:
        settings = ExtractSettings(model, device, precision, batch_tokens, stance, stance_model)
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
    """Add --format with these choices, the first being the default; it reaches the command as `form`."""
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


def stack(command: Wrapped, decorators: tuple[Callable[[Wrapped], Wrapped], ...]) -> Wrapped:
    """Apply decorators so that --help lists their options in the order given."""
    for decorate in reversed(decorators):
        command = decorate(command)
    return command
