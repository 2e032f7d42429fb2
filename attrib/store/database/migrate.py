"""The schema's revision: reading it, migrating it, and refusing databases of other programs.

Alembic is imported only when there is something to migrate, because a search must not wait for it.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from attrib.errors import StoreError
from attrib.resources import folder
from attrib.store.database.address import shown_url
from attrib.store.database.read_only import READ_ONLY

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0020"
"""The newest revision in migrations/versions; a test keeps the two together."""

# Any number works, as long as every version of attrib asks PostgreSQL for the same one.
_UPGRADE_LOCK = 0x617474726962


def head() -> str:
    """The revision of this version of attrib."""
    return HEAD


def current(engine: Engine) -> str | None:
    """The revision of the database's schema; None for an empty database. Raises StoreError if it is not attrib's."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if not {"alembic_version", "extractions", "statements"} <= names:
        if names == {"alembic_version"}:
            return None  # what a full downgrade leaves
        listing = ", ".join(sorted(names)[:5])
        url = shown_url(connection.engine.url)
        raise StoreError(f"{url} is not an attrib database (it holds {listing}); give another --db")
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def prepare(engine: Engine, *, upgrade: bool, must_exist: bool) -> None:
    """Migrate a database that is being opened to the head revision.

    Raises StoreError for a database that does not exist though it must, one of a newer attrib, and an older one unless
    `upgrade`.
    """
    revision = current(engine)
    url = shown_url(engine.url)
    if revision is None and must_exist:
        raise StoreError(f"nothing has been stored in {url} yet; run `attrib ingest` first or give --db")
    read_only = engine.get_execution_options().get(READ_ONLY, False)
    if engine.dialect.name == "sqlite" and not read_only:
        _keep_write_ahead_log(engine)
    if revision == HEAD:
        return
    if revision is not None and not _known(revision):
        raise StoreError(
            f"{url} was made by a newer attrib (schema {revision}, this one knows up to {HEAD}); upgrade attrib"
        )
    if read_only:
        words = f"{url} has schema {revision or 'none'}, expected {HEAD}, and may not be written to"
        raise StoreError(f"{words}; upgrade a copy with `attrib db upgrade`")
    if not upgrade:
        raise StoreError(f"{url} has schema {revision or 'none'}, expected {HEAD}; run `attrib db upgrade`")
    migrate(engine, HEAD)


def _keep_write_ahead_log(engine: Engine) -> None:
    """Let readers continue while a writer writes; the file keeps this setting, so it must be attrib's own."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute("PRAGMA journal_mode=WAL")


def _known(revision: str) -> bool:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return any(script.revision == revision for script in scripts.walk_revisions())


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    """Migrate the schema to a revision in one transaction; a migration that fails changes nothing."""
    from alembic import command

    with engine.execution_options(writer=True).connect() as connection:
        _enforce_foreign_keys(connection, False)
        try:
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
                (command.downgrade if down else command.upgrade)(_config(connection), revision)
                _refuse_orphans(connection)
        finally:
            _enforce_foreign_keys(connection, True)


def _enforce_foreign_keys(connection: Connection, on: bool) -> None:
    # A batch migration drops tables that others refer to. SQLite ignores this pragma inside a transaction.
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise StoreError(
                f"the migration would leave {len(orphans)} rows without their parents; nothing was changed"
            )
