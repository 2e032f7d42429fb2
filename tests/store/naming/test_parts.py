"""Names are found by their parts, as by looking through all of them."""

import pytest
from sqlalchemy import delete, select

from attrib.data import ActorKind
from attrib.data.actors import KnownActor
from attrib.store.actors.import_list import import_actors
from attrib.store.actors.naming import add_alias, rename
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.naming.parts import names_with, note_names
from attrib.store.schema.actors import ActorRow, AliasRow
from attrib.store.schema.search import NamePartRow, TermRow
from tests.store.speaking import body, fill, says

NAMES = (
    *("bank of kabul", "kabul", "kabulov", "the kabul bank", "o hara", "ann o hara lee", "élan", "100 % kabul"),
    *("ka_ul", "bulk"),
)
ASKED = ("kabul", "kab", "of kabul", "o", "o hara", "hara lee", "%", "ka_ul", "é", "bul", "z")


@pytest.fixture
def named(database: Database) -> Database:
    with database.begin() as connection:
        note_names(connection, [*NAMES, None, "", "kabul"])
        note_names(connection, NAMES[:3])
    return database


@pytest.mark.parametrize(
    "words", ["kabul", "kab", "of kabul", "o", "o hara", "hara lee", "%", "ka_ul", "é", "bul", "z"]
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_part_finds_what_a_look_at_every_name_finds(named: Database, words: str, whole: bool) -> None:
    part = f" {words} " if whole else f" {words}"
    with named.session() as connection:
        assert set(connection.scalars(names_with(words, whole=whole))) == {
            name for name in NAMES if part in f" {name} "
        }


def test_every_way_to_a_name_leaves_its_parts(database: Database) -> None:
    fill(database, says("Ann Lee", 1, of="the Mint", role="press officer"), body("Bank of Kabul", 2))
    add_alias(database, "Ann Lee", "The Iron Ann", "eva")
    rename(database, "Ann Lee", "Annabel Lee", "eva")
    import_actors(database, [KnownActor("Tony Blair", ActorKind.PERSON, aliases=("Sir Tony",))], "eva")
    assert check(database) == []
    with database.session() as connection:
        held = {*connection.scalars(select(ActorRow.key)), *connection.scalars(select(AliasRow.folded))}
        held |= set(connection.scalars(select(TermRow.key)))
        parts = {tuple(row) for row in connection.execute(select(NamePartRow.part, NamePartRow.name))}
    assert {"iron ann", "annabel lee", "sir tony", "mint", "press officer"} <= {part for part, _ in parts}
    assert {(name, name) for name in held} <= parts


def test_a_name_without_its_parts_is_found_by_the_check(database: Database) -> None:
    fill(database, says("Ann Lee", 1))
    with database.begin() as connection:
        connection.execute(delete(NamePartRow).where(NamePartRow.name == "ann lee"))
    [problem] = check(database)
    assert "1 names cannot be found by their words" in str(problem)
