"""`attrib cluster`: extraction shared out to the machines of a Ray cluster."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from attrib.cli.common.model_options import model_options
from attrib.cli.common.options import database_option, wrong_usage
from attrib.cli.common.progress import Progress, say, warn_all
from attrib.cli.common.reading import file_options, tell
from attrib.cli.statements.storing import load_files
from attrib.data import Problem
from attrib.data.shards import SCHEMA
from attrib.readers.libraries import require_pyarrow, require_ray
from attrib.services import models
from attrib.services.cluster.bundles import bundles, list_files
from attrib.services.cluster.chunks import Receipt
from attrib.services.cluster.extract import extract_on_cluster
from attrib.services.cluster.extracting import Extracting, ModelOpening
from attrib.services.cluster.manifest import Finished, shard_files
from attrib.services.cluster.ray_runner import RayRunner
from attrib.services.cluster.reading import Reading
from attrib.services.models import run_ids
from attrib.settings import ExtractSettings


@click.command("cluster")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="Folder for the files of extractions and manifest.jsonl, which all machines see.",
)
@click.option("--address", help="Ray cluster to run on: auto, HOST:PORT or ray://HOST:PORT; else this machine alone.")
@click.option("--extractors", type=click.IntRange(min=1), metavar="N", help="Most processes that extract.")
@click.option(
    "--readers",
    type=click.IntRange(min=1),
    metavar="N",
    show_default="one for 16 processors",
    help="Processors that are left for reading.",
)
@click.option("--load", is_flag=True, help="Then store everything in the database, as attrib load does.")
@click.option("--no-vectors", is_flag=True, help="Leave the sentence vectors to db embed.")
@file_options
@model_options
@database_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: Path,
    address: str | None,
    extractors: int | None,
    readers: int | None,
    load: bool,
    no_vectors: bool,
    input_format: str | None,
    date_order: str | None,
    max_characters: int,
    follow_links: bool,
    settings: ExtractSettings,
    database: str,
) -> None:
    """Extract files on a cluster of machines, into a folder that attrib load stores.

    Reads files and folders as attrib extract does: Parquet, JSON lines, texts, pages, web archives (WARC). All machines
    must see them, the folder of --output and the same attrib; each extracting process opens models of its own. Needs
    Ray: pip install 'attrib[ray]'. Without --address, Ray is started on this machine alone.

    What is found has the ids that attrib ingest would give it. Files of extractions hold up to 500 articles each;
    manifest.jsonl names those that are finished, by the contents of what they were made of. After a stop, however it
    came, run the same command again: what is finished is not read again, neither what has been added since redone.

    Exit status 1 if an input could not be read; the others are extracted anyway.

    \b
    Examples:
      attrib cluster archive/ --output found
      attrib cluster archive/*.warc.gz --output found --address auto --no-vectors
      attrib cluster archive/ --output found --load --db postgresql://me@host/news
      attrib load found --db postgresql://me@host/news
    """
    with wrong_usage():
        require_ray()
        require_pyarrow()
        files, problems = list_files(paths, follow_links=follow_links)
    for problem in problems:
        tell(problem)
    extractor = models.open_pipeline(settings)
    warn_all(extractor.warnings)
    runs = run_ids(extractor)
    made_by = (*sorted(runs), f"columns {SCHEMA}", "" if no_vectors else models.encoder_id())
    home = str(Path.cwd())
    reading = Reading(home, made_by, datetime.now(UTC), input_format, date_order, max_characters)
    extracting = Extracting(ModelOpening(settings, not no_vectors), str(output), home, runs)
    runner = RayRunner(address, extractors, readers, gpus=settings.device.startswith("cuda"))
    found = extract_on_cluster(files, reading, extracting, runner)
    failed = _drive(found, sum(1 for _ in bundles(files)), output)
    if load:
        load_files(shard_files([output]), database)
    if failed or any(not problem.warning for problem in problems):
        ctx.exit(1)


def _drive(found: Iterator[Receipt | Finished], total: int, output: Path) -> int:
    """Wait for all bundles, telling problems and how far it is; the number of inputs that failed."""
    done: list[Finished] = []
    told: set[str] = set()  # keys of bundles whose problems have been told as they came
    progress = Progress()
    progress.doing(f"0 of {total} bundles of files finished")
    try:
        for each in progress.over(found, lambda each: each.articles if isinstance(each, Receipt) else 0):
            if isinstance(each, Receipt):
                told.add(each.key)
                _tell_all(each.problems)
                continue
            done.append(each)
            if each.key not in told:
                for words in each.problems:
                    say(f"Error: {words}")
            progress.doing(f"{len(done)} of {total} bundles of files finished")
    finally:
        articles, statements = sum(each.articles for each in done), sum(each.statements for each in done)
        say(f"{output}: {len(done)} of {total} bundles of files, {articles} articles, {statements} statements.")
    return sum(each.failed for each in done)


def _tell_all(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        tell(problem)
