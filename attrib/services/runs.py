"""Runs side by side: listing them, and what differs between two of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from attrib.data import Difference, RunComparison, RunSummary
from attrib.errors import StoreError
from attrib.store.database.session import Database
from attrib.store.runs import compare, listing


@dataclass(frozen=True, slots=True)
class RunDiff:
    """Two runs compared: the counts, and an iterator of every difference, those of reviewed statements first."""

    comparison: RunComparison
    differences: Iterator[Difference]


def list_runs(database: Database) -> list[RunSummary]:
    """Every run with how much it has read, the oldest first."""
    return listing.list_runs(database)


def diff_runs(database: Database, old: str, new: str) -> RunDiff:
    """Compare two runs, given by the first digits of their ids, over the documents that both have read.

    Raises NotFoundError and AmbiguousNameError for the digits, and StoreError where both are of one run.
    """
    first, second = listing.find_run(database, old), listing.find_run(database, new)
    if first.id == second.id:
        raise StoreError(f"{old!r} and {new!r} are the same run, {first.id}; `attrib db runs` lists the others")
    compared = compare.compare(database, first, second)
    others = (item for item in compare.differences(database, first, second) if not item.reviewed)
    return RunDiff(compared, chain(compared.reviewed, others))
