"""Extractions that are stored together give the rows that they give one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import ActorKind, Extraction, StatementQuery
from attrib.store.actors.merge import merge
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.documents import storing
from attrib.store.documents.storing import Saved
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save, save_many
from attrib.store.search.query import search
from tests.copies.wire import BRIEF, STORY, UPDATE
from tests.store.backends import BACKENDS, Templates, two_databases
from tests.store.newsdesk import NEXT_RUN, article, person, said, talks
from tests.store.speaking import body, says
from tests.store.tables import contents

QUOTE = "“We will not go back to work until every contract has been signed by both sides and published,”"


def _told(text: str, outlet: str, day: str) -> Extraction:
    okoye = person("Amina Okoye")
    return article(text, said(text, QUOTE, "Amina", by=okoye), location=f"{outlet}.txt", outlet=outlet, day=day)


def _version(text: str) -> Extraction:
    spoken = said(text, "“We stay,”", "Ann Lee", by=person("Ann Lee"))
    made = article(f"{text} The rest of the story is as long as it was before.", spoken)
    return replace(made, document=replace(made.document, url="https://example.org/story"))


MIXED = (
    talks(),
    _told(STORY, "Norland Times", "2025-03-05"),
    _told(UPDATE, "The Gull", "2025-03-03"),  # now the first of the group
    talks(NEXT_RUN),  # the same text, read by another run
    _version("“We stay,” said Ann Lee."),
    _version("“We stay,” said Ann Lee on Monday."),  # replaces the one before
    talks(),
    replace(talks(), document=replace(talks().document, published_at=None, published_original=None, location="b.txt")),
    says("ANN LEE", 1),
    says("Ann Lée", 2),
    body("European Central Bank", 3),
    body("ECB", 4),
    says("the firm", 5, kind=ActorKind.ORGANIZATION),
    _told(BRIEF, "Post", "2025-03-01"),
    article("Nobody spoke."),
    *(says(f"Speaker Number{number}", 10 + number, of=f"Firm {number % 7}", role="chief") for number in range(60)),
)


@pytest.fixture(params=BACKENDS)
def databases(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path
) -> Iterator[tuple[Database, Database]]:
    """Two empty databases."""
    with two_databases(templates, request.param, tmp_path) as found:
        yield found


def one_by_one(database: Database, extractions: Sequence[Extraction]) -> list[Saved]:
    return [save(database, extraction) for extraction in extractions]


def test_rows_and_fates_are_the_same(databases: tuple[Database, Database]) -> None:
    separate, together = databases
    assert save_many(together, MIXED) == one_by_one(separate, MIXED)
    expected, found = contents(separate), contents(together)
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        if table == "document_edits":  # their ids are drawn
            assert len(found[table]) == len(rows)
        else:
            assert found[table] == rows, table
    assert found["copies"], "copies are among them"
    assert sum(", True" in row for row in found["extractions"]) == len(found["extractions"]) - 2, "and a newer version"
    assert check(together) == []


def test_what_another_process_stores_meanwhile_is_not_stored_twice(
    databases: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    separate, together = databases
    for database in databases:
        one_by_one(database, MIXED[1:3])
    monkeypatch.setattr(storing, "_known", lambda *_: set())  # as it was before the other process had finished
    assert save_many(together, MIXED) == one_by_one(separate, MIXED)
    for table in ("documents", "sightings", "copies", "statements", "stances"):
        assert contents(together).get(table) == contents(separate).get(table), table
    assert check(together) == []


def _judge(database: Database) -> None:
    one_by_one(database, [says("John Smith", 901, of="Leeds United"), says("John Smith", 902), says("Jo Bo", 903)])
    split_namesake(database, "John Smith", affiliation="Leeds United", new_name="Jack Smith", by="eva")
    merge(database, ["Jo Bo", "John Smith"], "eva")
    [statement] = search(database, StatementQuery(actor=("Jack Smith",)))
    review(database, statement.statement_id, Correction(role="coach"), "eva")


LATER = (
    says("John Smith", 911, of="Leeds United"),
    says("John Smith", 912, of="Labour"),
    says("Jo Bo", 913),
    says("John Smith", 901, of="Leeds United", run=NEXT_RUN),
    says("John Smith", 902, of="Leeds United", run=NEXT_RUN),
)


def _shown(database: Database) -> list[tuple[str, str, str, str]]:
    found = search(database, StatementQuery())
    return sorted((each.location, str(each.actor), each.run_id, each.reviewed) for each in found)


def test_judgements_hold_for_all_of_them(databases: tuple[Database, Database]) -> None:
    separate, together = databases
    for database in databases:
        _judge(database)
    assert save_many(together, LATER) == one_by_one(separate, LATER)
    assert _shown(together) == _shown(separate)
    assert {actor for _, actor, _, _ in _shown(together)} == {"Jack Smith", "Jo Bo"}
    assert check(together) == []
