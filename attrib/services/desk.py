"""An open database of statements, from Python: what each command of attrib does, as a method."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from attrib.data import Document, Problem, Review, RunSummary, StatementQuery, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.data.counts import Counts
from attrib.data.positions import ActorStances, TopicStances
from attrib.errors import SettingsError, StoreError
from attrib.readers.language import is_english
from attrib.readers.sources import read
from attrib.services import models
from attrib.services.actors import Actors
from attrib.services.counts import count_statements
from attrib.services.documents import Documents
from attrib.services.export import export_file, form_of, writer
from attrib.services.ingest import Outcome, ingest
from attrib.services.ingest_report import IngestReport, report_of
from attrib.services.labels import Written, write_labels
from attrib.services.queries import checked, query_of
from attrib.services.reread import reread
from attrib.services.reviews import Reviewed, added_statement, correction
from attrib.services.runs import RunDiff, diff_runs, list_runs
from attrib.services.search import Answer, find
from attrib.services.sides import stances_of, stances_towards
from attrib.settings import DEFAULT_DATABASE, ExtractSettings, database_url, login
from attrib.store.database.session import Database, open_database
from attrib.store.documents.added_statements import add_statement
from attrib.store.reviews.export import reviewed_articles
from attrib.store.reviews.listing import list_reviews
from attrib.store.reviews.record import review_all, undo_review
from attrib.store.search.query import count, get
from attrib.store.statements.articles import article_of, in_sentences
from attrib.store.stats import Stats, stats

Source = str | Path | Document | Problem


def open_desk(url: str | Path = DEFAULT_DATABASE, *, must_exist: bool = False, by: str | None = None) -> "Desk":
    """Open the database at a URL or in a SQLite file, making it first unless `must_exist`; a desk to work at.

    `by` is who reviews and judges there, your login if left out. Raises StoreError for a database that is missing,
    cannot be reached, is not attrib's or was made by a newer attrib.

    >>> import attrib
    >>> with attrib.open("news.db") as desk:
    ...     report = desk.ingest("articles/")
    ...     for record in desk.search("border", actor="Mujahid"):
    ...         print(record.speaker, record.quote)
    """
    return Desk(open_database(database_url(str(url)), must_exist=must_exist), login() if by is None else by)


class Desk:
    """An open database; a context manager that closes it. Made by `attrib.open`.

    Methods answer with frozen values and raise AttribErrors. Several threads may use one desk: every call reads one
    snapshot of the database, and its changes are made together or not at all.
    """

    def __init__(self, database: Database, by: str) -> None:
        self._database = database
        self._by = by
        self._closed = False
        self.actors = Actors(self._opened, by)
        self.documents = Documents(self._opened, by)

    def __repr__(self) -> str:
        return f"<Desk {self.url}{', closed' if self._closed else ''}>"

    @property
    def url(self) -> str:
        """The database's URL, its password hidden."""
        return self._database.url

    def ingest(
        self,
        sources: Source | Iterable[Source],
        *,
        settings: ExtractSettings | None = None,
        strict: bool = False,
        vectors: bool = True,
        progress: Callable[[Outcome], None] | None = None,
    ) -> IngestReport:
        """Read articles, find who said what, and store it; how many there were of each fate.

        A source is a file, folder or web address, or a Document. `progress` is called after each document and problem;
        an exception that it raises stops the ingest, and what was stored before is kept. Without `vectors` search by
        topic finds the statements by words alone. With `strict`, raises ReadError at the first source that cannot be
        read. Raises ModelError, SettingsError and StoreError.
        """
        chosen = settings or ExtractSettings()
        with models.PIPELINE_LOCK:
            pipeline = models.shared_pipeline(chosen)
            outcomes = ingest(
                _items(sources),
                pipeline,
                self._opened(),
                readable=is_english,
                strict=strict,
                open_encoder=(lambda: models.open_encoder(chosen)) if vectors else None,
            )
            return report_of(outcomes, progress, pipeline.warnings)

    def ingest_again(
        self,
        *,
        settings: ExtractSettings | None = None,
        vectors: bool = True,
        progress: Callable[[Outcome], None] | None = None,
    ) -> IngestReport:
        """Read the stored documents again that another run has read last, from their text in the database.

        The new run stands beside the old one, search shows it, and reviews hold for the same words. As `ingest` else.
        """
        chosen = settings or ExtractSettings()
        with models.PIPELINE_LOCK:
            pipeline = models.shared_pipeline(chosen)
            open_encoder = (lambda: models.open_encoder(chosen)) if vectors else None
            outcomes = reread(pipeline, self._opened(), open_encoder=open_encoder)
            return report_of(outcomes, progress, pipeline.warnings)

    def runs(self) -> list[RunSummary]:
        """The runs that have read something, the oldest first: models, code, settings, and how much they found."""
        return list_runs(self._opened())

    def diff_runs(self, old: str, new: str) -> RunDiff:
        """What differs between two runs, by the first digits of their ids, over the documents that both have read.

        Raises NotFoundError and AmbiguousNameError for the digits, and StoreError where both are of one run.
        """
        return diff_runs(self._opened(), old, new)

    def search(self, query: str | StatementQuery | None = None, /, **filters: object) -> Answer:
        """The statements that fit, newest first; read as they are taken, so any number takes the same memory.

        `query` is words to search for, or a whole StatementQuery; `filters` are fields of one: `actor`, `stance`,
        `target`, `about`, `since`, `limit`, ... A date may be "2025", "2025-01" or a datetime with a time zone. Raises
        SettingsError for a filter or value that there is not, and AmbiguousNameError or NotFoundError for a name.

        >>> desk.search(actor="Mujahid", stance="oppose", target="Pakistan", since=2025)
        """
        return Answer(find(self._opened(), _query(query, filters)))

    def count(self, query: str | StatementQuery | None = None, /, **filters: object) -> int:
        """How many statements fit, whatever the limit; a topic (`about`) does not narrow. Errors as `search`."""
        return count(self._opened(), _query(query, filters))

    def show(self, statement: str, *, context: int | None = None) -> StatementRecord:
        """The statement of an id, or of its first digits. Raises NotFoundError and AmbiguousNameError.

        `context` is the number of sentences before and after it that its context holds, in place of its paragraph.
        """
        if context is not None and context < 0:
            raise SettingsError(f"context {context} is below 0; give a number of sentences, or none")
        return get(self._opened(), statement) if context is None else in_sentences(self._opened(), statement, context)

    def article(self, statement: str) -> StoredArticle:
        """The whole text of a statement's article, with every statement of the same run. Raises as `show`."""
        return article_of(self._opened(), statement)

    def count_by(self, *by: str, neutral: bool = False, **filters: object) -> Counts:
        """The numbers of statements by one or two facets: speaker, outlet, stance, target, month, ... (see Facet).

        By stance or target only stances with a side count unless `neutral`; `several` statements stand in more rows.
        Raises SettingsError for other facets and for a topic (`about`); other errors as `search`.

        >>> for row in desk.count_by("speaker", "stance", target="harbour tax").rows:
        ...     print(row.values[0].name, row.values[1].name, row.statements)
        """
        return count_statements(self._opened(), _query(None, filters), by, neutral=neutral)[0]

    def export(
        self,
        target: str | Path | TextIO,
        query: str | StatementQuery | None = None,
        *,
        form: str | None = None,
        long: bool = False,
        raw: bool = False,
        overwrite: bool = False,
        **filters: object,
    ) -> int:
        """Write the statements that fit to a file or an open text stream; how many they are.

        `form` is csv, jsonl or graphml; without it the file's name says which. `long` writes a row a statement and
        target. Raises WriteError where the file exists, unless `overwrite`, or cannot be written, and what `search`
        raises; the file is then as before.
        """
        if not isinstance(target, str | Path):
            return writer(form or "csv", long=long, raw=raw)(self.search(query, **filters), target)
        path = Path(target)
        write = writer(form or form_of(path), long=long, raw=raw)
        return export_file(self.search(query, **filters), path, write, overwrite=overwrite)

    def stance(self, name: str, *, neutral: bool = False, **filters: object) -> ActorStances:
        """Whom and what a speaker supports or opposes, near-same targets as one, and where that seems to have changed.

        `filters` are those of `search`; stances without a side count if `neutral`. Errors as `search`.
        """
        return stances_of(self._opened(), name, _query(None, filters), neutral=neutral)

    def topic(self, topic: str, *, neutral: bool = False, **filters: object) -> TopicStances:
        """Who is for a topic and who against it, speaker by speaker; `neutral`, filters and errors as `stance`.

        >>> for item in desk.topic("harbour tax", since=2025).speakers:
        ...     print(item.speaker, item.side, item.support, item.oppose)
        """
        return stances_towards(self._opened(), topic, _query(None, filters), neutral=neutral)[0]

    def review(
        self,
        statement: str | Sequence[str],
        *,
        accept: bool = False,
        reject: bool = False,
        stance: str | None = None,
        target: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        affiliation: str | None = None,
        type: str | None = None,
        assertion: str | None = None,
        quote: str | None = None,
        at: int | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Reviewed:
        """Correct, accept or reject a statement, or several alike, given by ids or first digits.

        What is left out stays as it is; an empty role or affiliation is none, and the stance "none" takes it away. Of
        several statements all are reviewed or none. `speaker` is a name as for search, "unknown" for nobody known, or
        "new:" and a name for somebody new whose name is near a known one. `quote` is the words of the article that are
        the whole quote; `at` is where they begin, if they stand there several times.
        Raises SettingsError where nothing is said or things that exclude each other, NotFoundError and
        AmbiguousNameError for the statement or the speaker, and StoreError for what cannot be stored.

        >>> desk.review("3f2a9c1b", stance="oppose", target="Pakistan", note="he says so in the next sentence")
        """
        said = correction(
            accept=accept,
            reject=reject,
            stance=stance,
            target=target,
            speaker=speaker,
            role=role,
            affiliation=affiliation,
            type=type,
            assertion=assertion,
            quote=quote,
            at=at,
        )
        statements = [statement] if isinstance(statement, str) else list(statement)
        if not statements:
            raise SettingsError("there is no statement to review; give an id or several")
        done = review_all(self._opened(), statements, said, by or self._by, note)
        return Reviewed(done.id, done.statements, done.remarks)

    def add_statement(
        self,
        document: str,
        quote: str,
        *,
        speaker: str,
        cue: str | None = None,
        type: str | None = None,
        assertion: str | None = None,
        role: str | None = None,
        affiliation: str | None = None,
        stance: str | None = None,
        target: str | None = None,
        at: int | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Reviewed:
        """Add a statement that no model has found to a document, given by its id, its place or one of its statements.

        `quote` is words of the article, `cue` words near the quote, and `speaker` a name as for `review`. Raises
        SettingsError, NotFoundError and AmbiguousNameError as `review`, also for the document and for words that it
        does not have, and StoreError for words that it has several times or that are a statement already.

        >>> desk.add_statement("talks.txt", "the talks had failed", speaker="Mujahid", cue="said")
        """
        added = added_statement(
            quote=quote,
            speaker=speaker,
            cue=cue,
            type=type,
            assertion=assertion,
            role=role,
            affiliation=affiliation,
            stance=stance,
            target=target,
            at=at,
        )
        done = add_statement(self._opened(), document, added, by or self._by, note)
        return Reviewed(done.id, done.statements, done.remarks)

    def reviews(
        self, statement: str | None = None, *, undone: bool = False, apart: bool = False, limit: int | None = None
    ) -> Sequence[Review]:
        """What people have said, the latest first; of one statement if given, with `undone` what was taken back too.

        With `apart` only what search does not show, because the article is deleted or its newer text has no such words.
        """
        return list_reviews(self._opened(), statement, undone=undone, apart=apart, limit=limit)

    def undo_review(self, review: str, *, by: str | None = None) -> Sequence[Review]:
        """Take back a review by its id (`Reviewed.id`) or first digits; what was taken back."""
        return undo_review(self._opened(), review, by or self._by)

    def export_reviews(self, folder: str | Path, *, complete: bool = False) -> Written:
        """Write reviewed articles as training data; with `complete` only those of which every statement is reviewed."""
        return write_labels(reviewed_articles(self._opened(), complete=complete), Path(folder))

    def stats(self) -> Stats:
        """What the database holds: documents, statements, speakers, outlets, runs."""
        return stats(self._opened())

    def close(self) -> None:
        """Close the database; whatever is asked of the desk afterwards raises StoreError."""
        self._closed = True
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> Database:
        if self._closed:
            raise StoreError(f"the desk {self.url} is closed; open it again with attrib.open")
        return self._database


def _query(query: str | StatementQuery | None, filters: dict[str, object]) -> StatementQuery:
    if isinstance(query, StatementQuery):
        if filters:
            raise SettingsError(f"give a StatementQuery or filters ({', '.join(filters)}), not both; see replace()")
        return checked(query)
    if query is not None and "text" in filters:
        raise SettingsError("text is given twice: give the words to search for once")
    return query_of({"text": query, **filters} if query is not None else filters)


def _items(sources: Source | Iterable[Source]) -> Iterator[Document | Problem]:
    every = [sources] if isinstance(sources, str | Path | Document | Problem) else sources
    for source in every:
        if isinstance(source, Document | Problem):
            yield source
        elif isinstance(source, str | Path):
            yield from read([str(source)])
        else:
            raise SettingsError(f"{source!r} is no source; give a file, a folder, a web address or a Document")
