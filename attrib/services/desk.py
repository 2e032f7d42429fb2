"""An open database of statements, from Python: what each command of attrib does, as a method."""

from pathlib import Path
from types import TracebackType
from typing import Self

from attrib.services.actors import Actors
from attrib.services.answering import Answering
from attrib.services.browsing import Browsing
from attrib.services.changes import Changes
from attrib.services.checks import FactChecks
from attrib.services.claims import Claims
from attrib.services.documents import Documents
from attrib.services.ingesting import Ingesting
from attrib.services.reviewing import Reviewing
from attrib.services.saved import Saved
from attrib.services.verifying import Verifying
from attrib.settings import DEFAULT_DATABASE, database_url, login
from attrib.store.database.session import Database, open_database
from attrib.store.stats import Stats, stats


def open_desk(url: str | Path = DEFAULT_DATABASE, *, must_exist: bool = False, by: str | None = None) -> "Desk":
    """Open the database at a URL or in a SQLite file, making it first unless `must_exist`; a desk to work at.

    `by` is who reviews and judges there, your login if left out. Raises StoreError for a database that is missing,
    cannot be reached, is not attrib's or was made by a newer attrib.

    >>> import attrib
    >>> with attrib.open("news.db") as desk:
    ...     report = desk.ingest("articles/")
    ...     for record in desk.search("border", actor="Mujahid"):
    ...         print(record.speaker, record.quote)
    """
    return Desk(open_database(database_url(str(url)), must_exist=must_exist), login() if by is None else by)


class Desk(Ingesting, Answering, Browsing, Reviewing, Verifying):
    """An open database; a context manager that closes it. Made by `attrib.open`.

    Methods answer with frozen values and raise AttribErrors. Several threads may use one desk: every call reads one
    snapshot of the database, and its changes are made together or not at all.
    """

    def __init__(self, database: Database, by: str) -> None:
        super().__init__(database, by)
        self.actors = Actors(self._opened, by)
        self.changes = Changes(self._opened, by)
        self.checks = FactChecks(self._opened, by)
        self.claims = Claims(self._opened, by)
        self.documents = Documents(self._opened, by)
        self.saved = Saved(self._opened, by)

    def __repr__(self) -> str:
        return f"<Desk {self.url}{', closed' if self._closed else ''}>"

    def stats(self) -> Stats:
        """What the database holds: documents, statements, speakers, outlets, runs."""
        return stats(self._opened())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
