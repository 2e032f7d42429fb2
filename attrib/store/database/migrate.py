"""The schema's revision: reading it, moving it, and refusing databases that are not attrib's.

Alembic is imported only where there is something to migrate: a search must not wait for it.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from attrib.errors import StoreError
from attrib.resources import folder

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest revision in migrations/versions; a test keeps the two together."""

# Any number will do, as long as every attrib asks PostgreSQL for the same one.
_UPGRADE_LOCK = 0x617474726962


def head() -> str:
    """The revision this attrib works with."""
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
            return None  # what is left of a downgrade to nothing
        found = ", ".join(sorted(names)[:5])
        url = connection.engine.url.render_as_string()
        raise StoreError(f"{url} is not an attrib database (it holds {found}); give another --db")
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def prepare(engine: Engine, *, upgrade: bool, must_exist: bool) -> None:
    """Bring a database that is being opened to the head revision, or say why it cannot be used."""
    revision = current(engine)
    url = engine.url.render_as_string()
    if revision is None and must_exist:
        raise StoreError(f"nothing has been stored in {url} yet; run `attrib ingest` first or give --db")
    if engine.dialect.name == "sqlite":
        _keep_write_ahead_log(engine)
    if revision == HEAD:
        return
    if revision is not None and not _known(revision):
        raise StoreError(
            f"{url} was made by a newer attrib (schema {revision}, this one knows up to {HEAD}); upgrade attrib"
        )
    if not upgrade:
        raise StoreError(f"{url} has schema {revision or 'none'}, expected {HEAD}; run `attrib db upgrade`")
    migrate(engine, HEAD)


def _keep_write_ahead_log(engine: Engine) -> None:
    """Let readers go on while a writer writes. The file keeps this setting, so it must be known to be ours."""
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
    """Move the schema to a revision in one transaction: a migration that fails leaves the earlier state."""
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
    # A batch migration drops and remakes tables that others point at. SQLite ignores this pragma inside a transaction.
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
