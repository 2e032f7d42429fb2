"""Whether a database is sound: its tables and indexes, and that what it holds is what was read."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from attrib.store.database.check import check_by_query, check_values
from attrib.store.database.session import Database
from attrib.store.documents.evidence import evidence_problems

Result = TypeVar("Result")


def soundness_problems(database: Database) -> Iterator[str]:
    """What is wrong with a database, a line each: its values, its evidence, then its tables and indexes.

    The database checks its tables and indexes in a second thread while this one reads rows, hashes texts and compares
    spans: two processors take about half of the time. A database in memory belongs to one thread and is checked in
    turn. Raises what either does.
    """
    queries = None if database.in_memory else _beside(lambda: check_by_query(database))
    yield from check_values(database)
    yield from evidence_problems(database)
    yield from check_by_query(database) if queries is None else queries.result()


def _beside(work: Callable[[], Result]) -> Future[Result]:
    """What another thread works out meanwhile; the process does not wait for it where it ends before."""
    future = Future[Result]()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future
