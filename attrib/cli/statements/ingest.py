"""`attrib ingest`: articles into the database."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

import click

from attrib.cli.common.changes import tell_changes
from attrib.cli.common.model_options import jobs_option, model_options
from attrib.cli.common.options import database_option
from attrib.cli.common.progress import Progress, say, warn_all
from attrib.cli.common.reading import Inputs, optional_reading_options, tell, tell_language
from attrib.data import Document, Notice, Problem
from attrib.readers.language import is_english
from attrib.services import models
from attrib.services.check_updates import match_ingested
from attrib.services.claim_updates import compare_ingested
from attrib.services.ingest import Fate, Outcome, ingest
from attrib.services.jobs import make_crew
from attrib.services.models import Extractor
from attrib.services.reread import reread, waiting
from attrib.services.worth import score_ingested
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database, open_database
from attrib.store.reviews.listing import left_behind

_SHOWN = {
    Fate.NEW: "{} new",
    Fate.UPDATED: "{} extracted anew",
    Fate.SHOWN_AGAIN: "{} shown again as this run read it before",
    Fate.UNCHANGED: "{} unchanged",
    Fate.CORRECTED: "{} with other metadata",
    Fate.SET_ASIDE: "{} not English",
}


@dataclass
class Tally:
    """Counts of an ingest so far."""

    fates: Counter[Fate] = field(default_factory=Counter)
    statements: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome and report its problem or warning."""
        self.fates[outcome.fate] += 1
        self.statements += outcome.statements
        if isinstance(outcome.item, Problem):
            tell(outcome.item)
        elif outcome.fate is Fate.SET_ASIDE:
            tell_language(outcome.item)

    def __str__(self) -> str:
        documents = sum(self.fates[fate] for fate in _SHOWN)
        parts = ", ".join(words.format(self.fates[fate]) for fate, words in _SHOWN.items() if self.fates[fate])
        said = [f"{_count(documents, 'document')}{f' ({parts})' if parts else ''}"]
        said.append(f"{_count(self.statements, 'statement')} stored")
        if self.fates[Fate.PROBLEM]:
            said.append(_count(self.fates[Fate.PROBLEM], "problem"))
        return ", ".join(said) + "."


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
        extractor = models.open_pipeline(settings)
        warn_all(extractor.warnings)
        open_encoder = None if no_vectors else lambda: models.open_encoder(settings)
        crew = make_crew(jobs, settings, vectors=not no_vectors)
        if items is None:
            progress = Progress(waiting(extractor, opened))
            outcomes = reread(extractor, opened, open_encoder=open_encoder, crew=crew, doing=progress.doing)
        else:
            progress = Progress(items.count())
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
        tally = _drive(opened, outcomes, progress)
        warn_all(str(notice) for notice in _after(opened))
        _tell_waiting(extractor, opened)
    if tally.fates[Fate.PROBLEM]:
        ctx.exit(1)


def _after(database: Database) -> Iterator[Notice]:
    """Compare, match and score what was stored; what could not be done."""
    yield from compare_ingested(database)
    yield from match_ingested(database)
    yield from score_ingested(database)


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


def _drive(opened: Database, outcomes: Iterable[Outcome], progress: Progress) -> Tally:
    """Consume the outcomes one by one, and report at the end what was done, even after an interruption."""
    tally, behind, since = Tally(), left_behind(opened), datetime.now(UTC)
    try:
        for outcome in progress.over(outcomes, lambda outcome: outcome.fate is not Fate.WARNING):
            tally.add(outcome)
    finally:
        say(f"{opened.url}: {tally}")
        tell_changes(opened, since)
        _tell_left_behind(left_behind(opened) - behind)
    return tally


def _tell_left_behind(count: int) -> None:
    """Report reviews of older texts whose words are not in the newer ones that were just read."""
    if count > 0:
        words = "1 review stays" if count == 1 else f"{count} reviews stay"
        say(f"{words} with an older text: its words are not in the newer one. `attrib review list --apart` lists them.")


def _tell_waiting(extractor: Extractor, opened: Database) -> None:
    """Report the number of stored articles that another run has read last."""
    left = waiting(extractor, opened)
    if left:
        shows = "1 stored article shows" if left == 1 else f"{left} stored articles show"
        say(
            f"{shows} what another run found, by other code, models or settings; `attrib ingest --again` reads "
            f"{'it' if left == 1 else 'them'} anew, `attrib db runs` lists the runs."
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"
