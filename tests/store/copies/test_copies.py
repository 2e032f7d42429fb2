"""Copies among stored documents: found at ingest in any order, and kept in line with what people change."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from attrib.copies.comparing import fingerprint
from attrib.data import Document, Extraction, StatementQuery
from attrib.data.copies import CopyGroup, CopyKind
from attrib.data.document_edits import EditedField
from attrib.services.documents import edited_columns
from attrib.store.actors.listing import list_actors
from attrib.store.copies import lookup
from attrib.store.copies.listing import copy_groups
from attrib.store.copies.lookup import (
    LEAST_SAMPLED,
    LEAST_SAMPLED_OF_AGENCY,
    MOST_COMPARED,
    NEAREST,
    Wanted,
    candidates,
)
from attrib.store.copies.noting import note_missing
from attrib.store.copies.outlets import independent_outlets
from attrib.store.database.check import check
from attrib.store.database.migrate import head, migrate
from attrib.store.database.session import Database, open_database
from attrib.store.documents.mending import delete_documents, edit_documents, undo_edit
from attrib.store.save import save, save_document, save_many
from attrib.store.schema.documents import DocumentRow
from attrib.store.search.query import count, search
from attrib.store.statements.ids import beginning_with
from attrib.store.stats import stats
from tests.copies.wire import BRIEF, OTHER, STORY, TOLD, UPDATE
from tests.store.backends import Templates
from tests.store.newsdesk import article, person, said

QUOTE = "“We will not go back to work until every contract has been signed by both sides and published,”"
WHEN = {f"2025-03-{day:02}": datetime(2025, 3, day, tzinfo=UTC) for day in range(1, 29)}
LATER = "A mediator was named on Tuesday morning"
OKOYE = person("Amina Okoye")


def told(text: str, outlet: str, day: str | None) -> Extraction:
    """An article with a statement of the union, and one of the treasury where it has that."""
    statements = [said(text, QUOTE, "Amina", by=OKOYE)]
    if LATER in text:
        statements.append(said(text, LATER, "a spokesman", by=person("Bo Diaz")))
    return article(text, *statements, location=f"{outlet}.txt", outlet=outlet, day=day)


WIRE = (
    told(STORY, "Associated Press", "2025-03-03"),
    told(BRIEF, "The Gull", "2025-03-04"),
    told(UPDATE, "Norland Times", "2025-03-05"),
    told(STORY + "\n\nSubscribe now.", "Undated Post", None),
)
OTHERS = tuple(article(text, outlet=f"Other {number}") for number, text in enumerate((*TOLD, OTHER)))
EXPECTED = [
    ("Associated Press", None),
    ("The Gull", CopyKind.SHORTENED),
    ("Norland Times", CopyKind.SAME),
    ("Undated Post", CopyKind.SAME),
]


def shown(group: CopyGroup) -> list[tuple[str | None, CopyKind | None]]:
    return [(member.outlet, member.kind) for member in group.members]


def groups(database: Database) -> list[list[tuple[str | None, CopyKind | None]]]:
    return [shown(group) for group in copy_groups(database)]


@pytest.fixture
def wire(database: Database) -> Database:
    """Four outlets with one wire story, and three articles of others."""
    for extraction in (*WIRE, *OTHERS):
        save(database, extraction)
    return database


def test_copies_are_grouped_under_the_earliest(wire: Database) -> None:
    assert groups(wire) == [EXPECTED]
    (group,) = copy_groups(wire)
    assert group.dated
    assert [(member.statements, member.copied) for member in group.members] == [(1, 0), (1, 1), (2, 1), (1, 1)]
    assert check(wire) == []


def test_the_order_of_ingesting_changes_nothing(templates: Templates, tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(WIRE)):
        with open_database(templates.copy(tmp_path / f"{number}.db")) as database:
            for extraction in (*order, *OTHERS):
                save(database, extraction)
            (group,) = copy_groups(database)
            kept = (record.statement_id for record in search(database, StatementQuery(no_copies=True)))
            found.add((group, tuple(sorted(kept))))
    ((one, statements),) = found
    assert shown(one) == EXPECTED
    assert len(statements) == 2


def test_stored_together_or_apart_the_groups_are_the_same(wire: Database, templates: Templates, tmp_path: Path) -> None:
    every = [*WIRE, *OTHERS]
    for number, cuts in enumerate(((0,), (0, 1), (0, 2, 5), (0, 3))):
        with open_database(templates.copy(tmp_path / f"{number}.db")) as database:
            for start, end in zip(cuts, (*cuts[1:], len(every)), strict=True):
                save_many(database, every[start:end])
            assert copy_groups(database) == copy_groups(wire)
            assert check(database) == []


def test_documents_are_looked_for_among_the_stored_and_those_before(wire: Database) -> None:
    texts = f"{STORY} Again.", "Rain is on its way to the coast.", f"{BRIEF} Again."
    wanted = [Wanted(key, fingerprint(text).sampled, of_agency=False) for key, text in enumerate(texts, 1)]
    with wire.session() as session:
        stored = set(session.scalars(select(DocumentRow.key).where(DocumentRow.outlet.in_(dict(EXPECTED)))))
        first, other, last = candidates(session, wanted)
    assert set(first) == stored
    assert other == []
    assert set(last) == {*stored, 1}


def test_what_is_new_in_a_copy_stays_without_copies(wire: Database) -> None:
    assert count(wire, StatementQuery()) == 5
    kept = [(record.outlet, record.speaker) for record in search(wire, StatementQuery(no_copies=True, sort="date"))]
    assert kept == [("Associated Press", "Amina Okoye"), ("Norland Times", "Bo Diaz")]


def test_outlets_are_counted_once_for_what_they_copied(wire: Database) -> None:
    with wire.session() as session:
        numbers = {
            record.outlet: beginning_with(session, record.statement_id)[1]
            for record in search(wire, StatementQuery(actor=("Okoye",)))
        }
        later = [
            beginning_with(session, each.statement_id)[1] for each in search(wire, StatementQuery(actor=("Bo Diaz",)))
        ]
        assert len(numbers) == 4
        assert independent_outlets(session, numbers.values()) == {"associated press"}
        assert independent_outlets(session, [numbers["The Gull"], *later]) == {"associated press", "norland times"}
        assert independent_outlets(session, []) == frozenset()


def test_actors_and_stats_count_independent_outlets(wire: Database) -> None:
    found = {actor.name: (actor.statements, dict(actor.outlets)) for actor in list_actors(wire)}
    assert found["Amina Okoye"] == (4, {"Associated Press": 4})
    assert found["Bo Diaz"] == (1, {"Norland Times": 1})
    counted = stats(wire)
    assert (counted.copies, counted.copied_statements, counted.statements) == (3, 3, 5)
    assert counted.independent == len({name for name, _ in counted.outlets}) - 3


def test_another_date_makes_another_first(wire: Database) -> None:
    earlier = edited_columns(date="2025-03-01")
    batch, _ = edit_documents(wire, ["The Gull.txt"], earlier, "eva")
    assert groups(wire)[0][0] == ("The Gull", None)
    assert check(wire) == []
    undo_edit(wire, batch, "eva")
    assert groups(wire) == [EXPECTED]


def test_a_deleted_document_is_in_no_group_until_it_is_back(wire: Database) -> None:
    batch, _ = delete_documents(wire, ["Associated Press.txt"], "eva")
    outlets = {outlet for group in groups(wire) for outlet, _ in group}
    assert outlets == {"The Gull", "Norland Times", "Undated Post"}
    assert groups(wire)[0][0] == ("The Gull", None)
    assert check(wire) == []
    undo_edit(wire, batch, "eva")
    assert groups(wire) == [EXPECTED]


def test_one_outlet_s_texts_are_updates(wire: Database) -> None:
    edit_documents(wire, ["Norland Times.txt"], {EditedField.OUTLET: {"outlet": "the Associated Press"}}, "eva")
    assert ("the Associated Press", CopyKind.UPDATED) in groups(wire)[0]


def test_a_newer_text_of_an_address_is_a_version_and_no_copy(database: Database) -> None:
    save(database, told(STORY, "The Gull", "2025-03-03"))
    save(database, told(UPDATE, "The Gull", "2025-03-04"))
    assert groups(database) == []
    assert count(database, StatementQuery()) == 2
    assert check(database) == []


def test_undated_copies_have_no_earliest(database: Database) -> None:
    for outlet in ("The Gull", "Norland Times"):
        save_document(database, Document(f"{STORY}\n\n{outlet}.", f"{outlet}.txt", outlet=outlet))
    (group,) = copy_groups(database)
    assert not group.dated


def test_documents_of_before_are_compared_when_asked(wire: Database) -> None:
    migrate(wire.engine, "0009", down=True)
    migrate(wire.engine, head())
    assert groups(wire) == []
    assert list(note_missing(wire)) == [len(WIRE) + len(OTHERS)]
    assert groups(wire) == [EXPECTED]
    assert list(note_missing(wire)) == []
    assert check(wire) == []


def test_many_copies_stay_one_group(database: Database) -> None:
    """More copies of one text than are compared with each other."""
    number = max(MOST_COMPARED, NEAREST) + 15
    for each in range(number):
        text = f"{STORY}\n\nPage {each} of the paper of the town of {chr(65 + each % 26)}{each}."
        day = f"2025-03-{1 + (each * 7) % 28:02}"
        save_document(database, Document(text, f"{each}.txt", outlet=f"Outlet {each}", published_at=WHEN[day]))
    sizes = [len(group.members) for group in copy_groups(database)]
    assert sum(sizes) == number
    assert sizes[0] > 0.8 * number


def test_one_query_finds_what_many_find(wire: Database) -> None:
    if wire.url.startswith("sqlite"):
        pytest.skip("SQLite has no lateral joins")
    found = 0
    with wire.session() as session:
        texts = session.execute(select(DocumentRow.key, DocumentRow.text)).all()
        wanted = [Wanted(row.key, fingerprint(row.text).sampled, of_agency=False) for row in texts]
        at_once, apart = lookup._counted_at_once(session, wanted), lookup._counted(session, wanted)
        for own, one, other in zip(wanted, at_once, apart, strict=True):
            for least in (LEAST_SAMPLED_OF_AGENCY, LEAST_SAMPLED, 0.5, 1.0):
                enough = _enough(other, own, least)
                assert _enough(one, own, least) == enough
                found += len(enough)
    assert found


def _enough(found: list[tuple[int, int, int | None]], own: Wanted, least: float) -> set[tuple[int, int, int | None]]:
    """Those documents that share so much of the smaller sample."""
    size = len(own.sampled)
    return {each for each in found if each[1] >= least * min(size, each[2] or size) - 1e-6}
