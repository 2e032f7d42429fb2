"""Reports: the statements that answer a query, summed up, shown in their articles, with how they were found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from attrib._version import __version__
from attrib.data import Notice, StatementQuery, StatementRecord
from attrib.data.pages import ArticlePage, PageStatement
from attrib.data.report import Report, ReportDatabase, ReportQuestion, ReportRun
from attrib.errors import AmbiguousNameError, SettingsError
from attrib.services.article_pages import in_context, page_of
from attrib.services.export import new_file
from attrib.services.report_beside import beside
from attrib.services.report_numbers import numbers_of
from attrib.services.search import find, with_sides
from attrib.services.trust import trust_in
from attrib.services.wording import command_line, in_words, title_of
from attrib.store.database.session import Database
from attrib.store.digest import digest
from attrib.store.runs.listing import list_runs
from attrib.store.search.behind import behind
from attrib.store.search.query import count, count_with_doubtful
from attrib.store.search.speakers import name_speakers
from attrib.store.statements.articles import article_of

MOST = 10_000
"""The most statements of a report; more are for an export."""
USUAL = 2_000
"""The most statements of a report if nothing else is said."""
MOST_ARTICLES, MOST_CHARACTERS = 200, 2_000_000
"""The most articles that a report holds, and the most characters of all their texts; of more it holds none."""


def make_report(
    database: Database,
    query: StatementQuery,
    *,
    asked: StatementQuery | None = None,
    heading: str | None = None,
    articles: bool = True,
) -> Report:
    """Gather a report of the statements that a query asks for, USUAL of them if it has no limit.

    `asked` is the query as a person gave it, with names where `query` has ids. `articles` says whether the whole texts
    belong to it, `heading` is its title in place of what was asked. Raises SettingsError for a limit of none or above
    MOST, and what `find` raises.
    """
    limit = USUAL if query.limit is None else query.limit
    if not 0 < limit <= MOST:
        raise SettingsError(f"a report has 1 to {MOST} statements, not {limit}; narrow the query, or export them")
    asked = replace(asked or query, limit=limit)
    remarks = _left_by_names(database, asked)
    records = list(_records(find(database, replace(query, limit=limit)), remarks.append))
    named = name_speakers(database, query)[0]
    known = behind(database, named, (record.statement_id for record in records))
    runs = _runs(database, records)
    documents = len({record.document_sha256 for record in records})
    no_articles = _no_articles(documents, known.characters, wanted=articles)
    return Report(
        title=heading or title_of(asked),
        made_at=datetime.now(UTC),
        version=__version__,
        question=_question(database, named, asked, remarks, articles=articles),
        statements=tuple(in_context(number, record) for number, record in enumerate(records, 1)),
        numbers=numbers_of(records, known, query),
        runs=runs,
        trust=tuple(dict.fromkeys(trust_in(each.run) for each in runs)),
        database=ReportDatabase(_name(database), database.dialect, digest(database)),
        articles=0 if no_articles else documents,
        no_articles=no_articles,
        beside=beside(database, records),
    )


def report_articles(database: Database, report: Report) -> Iterator[ArticlePage]:
    """The articles of a report, each read as it is taken, in the order of their first statements; none if it has none.

    The statements of the report have their numbers in it, others of the same run none.
    """
    if report.no_articles:
        return
    by_document: dict[str, list[PageStatement]] = {}
    for each in report.statements:
        by_document.setdefault(each.record.document_sha256, []).append(each)
    for listed in by_document.values():
        yield page_of(article_of(database, listed[0].record.statement_id), listed)


def write_report(
    report: Report, articles: Iterable[ArticlePage], target: Path | TextIO, *, overwrite: bool = False
) -> None:
    """Write a report as HTML to an open text stream, or to a file that takes its name when it is complete.

    The articles are taken one by one. Raises WriteError where the file exists and `overwrite` is off, or cannot be
    written.
    """
    from attrib.writers.html.report import write_report_page

    if not isinstance(target, Path):
        write_report_page(report, articles, target)
        return
    with new_file(target, overwrite=overwrite) as stream:
        write_report_page(report, articles, stream)


def _records(found: Iterator[StatementRecord | Notice], remark: Callable[[str], None]) -> Iterator[StatementRecord]:
    for item in found:
        if isinstance(item, Notice):
            remark(item.message)
        else:
            yield with_sides(item)


def _question(
    database: Database, named: StatementQuery, asked: StatementQuery, remarks: Sequence[str], *, articles: bool
) -> ReportQuestion:
    fitting, doubtful = _numbers(database, named)
    options = [] if asked.limit == USUAL else ["--limit", str(asked.limit)]
    options += [] if articles else ["--no-articles"]
    command = command_line(asked, "report", [*options, "--output", "report.html"])
    return ReportQuestion(in_words(asked), command, fitting, doubtful, tuple(dict.fromkeys(remarks)))


def _left_by_names(database: Database, asked: StatementQuery) -> list[str]:
    """Whom the names of a query leave out; nothing where a person chose among several."""
    try:
        return [notice.message for notice in name_speakers(database, asked)[1]]
    except AmbiguousNameError:
        return []


def _numbers(database: Database, query: StatementQuery) -> tuple[int | None, int]:
    """How many statements fit, and how many more are left out as doubtful; None for a topic."""
    if query.about is not None:
        return None, 0
    if not query.confident or query.rejected:
        return count(database, query), 0
    return count_with_doubtful(database, query)


def _runs(database: Database, records: Sequence[StatementRecord]) -> tuple[ReportRun, ...]:
    counted = Counter(record.run_id for record in records)
    return tuple(ReportRun(run, counted[run.id]) for run in list_runs(database) if run.id in counted)


def _no_articles(documents: int, characters: int, *, wanted: bool) -> str:
    """Why a report has no articles; empty where it has them."""
    if not wanted:
        return "They were left out on request."
    if documents > MOST_ARTICLES or characters > MOST_CHARACTERS:
        size = f"They are {documents} of {characters:,} characters, and a report holds {MOST_ARTICLES} of"
        return f"{size} {MOST_CHARACTERS:,} characters in all. Narrow the query to have them."
    return ""


def _name(database: Database) -> str:
    """The name of the database's file, or of the database on a server."""
    return Path(database.engine.url.database or "").name
