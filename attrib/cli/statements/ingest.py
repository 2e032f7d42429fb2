"""`attrib ingest`: articles into the database."""

from collections.abc import Iterable
from itertools import chain

import click

from attrib.cli.common.model_options import jobs_option, model_options
from attrib.cli.common.options import database_option
from attrib.cli.common.progress import Progress, say, warn_all
from attrib.cli.common.reading import Inputs, optional_reading_options, tell
from attrib.cli.statements.storing import after_storing, drive
from attrib.data import Document, Problem
from attrib.readers.language import is_english
from attrib.services import models
from attrib.services.ingest import Fate, ingest
from attrib.services.jobs import make_crew
from attrib.services.models import Extractor
from attrib.services.reread import reread, waiting
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database, open_database


@click.command("ingest")
@optional_reading_options
@click.option("--again", is_flag=True, help="Read stored articles again whose newest run is another one.")
@model_options
@jobs_option
@click.option(
    "--no-vectors",
    is_flag=True,
    help="Leave the sentence vectors for search --about, a quarter of the time, to db embed.",
)
@database_option
@click.pass_context
def command(
    ctx: click.Context,
    items: Inputs | None,
    again: bool,
    strict: bool,
    settings: ExtractSettings,
    jobs: int | None,
    no_vectors: bool,
    database: str,
) -> None:
    """Read articles, find who said what in them, and store it.

    Reads files, folders (recursively), web addresses and - (standard input): plain text, HTML, JSON, JSON lines and
    CSV, according to the file's name. In JSON and CSV the fields are text, title, url, outlet, author, published_at and
    id.

    The same text is stored once. After an interruption, run the command again and it continues. Articles in other
    languages than English are stored without statements. An input that cannot be read is reported and left out; the
    exit status is then 1.

    Articles for more than one pass of the network are shared out to processes of one thread each, one a processor; what
    they find is the same whatever their number. --jobs 1 reads in this process alone, with all its threads.

    If attrib's rules, word lists or models have changed, ingest makes a new run of the articles it is given. The old
    run stays beside it (attrib db runs lists both), search shows the new one, and your reviews apply to the same words.
    --again does this for every stored article whose newest run is another one, from the text in the database; it needs
    no file and can be interrupted and run again.

    \b
    Examples:
      attrib ingest articles/
      attrib ingest archive.jsonl more.csv --db news.db
      attrib ingest https://example.org/news/article.html
      zcat archive.jsonl.gz | attrib ingest --input-format jsonl -
      attrib ingest --again
    """
    if again == (items is not None):
        words = "--again reads what is stored and takes no PATH" if again else "give a PATH or URL to read, or --again"
        raise click.UsageError(words)
    begun = () if items is None else _begun(items)
    if items is not None and begun == ():
        ctx.exit(1)
    with open_database(database, must_exist=again) as opened:
        progress = Progress()
        extractor = models.open_pipeline(settings, progress.doing)
        warn_all(extractor.warnings)
        open_encoder = None if no_vectors else lambda: models.open_encoder(settings)
        crew = make_crew(jobs, settings, vectors=not no_vectors)
        if items is None:
            progress.total = waiting(extractor, opened)
            outcomes = reread(extractor, opened, open_encoder=open_encoder, crew=crew, doing=progress.doing)
        else:
            progress.total = items.count()
            outcomes = ingest(
                begun,
                extractor,
                opened,
                readable=is_english,
                strict=strict,
                open_encoder=open_encoder,
                crew=crew,
                doing=progress.doing,
            )
        tally = drive(opened, outcomes, progress)
        warn_all(str(notice) for notice in after_storing(opened))
        _tell_waiting(extractor, opened)
    if tally.fates[Fate.PROBLEM]:
        ctx.exit(1)


def _begun(items: Iterable[Document | Problem]) -> Iterable[Document | Problem]:
    """The inputs, if any of them can be read; else nothing, and their problems are told.

    So a wrong path makes no database and waits for no model.
    """
    remaining = iter(items)
    failed: list[Document | Problem] = []
    for item in remaining:
        failed.append(item)
        if isinstance(item, Document):
            return chain(failed, remaining)
    for item in failed:
        if isinstance(item, Problem):
            tell(item)
    return ()


def _tell_waiting(extractor: Extractor, opened: Database) -> None:
    """Report the number of stored articles that another run has read last."""
    left = waiting(extractor, opened)
    if left:
        shows = "1 stored article shows" if left == 1 else f"{left} stored articles show"
        say(
            f"{shows} what another run found, by other code, models or settings; `attrib ingest --again` reads "
            f"{'it' if left == 1 else 'them'} anew, `attrib db runs` lists the runs."
        )
