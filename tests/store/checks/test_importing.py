"""Fact checks are stored once, updated where their publisher changes them, deleted and brought back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from attrib.data import DatePrecision
from attrib.data.checks import FactCheck, ImportedChecks
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.checks.importing import import_checks
from attrib.store.checks.listing import delete_checks, find_check, list_checks, restore_checks
from attrib.store.database.check import check
from attrib.store.database.session import Database

MARCH = datetime(2025, 3, 4, tzinfo=UTC)
WALL = FactCheck(
    "The wall is paid for.",
    claimant="Rosa Quill",
    rating="False",
    publisher="Checks",
    url="https://checks.example/wall",
    title="No, it is not",
    reviewed_at=MARCH,
    reviewed_precision=DatePrecision.DAY,
    location="checks.csv",
    record=2,
    raw={"claim": "The wall is paid for.", "parts": [{"a": "\ud800"}]},
)
FERRY = FactCheck("The ferry is always late", publisher="Checks")


def test_importing_again_changes_nothing(database: Database) -> None:
    assert import_checks(database, [WALL, FERRY]) == ImportedChecks(new=2)
    before = list_checks(database)
    spelled = replace(WALL, url="http://www.checks.example/wall/#rating", claim="The WALL is paid for", record=9)
    for again in ([WALL, FERRY], [spelled], [replace(WALL, rating=None, title=None)]):
        assert import_checks(database, again) == ImportedChecks(unchanged=len(again))
    assert list_checks(database) == before
    assert check(database) == []


def test_what_one_address_checks_may_be_several_claims(database: Database) -> None:
    other = replace(WALL, claim="The wall is nine feet high.")
    assert import_checks(database, [WALL, other, WALL]).new == 2


def test_a_changed_rating_is_updated_and_said(database: Database) -> None:
    import_checks(database, [WALL])
    later = replace(WALL, rating="Mostly false", reviewed_at=datetime(2025, 4, 1, tzinfo=UTC), title="It is not")
    done = import_checks(database, [later])
    [changed] = done.changed
    assert changed.fields == (
        ("rating", "False", "Mostly false"),
        ("title", "No, it is not", "It is not"),
        ("reviewed_at", "2025-03-04", "2025-04-01"),
    )
    [stored] = list_checks(database)
    assert (stored.check.rating, stored.check.claimant) == ("Mostly false", "Rosa Quill")
    assert stored.changed_at is not None
    assert import_checks(database, [later]) == ImportedChecks(unchanged=1)


def test_checks_are_found_by_words_and_by_the_start_of_an_id(database: Database) -> None:
    import_checks(database, [WALL, FERRY])
    assert [each.check.claim for each in list_checks(database)] == [WALL.claim, FERRY.claim]
    assert [each.check.claim for each in list_checks(database, "QUILL wall")] == [WALL.claim]
    assert list_checks(database, "wall 100%") == list_checks(database, publisher="snopes") == []
    [wall] = list_checks(database, limit=1)
    found = find_check(database, wall.id[:7].upper())
    assert found.check.raw["parts"] == [{"a": "\\ud800"}]
    for wrong in ("zz", "", "f" * 17, "ffffffffff"):
        with pytest.raises(NotFoundError, match="no fact check has the id"):
            find_check(database, wrong)
    import_checks(database, [replace(FERRY, claim=f"The ferry {number} is late") for number in range(20)])
    digit = next(d for d in "01234567" if sum(each.id.startswith(d) for each in list_checks(database)) > 1)
    with pytest.raises(AmbiguousNameError, match="several fact checks"):
        find_check(database, digit)


def test_a_deleted_check_stays_deleted_until_it_is_brought_back(database: Database) -> None:
    import_checks(database, [WALL, FERRY])
    [wall] = list_checks(database, "wall")
    with pytest.raises(StoreError, match="who made it"):
        delete_checks(database, [wall.id], " ")
    with pytest.raises(NotFoundError):
        delete_checks(database, [wall.id, "ffffffff"], "eva")
    assert len(list_checks(database)) == 2
    [deleted] = delete_checks(database, [wall.id[:8]], "eva")
    assert (deleted.deleted_by, list_checks(database, "wall")) == ("eva", [])
    assert [each.id for each in list_checks(database, deleted=True)] == [wall.id]
    assert import_checks(database, [replace(WALL, rating="True")]) == ImportedChecks(left_deleted=1)
    with pytest.raises(StoreError, match="is deleted already"):
        delete_checks(database, [wall.id], "eva")
    assert restore_checks(database, [wall.id]) == [wall]
    with pytest.raises(StoreError, match="is not deleted"):
        restore_checks(database, [wall.id])
