"""`attrib db`: maintenance of the database."""

from collections.abc import Iterator

import click

from attrib.cli.common.options import database_option
from attrib.cli.common.progress import say, with_bar
from attrib.cli.db.runs import runs_command
from attrib.errors import StoreError
from attrib.settings import ExtractSettings
from attrib.store.database import migrate
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.stats import Stats, stats
from attrib.text.terminal import printable

_MOST_LISTED = 10  # outlets and languages listed by name; the rest are added up


@click.group("db")
def command() -> None:
    """Upgrade, check or count the database; list its runs and compare them.

    \b
    Examples:
      attrib db stats
      attrib db runs
      attrib db check
      attrib db upgrade --db postgresql://me@host/news
    """


@command.command("upgrade")
@database_option
def upgrade_command(database: str) -> None:
    """Upgrade the tables of a database to this attrib's schema; create them in an empty one.

    Every command does this automatically. Run it by hand if nobody else may change the database meanwhile. It is one
    transaction: if it fails, nothing changes.

    \b
    Examples:
      attrib db upgrade
      attrib db upgrade --db postgresql://me@host/news
    """
    with open_database(database) as opened:
        click.echo(f"{opened.url} has schema {migrate.current(opened.engine)}, the newest.")


@command.command("check")
@database_option
def check_command(database: str) -> None:
    """Check that a database is sound: its tables, its references, its full-text index.

    Exit status 1 if something is wrong.

    \b
    Examples:
      attrib db check
    """
    with open_database(database, upgrade=False, must_exist=True) as opened:
        problems = check(opened)
    for problem in problems:
        say(problem)
    if problems:
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise StoreError(f"{opened.url} has {found}; restore it from a copy, or ingest again into a new --db")
    click.echo(f"{opened.url} is sound.")


@command.command("embed")
@database_option
def embed_command(database: str) -> None:
    """Make the sentence vectors that stored statements still lack.

    attrib search --about needs sentence vectors. attrib ingest makes them for new statements; this command makes them
    for the rest. You can stop it at any time: finished work is kept, and the same command continues from there.

    \b
    Examples:
      attrib db embed
    """
    from attrib.services import models
    from attrib.store.search.vectors import embed_lacking

    settings = ExtractSettings()
    with open_database(database, must_exist=True) as opened:
        steps = embed_lacking(opened, lambda: models.open_encoder(settings), models.encoder_id())
        done = sum(with_bar(steps, "steps"))
    made = "1 statement" if done == 1 else f"{done} statements"
    say(f"{made} can be found by meaning now." if done else "Every statement can be found by meaning.")


@command.command("stats")
@database_option
def stats_command(database: str) -> None:
    """Count what a database holds: documents, statements, speakers, outlets, runs.

    Statements are those that search shows: those of each document's newest run.

    \b
    Examples:
      attrib db stats
      attrib db stats --db news.db
    """
    with open_database(database, must_exist=True) as opened:
        counted = stats(opened)
    for label, value in _lines(counted):
        click.echo(f"{printable(label):<24}{printable(value)}".rstrip())


def _lines(counted: Stats) -> Iterator[tuple[str, str]]:
    yield "database", counted.url
    yield "schema", counted.schema
    yield "megabytes", f"{counted.size / 1e6:.1f}"
    yield "documents", str(counted.documents)
    yield "  extracted", str(counted.extracted)
    yield "statements", str(counted.statements)
    yield "  with speaker", str(counted.with_speaker)
    yield from _tally(counted.types)
    yield "statements by assertion", ""
    yield from _tally(counted.assertions)
    yield "  rejected", str(counted.rejected_statements)
    yield "  of older runs", str(counted.older_statements)
    yield "actors", str(counted.actors)
    yield from _tally(counted.kinds)
    yield "stances", str(counted.stances)
    yield "reviews", str(counted.reviews)
    if counted.first_at is not None and counted.last_at is not None:
        yield "published", f"{counted.first_at.date()} to {counted.last_at.date()}"
    yield "documents by outlet", ""
    yield from _tally(counted.outlets)
    yield "documents by language", ""
    yield from _tally(counted.languages)
    yield "runs", str(len(counted.runs))
    for run in counted.runs:
        kept = f"{run.documents} documents, {run.statements} statements"
        yield f"  {run.id}", f"{run.model}, attrib {run.code_version}, since {run.first_at.date()}: {kept}"


def _tally(tally: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, str]]:
    """The most frequent names with their counts, and the number of the rest."""
    for name, number in tally[:_MOST_LISTED]:
        yield f"  {name}", str(number)
    rest = tally[_MOST_LISTED:]
    if rest:
        yield f"  {len(rest)} others", str(sum(number for _, number in rest))


command.add_command(runs_command)
