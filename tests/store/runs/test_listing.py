"""Runs are listed with what they have read, and found by their first digits."""

from dataclasses import replace

import pytest

from attrib.data import Run
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.database.session import Database
from attrib.store.runs import listing
from attrib.store.runs.listing import find_run, list_runs
from attrib.store.save import save
from tests.store.newsdesk import NEXT_RUN, RUN, talks
from tests.store.speaking import says


def test_an_empty_database_has_no_runs(database: Database) -> None:
    assert list_runs(database) == []


def test_runs_are_listed_oldest_first_with_what_they_read(database: Database) -> None:
    save(database, talks())
    save(database, says("Ann Lee", 1))
    save(database, replace(talks(NEXT_RUN), statements=talks().statements[:2]))
    first, second = list_runs(database)
    assert (first.id, first.model, first.code_version) == (RUN.id, "attribution", "0.1.0")
    assert (first.documents, first.current_documents, first.statements) == (2, 1, 5)
    assert (second.id, second.documents, second.current_documents, second.statements) == (NEXT_RUN.id, 1, 1, 2)
    assert second.settings == {"precision": "fp32"}
    assert second.weights_digest == "d2" * 32
    assert first.last_at is not None
    assert second.last_at is not None
    assert first.first_at <= first.last_at <= second.first_at <= second.last_at


def test_a_run_is_found_by_its_first_digits(database: Database) -> None:
    save(database, talks())
    assert find_run(database, RUN.id[:4]).id == RUN.id
    assert find_run(database, f" {RUN.id.upper()} ").id == RUN.id


@pytest.mark.parametrize("digits", ["", "zz", "0" * 17, "%"])
def test_a_run_that_is_not_there_is_told(database: Database, digits: str) -> None:
    save(database, talks())
    with pytest.raises(NotFoundError, match=r"no run has the id .* `attrib db runs` lists them"):
        find_run(database, digits)


def test_digits_of_several_runs_are_told(database: Database) -> None:
    runs: list[Run] = []
    number = 0
    while len({run.id[0] for run in runs}) == len(runs):
        runs.append(Run("attribution", "d1" * 32, f"{number}"))
        save(database, talks(runs[-1]))
        number += 1
    shared = runs[-1].id[0]
    with pytest.raises(AmbiguousNameError, match=f"run id '{shared}' fits several: .*; give more digits"):
        find_run(database, shared)


def test_ids_have_as_many_digits_as_the_message_says() -> None:
    assert len(RUN.id) == listing.RUN_DIGITS
