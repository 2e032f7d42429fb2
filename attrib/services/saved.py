"""The saved searches of a desk, and the digests of what is new to them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from attrib.data import StatementQuery
from attrib.data.saved import SavedSearch, SearchDigest
from attrib.errors import NotFoundError
from attrib.services.digests import USUAL, make_digest, settle, told_once
from attrib.services.export import new_file
from attrib.services.queries import query_from
from attrib.services.saved_queries import filters_of, query_saved
from attrib.services.search import Answer, find

if TYPE_CHECKING:
    from attrib.store.database.session import Database


class Saved:
    """Searches that are saved under a name, and what is new to them; `Desk.saved`."""

    def __init__(self, database: Callable[[], "Database"], by: str) -> None:
        self._open = database
        self._by = by

    def add(
        self,
        name: str,
        query: str | StatementQuery | None = None,
        /,
        *,
        note: str | None = None,
        tell_all: bool = False,
        by: str | None = None,
        **filters: object,
    ) -> SavedSearch:
        """Save a search, `query` and `filters` as for `Desk.search`; digests tell what it finds from now on.

        With `tell_all`, the first digest tells what it finds already. Raises StoreError for a name that another saved
        search has, AmbiguousNameError, and what `Desk.search` raises; a speaker whom nobody is called yet may come.
        """
        asked = query_from(query, filters)
        return save_search(self._open(), name, asked, by or self._by, note=note, tell_all=tell_all)

    def list(self, *, removed: bool = False) -> Sequence[SavedSearch]:
        """The saved searches by name, or those that were removed."""
        from attrib.store.saved.searches import list_searches

        return list_searches(self._open(), removed=removed)

    def show(self, name: str) -> SavedSearch:
        """The saved search of a name. Raises NotFoundError."""
        from attrib.store.saved.searches import list_searches

        return list_searches(self._open(), [name])[0]

    def run(self, name: str, *, limit: int | None = None) -> Answer:
        """All statements that a saved search finds now, told or not; what is new stays so. Raises as `Desk.search`."""
        query = query_saved(self.show(name))
        return Answer(find(self._open(), query if limit is None else replace(query, limit=limit)))

    def remove(self, name: str, *, by: str | None = None) -> SavedSearch:
        """Take a saved search away. Raises NotFoundError."""
        from attrib.store.saved.searches import remove_search

        return remove_search(self._open(), name, by or self._by)

    def restore(self, name: str) -> SavedSearch:
        """Bring back the search that was removed under a name; it tells nothing twice. Raises NotFoundError."""
        from attrib.store.saved.searches import restore_search

        return restore_search(self._open(), name)

    def news(self, *names: str, limit: int | None = USUAL) -> SearchDigest:
        """What is new to saved searches, all of them if none is named; it stays new. Raises NotFoundError."""
        return make_digest(self._open(), names, limit=limit)

    def digest(
        self,
        file: str | Path | TextIO,
        *names: str,
        form: str | None = None,
        limit: int | None = USUAL,
        overwrite: bool = False,
    ) -> SearchDigest:
        """Write what is new to saved searches to a file or an open text stream, and mark it as told.

        `form` is text, html or json; without it the file's name says which. A file that is whole and stands where it
        was written is never told again, whenever the process was killed. Raises WriteError where the file exists,
        unless `overwrite`, or cannot be written, and StoreError where another digest is made at the same time; nothing
        is marked then.

        >>> desk.saved.digest("news.html", "border")
        """
        from attrib.writers.digests import digest_text, form_of

        database = self._open()
        again = settle(database)
        made = make_digest(database, names, limit=limit, again=again)
        if not isinstance(file, str | Path):
            text = digest_text(made, form or "text")
            with told_once(database, made, text):
                file.write(text)
                file.flush()
            return made
        path = Path(file)
        text = digest_text(made, form or form_of(path))
        with told_once(database, made, text, path), new_file(path, overwrite=overwrite) as stream:
            stream.write(text)
        return made


def save_search(
    database: "Database",
    name: str,
    query: StatementQuery,
    by: str,
    *,
    note: str | None = None,
    tell_all: bool = False,
) -> SavedSearch:
    """Save a search under a name; what it finds already counts as told, unless `tell_all`.

    Raises StoreError for a name that is taken, AmbiguousNameError for a speaker's, and NotFoundError for everything
    else that there is not.
    """
    from attrib.store.saved.fresh import fitting
    from attrib.store.saved.searches import add_search, list_searches
    from attrib.store.saved.telling import note_known
    from attrib.store.search.speakers import name_speakers

    try:
        named = name_speakers(database, query)[0]
    except NotFoundError:  # nobody is called so yet
        named = None
    near = None
    if query.about is not None and named is not None:
        from attrib.services.about import near_topic  # with the networks

        near = near_topic(database, named)
    with database.begin() as connection:
        found = [] if named is None else fitting(connection, named, near)
        number = add_search(connection, name, filters_of(query), by, note)
        if not tell_all:
            note_known(connection, number, found)
    return next(each for each in list_searches(database) if each.number == number)
