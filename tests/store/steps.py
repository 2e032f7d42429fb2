"""How much SQLite has to do for something, in steps of its virtual machine: the same on every machine and day."""

from collections.abc import Callable

from sqlalchemy import Connection, event

from attrib.store.database.session import Database

_EVERY = 10


def steps(database: Database, act: Callable[[], object]) -> int:
    """The steps that an act takes, to about ten."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += _EVERY
        return 0

    def begun(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(count, _EVERY)

    event.listen(database.engine, "begin", begun)
    try:
        act()
    finally:
        event.remove(database.engine, "begin", begun)
    return counted
