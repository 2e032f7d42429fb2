"""Which actors may be one: likely pairs, nothing that was judged, and no work that grows with the square."""

import pytest

from attrib.data.actors import Suggestion
from attrib.errors import NotFoundError
from attrib.store.actors import suggest_merges
from attrib.store.actors.alike_names import compare_names
from attrib.store.actors.merge import merge, split
from attrib.store.actors.naming import set_wikidata
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.actors.suggest_merges import suggest
from attrib.store.database.session import Database
from tests.store.speaking import body, fill, says


def names(found: list[Suggestion]) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in found]


@pytest.fixture
def archive(database: Database) -> Database:
    fill(
        database, says("Muammar Gaddafi", 1), says("Muammar Gaddafi", 2), says("Moammar Qaddafi", 3),
        says("Gaddafi", 4), says("Ann Lee", 5), says("Tony Blair", 6), says("Cherie Blair", 7),
        body("Ministry of Defence", 8), body("Defence Ministry", 9), body("Ministry of Health", 10),
    )  # fmt: skip
    return database


def test_the_likeliest_pairs_come_first_and_surnames_alone_never(archive: Database) -> None:
    found = suggest(archive)
    assert [set(pair) for pair in names(found)] == [
        {"Defence Ministry", "Ministry of Defence"}, {"Muammar Gaddafi", "Moammar Qaddafi"},
    ]  # fmt: skip
    assert found[1].reason == "spelled alike"
    assert names(suggest(archive, "Qaddafi")) == [("Muammar Gaddafi", "Moammar Qaddafi")]
    assert suggest(archive, "Blair", min_score=50) == []
    assert len(suggest(archive, limit=1)) == 1
    with pytest.raises(NotFoundError):
        suggest(archive, "Zed")


def test_of_pairs_about_as_likely_the_one_quoted_most_comes_first(database: Database) -> None:
    fill(database, says("Ann B. Lee", 1, of="Mint"), says("Ann Lee", 2, of="the Mint"))
    fill(database, *(says(name, 10 + n) for n, name in enumerate(("Cy Ray", "Cy Ray", "Cy D. Ray", "Cy D. Ray"))))
    found = suggest(database)
    assert [set(pair) for pair in names(found)] == [{"Cy Ray", "Cy D. Ray"}, {"Ann Lee", "Ann B. Lee"}]
    assert found[0].score < found[1].score


def test_with_a_limit_the_most_quoted_are_sought_among_the_likeliest_names(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, says("Ann B. Lee", 1), says("Ann Lee", 2), body("Harbour Board", 3), body("Board of Harbours", 4))
    fill(database, *(says(name, 10 + n) for n, name in enumerate(("Cy Ray", "Cy Ray", "Cy D. Ray", "Cy D. Ray"))))
    compare_names(database)
    everything = suggest(database)
    assert suggest(database, limit=2) == everything[:2]
    monkeypatch.setattr(suggest_merges, "_LIKELIEST", 1)
    likeliest = max(everything, key=lambda pair: pair.score)
    assert suggest(database, limit=1) == [likeliest] != everything[:1]
    split(database, [likeliest.first.id, likeliest.second.id], "eva")
    assert suggest(database, limit=1) == suggest(database)[:1]
    assert suggest(database, min_score=50, limit=1) == suggest(database, min_score=50)[:1]


def test_what_is_judged_is_not_asked_again(archive: Database) -> None:
    merge(archive, ["Muammar Gaddafi", "Moammar Qaddafi"], "eva")
    split(archive, ["Ministry of Defence", "Defence Ministry"], "eva")
    assert suggest(archive) == []
    fill(archive, says("Muamar Gadafi", 20))
    assert names(suggest(archive)) == [("Muammar Gaddafi", "Muamar Gadafi")]
    fill(archive, says("Tony Blair", 21, of="Leeds"))
    split_namesake(archive, "Tony Blair", affiliation="Leeds", by="eva")
    assert len(suggest(archive)) == 1


def test_a_shared_affiliation_makes_likelier_and_different_items_rule_out(database: Database) -> None:
    fill(
        database,
        says("Ann Lee", 1, of="Mint"),
        says("A Lee", 2, of="the Mint"),
        says("Jon Day", 3),
        says("John Day", 4),
    )
    scores = {pair.second.name: (pair.score, pair.reason) for pair in suggest(database)} | {
        pair.first.name: (pair.score, pair.reason) for pair in suggest(database)
    }
    assert scores["Ann Lee"] == (90, "initial, same affiliation")
    set_wikidata(database, "Jon Day", "Q1", "eva")
    assert "Jon Day" in scores
    set_wikidata(database, "John Day", "Q2", "eva")
    assert len(suggest(database)) == 1


def test_a_thousand_bearers_of_one_surname_are_not_all_compared(database: Database) -> None:
    fill(database, *(says(f"J{chr(97 + number % 26)}{chr(97 + number // 26)}n Smith", number) for number in range(300)))
    assert len(suggest(database, min_score=0, limit=None)) < 300 * 20
