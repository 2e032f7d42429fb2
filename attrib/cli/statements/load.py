"""`attrib load`: extractions of other machines into the database."""

from pathlib import Path

import click

from attrib.cli.common.options import database_option
from attrib.cli.statements.storing import load_files
from attrib.services.cluster.manifest import shard_files


@click.command("load")
@click.argument("files", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
def command(files: tuple[Path, ...], database: str) -> None:
    """Store what attrib extract --format parquet found, on this machine or others.

    The database gets the ids and rows that one attrib ingest of all the articles would give it. What it holds already
    is left as it is: load the same files again, or after an interruption, and it continues. Files of one input, up to
    200, are stored in the order of the input, whatever their own order. Of a folder that attrib cluster wrote, the
    files that its manifest names are loaded.

    A file that is not complete, not attrib's or of a newer attrib is an error before anything is stored.

    \b
    Examples:
      attrib load part-*.parquet
      attrib load part-*.parquet --db postgresql://me@host/news
      attrib load found
    """
    load_files(shard_files(files), database)
