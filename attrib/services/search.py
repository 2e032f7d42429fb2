"""The statements that answer a query: what search, export and every other face ask for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from attrib.data import Notice, StanceLabel, StatementQuery, StatementRecord
from attrib.data.tabular import TabularStatement
from attrib.services.uncompared import uncompared_notices
from attrib.store.database.session import Database
from attrib.store.search.query import search, search_tabular

Found = TypeVar("Found")


def find(database: Database, query: StatementQuery) -> Iterator[StatementRecord | Notice]:
    """The statements that a query asks for, read as they are taken, with notices among them.

    Notices say whom a name leaves out, which copies are not known and, where nothing is found, which names nothing has.
    With a topic (`about`) each statement comes with its speaker's stance towards the topic. Raises, before the first
    record, what `store.search.query.search` raises, and ModelError where a model that the query needs is missing or
    damaged.
    """
    query, left_out = with_names(database, query)
    if query.about is None:
        return chain(left_out, _explained(database, query, search(database, query)))
    from attrib.services.about import find_about

    return chain(left_out, _explained(database, query, find_about(database, query)))


def find_tabular(
    database: Database, query: StatementQuery, *, neutral: bool = False
) -> Iterator[TabularStatement | Notice]:
    """The same as rows of a table, in half the time; neutral stances only with `neutral` or where they are asked for.

    For a query without a topic. Notices and errors as `find`.
    """
    query, left_out = with_names(database, query)
    found = search_tabular(database, query, neutral=neutral or query.stance == StanceLabel.NEUTRAL)
    return chain(left_out, _explained(database, query, found))


def with_names(database: Database, query: StatementQuery) -> tuple[StatementQuery, list[Notice]]:
    """The query with its names looked up, and notices of whom these leave out and which copies are not known.

    Raises AmbiguousNameError and NotFoundError for a name.
    """
    left_out: list[Notice] = []
    if query.actor or query.exclude_actor:
        from attrib.store.search.speakers import name_speakers  # with the word lists of names, which take time to read

        query, left_out = name_speakers(database, query)
    if query.repeats is not None:
        from attrib.services.claim_updates import uncompared_claims  # with the model that tells claims

        left_out += uncompared_claims(database)
    return query, [*left_out, *uncompared_notices(database, query)]


def with_roles_held(database: Database, query: StatementQuery) -> StatementQuery:
    """The query with the speakers who held a role at a date, where it asks for some, looked up once for all that asks.

    Not for a query that is kept: who held a role then may be known better later.
    """
    if query.as_of is None:
        return query
    from attrib.store.search.roles import with_holders  # with the rules of roles, which most queries do without

    return with_holders(database, query)


def absent(database: Database, query: StatementQuery) -> list[Notice]:
    """Notices of the names of a query that nothing has."""
    if not (query.outlet or query.target or query.affiliation or query.role):
        return []
    from attrib.store.search.absent import absent_names  # with the word lists of names, which take time to read

    return absent_names(database, query)


def _explained(database: Database, query: StatementQuery, found: Iterator[Found | Notice]) -> Iterator[Found | Notice]:
    """What is found; after nothing, notices of the names that nothing has."""
    nothing = True
    for item in found:
        nothing = nothing and isinstance(item, Notice)
        yield item
    if nothing:
        yield from absent(database, query)


def with_sides(record: StatementRecord) -> StatementRecord:
    """The record without its neutral stances."""
    sides = tuple(stance for stance in record.stances if stance.label is not StanceLabel.NEUTRAL)
    return record if len(sides) == len(record.stances) else replace(record, stances=sides)


def neutral_too(query: StatementQuery) -> bool:
    """Whether neutral stances are shown with what a query finds: where it asks for them, or for a target on any side.

    Else nobody would see why a statement is found that takes no side on the target.
    """
    return query.stance is StanceLabel.NEUTRAL or (bool(query.target) and query.stance is None)


class Answer(Iterator[StatementRecord]):
    """The statements that answer a query, taken one by one; `notices` says what a person should know of them.

    A notice is there once the statement that follows it, or the end, has been reached.
    """

    def __init__(self, found: Iterator[StatementRecord | Notice]) -> None:
        self.notices: list[Notice] = []
        self._found = found

    def __next__(self) -> StatementRecord:
        for item in self._found:
            if not isinstance(item, Notice):
                return item
            self.notices.append(item)
        raise StopIteration
