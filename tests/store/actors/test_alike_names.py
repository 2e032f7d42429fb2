"""Names are compared once: the pairs that are kept are those that a comparison of all would find, in any order."""

from itertools import permutations
from random import Random

import pytest
from sqlalchemy import func, select, update

from attrib.data import ActorKind, Extraction
from attrib.data.actors import KnownActor
from attrib.english.likeness import person_blocks, person_likeness
from attrib.store.actors.alike_names import LEAST, alike_names, compare_names
from attrib.store.actors.import_list import import_actors
from attrib.store.actors.suggest_merges import SURE, suggest
from attrib.store.database.session import Database, open_database
from attrib.store.schema.actors import ActorRow, AlikeNamesRow
from tests.store.speaking import body, fill, says

SMITHS = [f"J{one}{other}n Smith" for one in "aeiouybc" for other in "aeiouykl"]


def told(database: Database, least: int = LEAST) -> set[tuple[str, str, int]]:
    with database.session() as connection:
        return {(each.one, each.other, each.score) for each in alike_names(connection, least)}


def stored(database: Database) -> int:
    with database.session() as connection:
        return connection.scalar(select(func.count()).select_from(AlikeNamesRow)) or 0


def of_all(names: list[str]) -> set[tuple[str, str, int]]:
    """The pairs of people's names by a comparison of all: within a block, and of a large one with neighbours alone."""
    found = set()
    for block in {block for name in names for block in person_blocks(name)}:
        members = sorted(name for name in names if block in person_blocks(name))
        reach = len(members) if len(members) <= 40 else 8
        for place, one in enumerate(members):
            found |= {(one, other, person_likeness(one, other)[0]) for other in members[place + 1 : place + reach]}
    return {pair for pair in found if pair[2] >= LEAST}


@pytest.mark.parametrize("together", [1, 7, 64])
def test_the_pairs_kept_are_those_of_a_comparison_of_all(database: Database, together: int) -> None:
    names = [*SMITHS, "Ann Lee", "A Lee", "Anne Lee", "Ann Maria Lee", "Tony Blair"]
    Random(together).shuffle(names)
    for start in range(0, len(names), together):
        some = names[start : start + together]
        fill(database, *(says(name, start + place) for place, name in enumerate(some)))
        assert compare_names(database) == len(some)
    assert told(database) == of_all([name.lower() for name in names])
    assert stored(database) == len(told(database))  # each has one block here, and none is kept that is apart
    assert compare_names(database) == 0


def test_names_that_were_not_compared_are_told_all_the_same(database: Database) -> None:
    fill(database, says("Muammar Gaddafi", 1), says("Moammar Qaddafi", 2), body("Defence Ministry", 3))
    before = told(database), suggest(database), suggest(database, "Gaddafi")
    assert stored(database) == 0
    compare_names(database)
    assert stored(database) == 1
    assert (told(database), suggest(database), suggest(database, "Gaddafi")) == before
    fill(database, says("Muamar Gadafi", 4), body("Ministry of Defence", 5))
    later = told(database)
    assert len(later) == 4
    compare_names(database)
    assert told(database) == later


def test_fewer_points_than_are_kept_compare_all_names_anew(database: Database) -> None:
    fill(database, says("Ann Lee", 1), says("Ann Leigh Poe", 2), says("Anna Lea", 3), says("Bob Lee", 4))
    compare_names(database)
    assert told(database, LEAST) < told(database, 0)
    assert [pair.score for pair in suggest(database, min_score=0)] == sorted(
        (score for *_, score in told(database, 0)), reverse=True
    )


def test_several_actors_of_one_name_are_a_pair(database: Database) -> None:
    fill(database, says("Ann Lee", 1))
    import_actors(database, [KnownActor("Ann Lee", ActorKind.PERSON, wikidata_id="Q7")], "eva")
    other = KnownActor("Ann Lee", ActorKind.PERSON, wikidata_id="Q8")
    import_actors(database, [other], "eva")
    found = told(database)
    assert ("ann lee", "ann lee", 97) in found
    compare_names(database)
    assert told(database) == found


def test_one_item_makes_two_names_of_a_block_a_pair_however_unlike(database: Database) -> None:
    fill(database, says("Ann Lee", 1), says("Abelardo Lee", 2), says("Bob Moe", 3))
    assert suggest(database) == []
    with database.begin() as connection:  # as an import that is taken back in part leaves them
        connection.execute(update(ActorRow).values(wikidata_id="Q1"))
    [pair] = suggest(database)
    assert (pair.score, pair.reason, {pair.first.name, pair.second.name}) == (
        100, "same Wikidata id", {"Ann Lee", "Abelardo Lee"}
    )  # fmt: skip


def test_a_limit_leaves_the_first_pairs_as_they_are(database: Database) -> None:
    draw, number = Random(3), 0
    articles: list[Extraction] = []
    for given, last in permutations(("ann", "anne", "anna", "ana", "lee", "leigh", "li"), 2):
        for _ in range(draw.randint(1, 3)):
            number += 1
            articles.append(says(f"{given} {last}".title(), number, of=draw.choice(("Mint", "Bank", None))))
    fill(database, *articles)
    compare_names(database)
    every = suggest(database)
    assert len(every) > 20
    assert {pair.score >= 90 for pair in every} == {True, False}
    assert min(pair.score for pair in every) >= SURE
    for limit in range(len(every) + 2):
        assert suggest(database, limit=limit) == every[:limit]


def test_a_file_that_may_only_be_read_is_left_as_it_is(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("a server has no such file")
    fill(database, says("Ann Lee", 1), says("Anne Lee", 2))
    path = database.engine.url.database or ""
    database.close()
    with open_database(f"sqlite:///file:{path}?mode=ro&immutable=1&uri=true") as opened:
        assert len(suggest(opened)) == 1
