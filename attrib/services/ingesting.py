"""What a desk reads: articles, the stored ones again, and its runs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from attrib.data import Document, Problem, RunSummary
from attrib.errors import SettingsError
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.language import is_english
from attrib.readers.sources import read
from attrib.readers.versions import KnownPages
from attrib.services import models
from attrib.services.check_updates import match_ingested
from attrib.services.claim_updates import compare_ingested
from attrib.services.ingest import Outcome, ingest
from attrib.services.ingest_report import IngestReport, report_of
from attrib.services.jobs import make_crew
from attrib.services.opened import Opened
from attrib.services.reread import reread
from attrib.services.runs import RunDiff, diff_runs, list_runs
from attrib.services.worth import score_ingested
from attrib.settings import ExtractSettings
from attrib.store.actors.alike_names import compare_names
from attrib.store.documents.known_page import known_page

Source = str | Path | Document | Problem


class Ingesting(Opened):
    """The part of a desk that reads articles."""

    def ingest(
        self,
        sources: Source | Iterable[Source],
        *,
        settings: ExtractSettings | None = None,
        strict: bool = False,
        vectors: bool = True,
        fetching: FetchSettings | None = None,
        jobs: int = 1,
        progress: Callable[[Outcome], None] | None = None,
    ) -> IngestReport:
        """Read articles, find who said what, and store it; how many there were of each fate.

        A source is a file, folder or web address (fetched with the settings `fetching`), or a Document. `progress` is
        called after each document and problem; an exception that it raises stops the ingest, and what was stored before
        is kept. Without `vectors` search by topic finds the statements by words alone. With `strict`, raises ReadError
        at the first source that cannot be read. Many articles are shared out to `jobs` processes, which find the same;
        a program that asks for several must begin with `if __name__ == "__main__":`. Raises ModelError, SettingsError,
        StoreError and WorkerError.
        """
        chosen = settings or ExtractSettings()
        with models.PIPELINE_LOCK:
            pipeline = models.shared_pipeline(chosen)
            outcomes = ingest(
                _items(sources, fetching, partial(known_page, self._opened())),
                pipeline,
                self._opened(),
                readable=is_english,
                strict=strict,
                open_encoder=(lambda: models.open_encoder(chosen)) if vectors else None,
                crew=make_crew(jobs, chosen, vectors=vectors),
            )
            return self._compared(report_of(outcomes, progress, pipeline.warnings))

    def ingest_again(
        self,
        *,
        settings: ExtractSettings | None = None,
        vectors: bool = True,
        jobs: int = 1,
        progress: Callable[[Outcome], None] | None = None,
    ) -> IngestReport:
        """Read the stored documents again that another run has read last, from their text in the database.

        The new run stands beside the old one, search shows it, and reviews hold for the same words. As `ingest` else.
        """
        chosen = settings or ExtractSettings()
        with models.PIPELINE_LOCK:
            pipeline = models.shared_pipeline(chosen)
            open_encoder = (lambda: models.open_encoder(chosen)) if vectors else None
            crew = make_crew(jobs, chosen, vectors=vectors)
            outcomes = reread(pipeline, self._opened(), open_encoder=open_encoder, crew=crew)
            return self._compared(report_of(outcomes, progress, pipeline.warnings))

    def _compared(self, report: IngestReport) -> IngestReport:
        """The report of an ingest, once what it stored has been compared with all other statements."""
        opened = self._opened()
        compare_names(opened)
        notices = *compare_ingested(opened), *match_ingested(opened), *score_ingested(opened)
        return replace(report, notices=(*report.notices, *notices))

    def runs(self) -> list[RunSummary]:
        """The runs that have read something, the oldest first: models, code, settings, and how much they found."""
        return list_runs(self._opened())

    def diff_runs(self, old: str, new: str) -> RunDiff:
        """What differs between two runs, by the first digits of their ids, over the documents that both have read.

        Raises NotFoundError and AmbiguousNameError for the digits, and StoreError where both are of one run.
        """
        return diff_runs(self._opened(), old, new)


def _items(
    sources: Source | Iterable[Source], fetching: FetchSettings | None, known: KnownPages
) -> Iterator[Document | Problem]:
    every = [sources] if isinstance(sources, str | Path | Document | Problem) else sources
    for source in every:
        if isinstance(source, Document | Problem):
            yield source
        elif isinstance(source, str | Path):
            yield from read([str(source)], fetching=fetching, known=known, detect_language=False)
        else:
            raise SettingsError(f"{source!r} is no source; give a file, a folder, a web address or a Document")
