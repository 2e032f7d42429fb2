"""What a desk answers: which statements there are, how many, and who is for and against what."""

from pathlib import Path
from typing import TextIO

from attrib.data import StatementQuery, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.data.counts import Counts
from attrib.data.positions import ActorStances, TopicStances
from attrib.data.report import Report
from attrib.errors import SettingsError
from attrib.services.article_pages import article_page, write_page
from attrib.services.counts import count_statements
from attrib.services.export import export_file, form_of, writer
from attrib.services.opened import Opened
from attrib.services.queries import query_from
from attrib.services.report import make_report, report_articles, write_report
from attrib.services.search import Answer, find
from attrib.services.sides import stances_of, stances_towards
from attrib.store.search.query import count, get
from attrib.store.statements.articles import article_of, in_sentences


class Answering(Opened):
    """The part of a desk that answers questions."""

    def search(self, query: str | StatementQuery | None = None, /, **filters: object) -> Answer:
        """The statements that fit, newest first; read as they are taken, so any number takes the same memory.

        `query` is words to search for, or a whole StatementQuery; `filters` are fields of one: `actor`, `stance`,
        `target`, `about`, `since`, `limit`, ... A date may be "2025", "2025-01" or a datetime with a time zone. Raises
        SettingsError for a filter or value that there is not, and AmbiguousNameError or NotFoundError for a name.

        >>> desk.search(actor="Mujahid", stance="oppose", target="Pakistan", since=2025)
        """
        return Answer(find(self._opened(), query_from(query, filters)))

    def count(self, query: str | StatementQuery | None = None, /, **filters: object) -> int:
        """How many statements fit, whatever the limit; a topic (`about`) does not narrow. Errors as `search`."""
        return count(self._opened(), query_from(query, filters))

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

    def write_article(self, file: str | Path | TextIO, statement: str, *, overwrite: bool = False) -> None:
        """Write the article of a statement as a page of HTML, with every statement of the same run marked and listed.

        `file` is a name or an open text stream. Raises WriteError where the file exists, unless `overwrite`, or
        cannot be written, and what `show` raises; the file is then as before.
        """
        page = article_page(self._opened(), statement)
        write_page(page, Path(file) if isinstance(file, str) else file, overwrite=overwrite)

    def count_by(self, *by: str, neutral: bool = False, **filters: object) -> Counts:
        """The numbers of statements by one or two facets: speaker, outlet, stance, target, month, ... (see Facet).

        By stance or target only stances with a side count unless `neutral`; `several` statements stand in more rows.
        Raises SettingsError for other facets and for a topic (`about`); other errors as `search`.

        >>> for row in desk.count_by("speaker", "stance", target="harbour tax").rows:
        ...     print(row.values[0].name, row.values[1].name, row.statements)
        """
        return count_statements(self._opened(), query_from(None, filters), by, neutral=neutral)[0]

    def export(
        self,
        file: str | Path | TextIO,
        query: str | StatementQuery | None = None,
        /,
        *,
        form: str | None = None,
        long: bool = False,
        raw: bool = False,
        overwrite: bool = False,
        **filters: object,
    ) -> int:
        """Write the statements that fit to a file or an open text stream; how many they are.

        `form` is csv, xlsx, jsonl, graphml or claimreview; without it the file's name says which. `long` writes a row a
        statement and target. Raises WriteError where the file exists, unless `overwrite`, or cannot be written, and
        what `search` raises; the file is then as before.
        """
        if not isinstance(file, str | Path):
            return writer(form or "csv", long=long, raw=raw)(self.search(query, **filters), file)
        path = Path(file)
        write = writer(form or form_of(path), long=long, raw=raw)
        return export_file(self.search(query, **filters), path, write, overwrite=overwrite)

    def report(
        self,
        file: str | Path | TextIO,
        query: str | StatementQuery | None = None,
        /,
        *,
        heading: str | None = None,
        articles: bool = True,
        overwrite: bool = False,
        **filters: object,
    ) -> Report:
        """Write a report of the statements that fit as one HTML file, or to an open text stream; what it tells.

        2,000 statements unless `limit` says otherwise, with the articles that they stand in unless these are too many
        or `articles` is off. Raises WriteError where the file exists, unless `overwrite`, or cannot be written,
        SettingsError for a limit above 10,000, and what `search` raises; the file is then as before.

        >>> desk.report("mujahid.html", actor="Mujahid", since=2025)
        """
        database = self._opened()
        report = make_report(database, query_from(query, filters), heading=heading, articles=articles)
        place = Path(file) if isinstance(file, str) else file
        write_report(report, report_articles(database, report), place, overwrite=overwrite)
        return report

    def stance(self, name: str, *, neutral: bool = False, **filters: object) -> ActorStances:
        """Whom and what a speaker supports or opposes, near-same targets as one, and where that seems to have changed.

        `filters` are those of `search`; stances without a side count if `neutral`. Errors as `search`.
        """
        return stances_of(self._opened(), name, query_from(None, filters), neutral=neutral)

    def topic(self, topic: str, *, neutral: bool = False, **filters: object) -> TopicStances:
        """Who is for a topic and who against it, speaker by speaker; `neutral`, filters and errors as `stance`.

        >>> for item in desk.topic("harbour tax", since=2025).speakers:
        ...     print(item.speaker, item.side, item.support, item.oppose)
        """
        return stances_towards(self._opened(), topic, query_from(None, filters), neutral=neutral)[0]
