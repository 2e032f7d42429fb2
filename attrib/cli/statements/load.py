"""`attrib load`: extractions of other machines into the database."""

from pathlib import Path

import click

from attrib.cli.common.options import database_option, wrong_usage
from attrib.cli.common.progress import Progress, warn_all
from attrib.cli.statements.storing import after_storing, drive
from attrib.readers.shards import count_rows, read_shards
from attrib.services.load import load
from attrib.store.database.session import open_database


@click.command("load")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
def command(files: tuple[Path, ...], database: str) -> None:
    """Store what attrib extract --format parquet found, on this machine or others.

    The database gets the ids and rows that one attrib ingest of all the articles would give it. What it holds already
    is left as it is: load the same files again, or after an interruption, and it continues. Files of one input, up to
    200, are stored in the order of the input, whatever their own order.

    A file that is not complete, not attrib's or of a newer attrib is an error before anything is stored.

    \b
    Examples:
      attrib load part-*.parquet
      attrib load part-*.parquet --db postgresql://me@host/news
    """
    with wrong_usage():
        total = count_rows(files)
    with open_database(database) as opened:
        progress = Progress(total)
        drive(opened, load(read_shards(files), opened), progress)
        warn_all(str(notice) for notice in after_storing(opened))
