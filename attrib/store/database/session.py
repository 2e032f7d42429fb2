"""Opening a database, SQLite or PostgreSQL, and its transactions; every database error becomes a StoreError."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from attrib.errors import StoreError
from attrib.settings import SYNCHRONOUS
from attrib.store.database import migrate
from attrib.store.database.address import parse_url, shown_url, without_password
from attrib.store.database.read_only import READ_ONLY, opener

BUSY_SECONDS = 30
"""How long a writer on SQLite waits for another writer."""

_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA wal_autocheckpoint=4000",  # pages; a document changes about a hundred, few of them new
    "PRAGMA cache_size=-65536",  # 64 MiB, because searches read the same index pages again and again
)
_SYNCHRONOUS = "synchronous"  # a parameter of an address of SQLite, for attrib and not for the driver
_DEFENSIVE = 1010  # SQLITE_DBCONFIG_DEFENSIVE
_WAYS_OUT = (
    ("database is locked", "another process is writing to it; wait for it to finish, then try again"),
    ("readonly database", "it may not be written to; change its permissions or give another --db"),
    ("unable to open database file", "check that the folder exists and that you may write there, or give another --db"),
    ("not a database", "the file is not a SQLite database; give another --db"),
    ("malformed", "the file is damaged; restore it from a copy, or ingest again into a new --db"),
    ("disk is full", "make room on the disk, then try again"),
    ("failed to resolve host", "check the host's name in the URL"),
    ("connection failed", "check that the server runs and that host, port, user, password and database are right"),
    ("connection is bad", "check that the server runs and that host, port, user, password and database are right"),
)


class Database:
    """An open attrib database; a context manager that closes it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(reader=True, postgresql_readonly=True)
        self._writer = engine.execution_options(writer=True)

    @property
    def url(self) -> str:
        """The database's URL for messages, its password hidden."""
        return shown_url(self.engine.url)

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def in_memory(self) -> bool:
        """Whether it is a SQLite database without a file, of which each thread has its own."""
        return self.dialect == "sqlite" and self.engine.url.database in (None, "", ":memory:")

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """A session that reads one snapshot of the database and cannot change it.

        Raises StoreError where the database fails, and where something tries to write.
        """
        with _reported(self.engine.url), self._reader.connect() as session:
            yield session

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A session whose changes are committed together, or not at all if the block raises."""
        with _reported(self.engine.url), self._writer.connect() as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection; the last one on SQLite merges the write-ahead log into the file."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_database(url: str, *, upgrade: bool = True, must_exist: bool = False) -> Database:
    """Open the database at a SQLAlchemy URL with an up-to-date schema; create it first unless `must_exist`.

    Raises StoreError for a URL that cannot be used, and for a database that is missing, unreachable, not attrib's or
    made by a newer attrib. Without `upgrade`, it also refuses a database with an older schema.
    """
    engine = open_engine(url, must_exist=must_exist)
    try:
        with _reported(engine.url):
            migrate.prepare(engine, upgrade=upgrade, must_exist=must_exist)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine)


def open_engine(url: str, *, must_exist: bool = False) -> Engine:
    """An engine for the URL that begins its own transactions; it does not connect to the database yet."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _engine(parsed)
    synchronous = str(parsed.query.get(_SYNCHRONOUS, SYNCHRONOUS[0])).lower()
    if synchronous not in SYNCHRONOUS:
        raise StoreError(f"{_SYNCHRONOUS}={synchronous} of {shown_url(parsed)} is none of {', '.join(SYNCHRONOUS)}")
    parsed = parsed.difference_update_query([_SYNCHRONOUS])
    _check_file(parsed, must_exist)
    return _engine(parsed, synchronous)


def _check_file(url: URL, must_exist: bool) -> None:
    """Refuse paths for which SQLite's own error would be unclear."""
    if not url.database or url.database == ":memory:" or url.query.get("uri"):
        return
    path = Path(url.database)
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give the file in it, such as --db sqlite:///{path / 'attrib.db'}")
    if must_exist and not path.exists():
        raise StoreError(f"no database at {path}; run `attrib ingest` first or give --db")
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} of the database does not exist; make it or give another --db")


def _engine(url: URL, synchronous: str = SYNCHRONOUS[0]) -> Engine:
    try:
        engine = create_engine(url, **_options(url))
        if (read := opener(url) if url.get_backend_name() == "sqlite" else None) is not None:
            engine = create_engine(url, creator=read, execution_options={READ_ONLY: True})
    except NoSuchModuleError as error:
        raise StoreError(f"the database {url.drivername!r} is not supported; use sqlite:///FILE") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"PostgreSQL needs the package {error.name}; install it with: pip install 'attrib[postgresql]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _preparing(synchronous))
        event.listen(engine, "begin", _begin)
    return engine


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {}
    return {"connect_args": {"connect_timeout": 10}, "pool_pre_ping": True}


def _preparing(synchronous: str) -> Callable[[SqliteConnection, object], None]:
    """What makes a connection ready that waits for the disk at checkpoints ("normal") or at every commit ("full").

    Either way no kill of attrib loses a commit or damages the file; where the power fails, "normal" may lose the last.
    """

    def prepare(connection: SqliteConnection, _record: object) -> None:
        # By default, sqlite3 commits before DDL and begins only before a change; None leaves transactions to _begin.
        connection.isolation_level = None
        try:
            for pragma in (*_PRAGMAS, f"PRAGMA synchronous={synchronous}"):
                connection.execute(pragma)
        except UnicodeDecodeError as error:  # SQLite quotes what it cannot read
            raise SqliteError("malformed database schema, with bytes that are no text") from error
        if hasattr(connection, "setconfig"):  # from Python 3.12 on: no SQL may damage the file
            connection.setconfig(_DEFENSIVE, True)

    return prepare


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    reader = options.get("reader") or options.get(READ_ONLY)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reader else 'OFF'}")
    # Views of a stranger's file may call no function. attrib's own triggers use FTS5, which SQLite before 3.41 lets no
    # untrusted schema do; `attrib db check` finds triggers that are not attrib's.
    connection.exec_driver_sql(f"PRAGMA trusted_schema={'OFF' if reader else 'ON'}")
    # A writer locks at once: a reader that becomes a writer cannot wait for another writer, it fails.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writer") and not reader else "BEGIN")


@contextmanager
def _reported(url: URL) -> Iterator[None]:
    """Turn database errors into StoreErrors with a way out."""
    try:
        yield
    except (DBAPIError, SqliteError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        lines = str(cause).strip().splitlines() or [type(cause).__name__]
        way_out = next((way for sign, way in _WAYS_OUT if sign in str(cause)), "see `attrib db check`")
        words = without_password(lines[0], url)
        raise StoreError(f"the database {shown_url(url)} failed: {words}; {way_out}") from error
