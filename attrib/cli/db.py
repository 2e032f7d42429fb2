"""`attrib db`: looking after the database."""

import click

from attrib.cli.options import database_option
from attrib.cli.progress import say
from attrib.errors import StoreError
from attrib.store import migrate
from attrib.store.check import check
from attrib.store.session import open_database


@click.group("db")
def command() -> None:
    """Upgrade, check or count the database.

    \b
    Examples:
      attrib db stats
      attrib db check
      attrib db upgrade --db postgresql://me@host/news
    """


@command.command("upgrade")
@database_option
def upgrade_command(database: str) -> None:
    """Bring the tables of a database to what this attrib needs; make them in an empty one.

    Every command does so by itself; run it by hand where nobody else may change the database meanwhile. It happens in
    one transaction: where it fails, the database is as before.

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
    """Check that a database is whole: its tables, its references, its full-text index.

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
