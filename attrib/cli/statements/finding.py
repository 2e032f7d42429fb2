"""The statements that search and export answer with."""

from collections.abc import Iterable

from attrib.data import StatementQuery, StatementRecord
from attrib.store.database.session import Database
from attrib.store.search.query import search


def find(opened: Database, query: StatementQuery) -> Iterable[StatementRecord]:
    """The statements a query asks for; where it has a topic, each with its stance towards that."""
    if query.about is None:
        return search(opened, query)
    from attrib.cli.statements.topics import find_about

    return find_about(opened, query)
