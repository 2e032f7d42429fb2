"""The statements that answer a query: what search, export and every other face ask for."""

from collections.abc import Iterator

from attrib.data import Notice, StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.search.query import search


def find(database: Database, query: StatementQuery) -> Iterator[StatementRecord | Notice]:
    """The statements that a query asks for, read as they are taken, with notices among them.

    With a topic (`about`) each comes with its speaker's stance towards that. Raises, before the first record, what
    `store.search.query.search` raises, and ModelError where a model that the query needs is missing or damaged.
    """
    if query.about is None:
        return search(database, query)
    from attrib.services.about import find_about

    return find_about(database, query)
