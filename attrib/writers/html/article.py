"""The page of one article: its text with the statements marked, and the list of these."""

from typing import TextIO

from attrib._version import __version__
from attrib.data.pages import ArticlePage
from attrib.writers.html.environment import write_page


def write_article_page(page: ArticlePage, stream: TextIO) -> None:
    """Write the page of an article as one HTML file that loads nothing."""
    ids = {each.number: each.record.statement_id for each in page.statements}
    write_page("article.html", {"page": page, "ids": ids, "version": __version__}, stream)
