"""What an article's page shows: its text with marks, and its statements with their numbers."""

from dataclasses import dataclass

from attrib.data.marked import Paragraph
from attrib.data.records import StatementRecord


@dataclass(frozen=True, slots=True)
class PageStatement:
    """A statement as a page lists it; its marks have the same number.

    `paragraphs` are its context, marked, and `excerpt` its first words, where the page shows these.
    """

    number: int
    record: StatementRecord
    paragraphs: tuple[Paragraph, ...] = ()
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with the statements that its page lists, in the order of the text.

    `origin` is a statement that tells where the article comes from. `others` is how many more statements are marked in
    it without being listed, `asked` the id of the statement that was asked for. `newest` is False where a newer run has
    read the article since.
    """

    origin: StatementRecord
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[PageStatement, ...]
    others: int = 0
    asked: str | None = None
    newest: bool = True

    @property
    def models(self) -> str:
        """What found the listed statements: models, or a person."""
        return " and ".join(sorted({each.record.model for each in self.statements}))
