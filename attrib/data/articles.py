"""A stored article, with the statements that one run found in it."""

from dataclasses import dataclass

from attrib.data.records import StatementRecord


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The whole text of an article and the statements of one run in it, in the order of the text.

    `asked` is the id of the statement for which the article was asked. `newest` tells whether a search shows this run.
    """

    text: str
    statements: tuple[StatementRecord, ...]
    asked: str
    newest: bool
