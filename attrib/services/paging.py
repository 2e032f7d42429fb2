"""Pages of a search, for faces that show some statements at a time and go on from the last of them."""

from collections.abc import Iterable
from dataclasses import replace

from attrib.data import Notice, StatementQuery, StatementRecord
from attrib.data.search_pages import Fitting, SearchPage
from attrib.errors import SettingsError
from attrib.services.search import absent, find, with_names
from attrib.store.database.session import Database
from attrib.store.search import paging
from attrib.store.search.query import count, count_undated, count_with_doubtful


def find_page(
    database: Database, query: StatementQuery, size: int, *, after: str | None = None, before: str | None = None
) -> SearchPage:
    """Up to `size` statements of a query: the first, those behind the statement `after`, or those before `before`.

    By topic (`about`) the nearest ones, which have no other page. The query's limit does not count. Raises what `find`
    raises, NotFoundError for an id, and SettingsError for a page of a topic, or of both edges.
    """
    if after is not None and before is not None:
        raise SettingsError("a page is behind a statement or before one, not both: give after or before")
    if query.about is not None:
        if after is not None or before is not None:
            raise SettingsError("a topic finds the nearest statements, which are one page; leave out after and before")
        statements, notices = _apart(find(database, replace(query, limit=size)))
        return SearchPage(tuple(statements), notices=tuple(notices))
    named, notices = with_names(database, query)
    statements, more = paging.page(database, named, size, after=after, before=before)
    if not statements and after is None and before is None:
        notices = [*notices, *absent(database, named)]
    earlier, later = (after is not None, more) if before is None else (more, True)
    return SearchPage(tuple(statements), earlier, later, tuple(notices))


def statement_ids(database: Database, query: StatementQuery, limit: int) -> tuple[str, ...]:
    """The ids of the first statements that a query finds, in its order. Raises what `find` raises."""
    if query.about is not None:
        return tuple(record.statement_id for record in _apart(find(database, replace(query, limit=limit)))[0])
    return tuple(paging.ids(database, with_names(database, query)[0], limit))


def count_fitting(database: Database, query: StatementQuery, most: int | None = None) -> Fitting | None:
    """How many statements a query finds and leaves out, and why; None for a topic. Raises what `find` raises.

    With `most` counting stops there: what is left out is then not told.
    """
    if query.about is not None:
        return None
    named = with_names(database, query)[0]
    bound = None if most is None else most + 1
    if named.confident and not named.rejected and not named.statement:
        shown, doubtful = count_with_doubtful(database, named, bound)
    else:
        shown, doubtful = count(database, named, bound), 0
    if most is not None and shown + doubtful > most:
        return Fitting(most, more=True)
    undated = 0 if named.since is None and named.until is None else count_undated(database, named)
    return Fitting(shown, doubtful, undated)


def _apart(found: Iterable[StatementRecord | Notice]) -> tuple[list[StatementRecord], list[Notice]]:
    """Statements and notices apart."""
    items = list(found)
    statements = [item for item in items if not isinstance(item, Notice)]
    return statements, [item for item in items if isinstance(item, Notice)]
