"""What every part of a desk stands on: an open database, and who works there."""

from pathlib import Path

from attrib.errors import StoreError
from attrib.store.database.session import Database


class Opened:
    """An open database; `by` is who reviews and judges there."""

    def __init__(self, database: Database, by: str) -> None:
        self._database = database
        self._by = by
        self._closed = False

    @property
    def url(self) -> str:
        """The database's URL, its password hidden."""
        return self._database.url

    @property
    def name(self) -> str:
        """The name of the database's file, or of the database on a server."""
        return Path(self._database.engine.url.database or "").name

    def close(self) -> None:
        """Close the database; whatever is asked of the desk afterwards raises StoreError."""
        self._closed = True
        self._database.close()

    def _opened(self) -> Database:
        if self._closed:
            raise StoreError(f"the desk {self.url} is closed; open it again with attrib.open")
        return self._database
