"""Articles as pages: the whole text with its statements marked, for every face that shows articles."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from attrib.data import StatementRecord
from attrib.data.articles import StoredArticle
from attrib.data.pages import ArticlePage, PageStatement
from attrib.services.export import new_file
from attrib.services.marking import marked_paragraphs, marks_of, other_marks
from attrib.services.search import with_sides
from attrib.store.database.session import Database
from attrib.store.statements.articles import article_of

_EXCERPT = 200  # characters of a quote in a table


def article_page(database: Database, statement: str) -> ArticlePage:
    """The article of a statement with all statements of the same run; errors as `store.search.query.get`."""
    article = article_of(database, statement)
    listed = [PageStatement(number, with_sides(record)) for number, record in enumerate(article.statements, 1)]
    return page_of(article, listed, asked=article.asked)


def in_context(number: int, record: StatementRecord) -> PageStatement:
    """A statement with its context marked, and the first words of its quote."""
    paragraphs = marked_paragraphs(record.context, marks_of(number, record), record.context_start)
    return PageStatement(number, record, paragraphs, _excerpt(record.quote))


def _excerpt(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rpartition(' ')[0] or words[:_EXCERPT]} …"


def page_of(article: StoredArticle, listed: Sequence[PageStatement], *, asked: str | None = None) -> ArticlePage:
    """The page of an article that lists some of its statements and marks the others without a number."""
    known = {each.record.statement_id for each in listed}
    others = [record for record in article.statements if record.statement_id not in known]
    marks = [pair for each in listed for pair in marks_of(each.number, each.record)]
    marks += [pair for record in others for pair in other_marks(record)]
    origin = _origin(article.statements, listed)
    paragraphs = marked_paragraphs(article.text, marks)
    return ArticlePage(origin, paragraphs, tuple(listed), len(others), asked, article.newest)


def _origin(stored: Sequence[StatementRecord], listed: Sequence[PageStatement]) -> StatementRecord:
    return listed[0].record if listed else stored[0]


def write_page(page: ArticlePage, target: Path | TextIO, *, overwrite: bool = False) -> None:
    """Write an article's page as HTML to an open text stream, or to a file that takes its name when it is complete.

    Raises WriteError where the file exists and `overwrite` is off, or cannot be written.
    """
    from attrib.writers.html.article import write_article_page

    if not isinstance(target, Path):
        write_article_page(page, target)
        return
    with new_file(target, overwrite=overwrite) as stream:
        write_article_page(page, stream)
