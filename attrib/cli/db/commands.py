"""`attrib db`: maintenance of the database."""

import click

from attrib.cli.common.listing import Listing
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import with_columns
from attrib.cli.common.progress import say, warn_all, with_bar
from attrib.cli.db.runs import runs_command
from attrib.cli.db.stats import STATS_COLUMNS, fact_row, stats_facts, write_stats
from attrib.errors import StoreError
from attrib.services.soundness import soundness_problems
from attrib.settings import ExtractSettings
from attrib.store.actors.alike_names import compare_names
from attrib.store.database import migrate
from attrib.store.database.session import open_database
from attrib.store.stats import stats

_MOST_SHOWN = 100


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
        compare_names(opened)
        click.echo(f"{opened.url} has schema {migrate.current(opened.engine)}, the newest.")


@command.command("check")
@database_option
def check_command(database: str) -> None:
    """Check that a database is sound: tables, triggers, references, the full-text index, and all that is evidence.

    Every article's text is hashed again and held against the hash that names it, every statement's spans against its
    id and the words stored for search. Exit status 1 if something is wrong; the first 100 problems are listed.

    \b
    Examples:
      attrib db check
    """
    with open_database(database, upgrade=False, must_exist=True) as opened:
        problems = list(with_bar(soundness_problems(opened), "problems"))
    for problem in problems[:_MOST_SHOWN]:
        say(problem)
    if len(problems) > _MOST_SHOWN:
        say(f"… and {len(problems) - _MOST_SHOWN} more.")
    if problems:
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise StoreError(f"{opened.url} has {found}; restore it from a copy, or ingest again into a new --db")
    click.echo(f"{opened.url} is sound.")


@command.command("embed")
@database_option
def embed_command(database: str) -> None:
    """Make the sentence vectors that stored statements still lack.

    attrib search --about needs sentence vectors, and --sort worth what is computed from them. attrib ingest makes both
    for new statements; this command makes them for the rest. You can stop it at any time: finished work is kept, and
    the same command continues from there.

    \b
    Examples:
      attrib db embed
    """
    from attrib.services import models
    from attrib.services.worth import score_ingested
    from attrib.store.search.added_vectors import embed_added
    from attrib.store.search.vectors import embed_lacking

    settings = ExtractSettings()
    with open_database(database, must_exist=True) as opened:
        encoder = models.encoder_id()
        steps = embed_lacking(opened, lambda: models.open_encoder(settings), encoder)
        done = sum(with_bar(steps, "steps"))
        done += embed_added(opened, lambda: models.open_encoder(settings), encoder)
        warn_all(str(notice) for notice in score_ingested(opened))
    made = "1 statement" if done == 1 else f"{done} statements"
    say(f"{made} can be found by meaning now." if done else "Every statement can be found by meaning.")


@command.command("stats", cls=with_columns({"the CSV file": STATS_COLUMNS}))
@format_option()
@database_option
def stats_command(form: str, database: str) -> None:
    """Count what a database holds: documents, statements, speakers, outlets, runs.

    Statements are those that search shows: those of each document's newest run.

    \b
    Examples:
      attrib db stats
      attrib db stats --db news.db --format json
    """
    with open_database(database, must_exist=True) as opened:
        counted = stats(opened)
    Listing(write_stats, fact_row, STATS_COLUMNS).write(stats_facts(counted), form)


command.add_command(runs_command)
