"""What a desk shows some statements at a time: pages of a search, and statements in their articles."""

from collections.abc import Sequence

from attrib.data import StatementQuery
from attrib.data.counts import Counts
from attrib.data.pages import ArticlePage, PageStatement
from attrib.data.search_pages import Fitting, SearchPage
from attrib.services.article_pages import article_page, in_context
from attrib.services.counts import count_facets
from attrib.services.opened import Opened
from attrib.services.paging import count_fitting, find_page, statement_ids
from attrib.services.queries import query_from
from attrib.store.search.query import get


class Browsing(Opened):
    """The part of a desk that is leafed through."""

    def page(
        self,
        query: str | StatementQuery | None = None,
        /,
        *,
        size: int = 20,
        after: str | None = None,
        before: str | None = None,
        **filters: object,
    ) -> SearchPage:
        """One page of a search: its first statements, those behind the statement `after`, or those before `before`.

        As quick far behind as at the beginning. By topic (`about`) there is one page, of the nearest. Errors as
        `search`, and NotFoundError for the id of an edge.

        >>> page = desk.page(actor="Mujahid")
        >>> while page.later:
        ...     page = desk.page(actor="Mujahid", after=page.statements[-1].statement_id)
        """
        return find_page(self._opened(), query_from(query, filters), size, after=after, before=before)

    def fitting(
        self, query: str | StatementQuery | None = None, /, *, most: int | None = None, **filters: object
    ) -> Fitting | None:
        """How many statements fit, and how many more are left out and why; None for a topic. Errors as `search`.

        With `most` no more than these are counted, which is quicker where there are many.
        """
        return count_fitting(self._opened(), query_from(query, filters), most)

    def facets(
        self,
        query: str | StatementQuery | None = None,
        /,
        *,
        by: Sequence[str],
        limit: int | None = None,
        **filters: object,
    ) -> list[Counts]:
        """The numbers of statements by each of some facets, one after the other; of each the first `limit` values.

        As `count_by` tells them, but quicker, and without their dates and outlets. Raises as `count_by`.
        """
        return count_facets(self._opened(), query_from(query, filters), by, limit)

    def ids(self, query: str | StatementQuery | None = None, /, *, limit: int, **filters: object) -> tuple[str, ...]:
        """The ids of the first statements of a search, in its order. Errors as `search`."""
        return statement_ids(self._opened(), query_from(query, filters), limit)

    def in_context(self, statement: str) -> PageStatement:
        """A statement with its parts marked in its context. Raises as `show`."""
        return in_context(1, get(self._opened(), statement))

    def article_page(self, statement: str) -> ArticlePage:
        """The article of a statement with every statement of the same run marked and listed. Raises as `show`."""
        return article_page(self._opened(), statement)
