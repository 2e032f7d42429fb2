"""The statements that search and export answer with."""

from collections.abc import Iterable

from attrib.data import StatementQuery, StatementRecord
from attrib.store.query import search
from attrib.store.session import Database


def find(opened: Database, query: StatementQuery) -> Iterable[StatementRecord]:
    """The statements a query asks for; where it has a topic, each with its stance towards that."""
    if query.about is None:
        return search(opened, query)
    from attrib.cli.topics import find_about  # it brings numpy and PyTorch along, which other searches do without

    return find_about(opened, query)
