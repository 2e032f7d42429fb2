"""Merging and parting actors: shown at once, kept on record, taken back without a trace in what is shown."""

import itertools

import pytest

from attrib.data import Reason, StatementQuery
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.decisions import list_judgements, undo
from attrib.store.actors.listing import list_actors, resolve_actor
from attrib.store.actors.merge import merge, split
from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from attrib.store.search.query import count, search
from tests.store.backends import Templates
from tests.store.newsdesk import NEXT_RUN
from tests.store.speaking import body, fill, says


def shown(database: Database) -> dict[str, int]:
    """How many statements each actor is shown with; names that stand twice are told apart by a mark."""
    found: dict[str, int] = {}
    for actor in list_actors(database):
        found[actor.name + "*" * (actor.name in found)] = actor.statements
    return found


@pytest.fixture
def libya(database: Database) -> Database:
    fill(
        database, says("Muammar Gaddafi", 1), says("Muammar Gaddafi", 2), says("Moammar Qaddafi", 3),
        says("Col Muammar Kadhafi", 4), says("Ann Lee", 5),
    )  # fmt: skip
    return database


def test_merged_actors_are_one_under_any_of_their_names(libya: Database) -> None:
    merge(libya, ["Muammar Gaddafi", "Qaddafi", "Kadhafi"], "eva", "same man")
    assert shown(libya) == {"Muammar Gaddafi": 4, "Ann Lee": 1}
    for name in ("Gaddafi", "moammar qaddafi", "Kadhafi"):
        assert resolve_actor(libya, name).name == "Muammar Gaddafi"
        assert count(libya, StatementQuery(actor=(name,))) == 4
    assert {record.speaker for record in search(libya, StatementQuery(actor=("Gaddafi",)))} == {
        "Muammar Gaddafi", "Moammar Qaddafi", "Col Muammar Kadhafi",
    }  # fmt: skip
    assert {record.actor for record in search(libya, StatementQuery(actor=("Gaddafi",)))} == {"Muammar Gaddafi"}
    assert check(libya) == []


def test_an_undone_merge_leaves_what_the_machine_found(libya: Database) -> None:
    before = list_actors(libya)
    verdict = merge(libya, ["Gaddafi", "Qaddafi"], "eva")
    assert list_actors(libya) != before
    (undone,) = undo(libya, verdict.batch[:6], "bob")
    assert (undone.judged_by, undone.undone_by) == ("eva", "bob")
    assert list_actors(libya) == before
    assert list_judgements(libya) == []
    assert [item.undone_by for item in list_judgements(libya, undone=True)] == ["bob"]
    with pytest.raises(StoreError, match="was undone already, by bob"):
        undo(libya, verdict.batch, "eva")


def test_merges_follow_each_other_and_part_in_any_order(libya: Database) -> None:
    first = merge(libya, ["Qaddafi", "Kadhafi"], "eva")
    second = merge(libya, ["Gaddafi", "Qaddafi"], "eva")
    assert shown(libya) == {"Muammar Gaddafi": 4, "Ann Lee": 1}
    undo(libya, first.batch, "eva")
    assert shown(libya) == {"Muammar Gaddafi": 3, "Ann Lee": 1, "Col Muammar Kadhafi": 1}
    undo(libya, second.batch, "eva")
    assert len(shown(libya)) == 4
    assert check(libya) == []


def test_later_articles_and_newer_runs_land_on_the_merged_actor(libya: Database) -> None:
    merge(libya, ["Muammar Gaddafi", "Moammar Qaddafi"], "eva")
    save(libya, says("Moammar Qaddafi", 9))
    assert shown(libya)["Muammar Gaddafi"] == 4
    for number, name in ((1, "Muammar Gaddafi"), (3, "Moammar Qaddafi"), (9, "Moammar Qaddafi")):
        save(libya, says(name, number, run=NEXT_RUN))
    assert shown(libya)["Muammar Gaddafi"] == 4
    assert check(libya) == []


def test_merging_what_is_one_already_or_nobody_is_refused_whole(libya: Database) -> None:
    with pytest.raises(StoreError, match="'Muammar Gaddafi' and 'Gaddafi' are one actor already"):
        merge(libya, ["Gaddafi", "Muammar Gaddafi"], "eva")
    with pytest.raises(NotFoundError, match="no actor has the name 'Zed'"):
        merge(libya, ["Gaddafi", "Qaddafi", "Zed"], "eva")
    with pytest.raises(StoreError, match="give --by"):
        merge(libya, ["Gaddafi", "Qaddafi"], " ")
    assert list_judgements(libya, undone=True) == []
    fill(libya, says("Saif Gaddafi", 11))
    with pytest.raises(AmbiguousNameError, match="'Gaddafi' fits 2 actors") as caught:
        merge(libya, ["Gaddafi", "Qaddafi"], "eva")
    assert len(caught.value.choices) == 2


def test_a_no_is_remembered(libya: Database) -> None:
    verdict = split(libya, ["Gaddafi", "Ann Lee"], "eva")
    with pytest.raises(StoreError, match=rf"eva judged on .* are not one; undo that first: .* {verdict.batch}"):
        merge(libya, ["Ann Lee", "Gaddafi"], "bob")
    undo(libya, verdict.batch, "eva")
    merge(libya, ["Ann Lee", "Gaddafi"], "bob")


def test_a_split_parts_a_merge_and_its_undoing_joins_them_again(libya: Database) -> None:
    merge(libya, ["Gaddafi", "Qaddafi", "Kadhafi"], "eva")
    verdict = split(libya, ["Gaddafi", "Kadhafi"], "bob")
    assert [actor.name for actor in (verdict.actor, *verdict.others)] == ["Muammar Gaddafi", "Col Muammar Kadhafi"]
    assert shown(libya) == {"Muammar Gaddafi": 3, "Ann Lee": 1, "Col Muammar Kadhafi": 1}
    undo(libya, verdict.batch, "bob")
    assert shown(libya) == {"Muammar Gaddafi": 4, "Ann Lee": 1}
    with pytest.raises(StoreError, match=r"none of its parts; to split one off, .*\n.*Moammar Qaddafi"):
        split(libya, ["Gaddafi", "Muammar Gaddafi"], "eva")


def test_an_organization_joins_its_acronym_where_a_text_gives_both(database: Database) -> None:
    fill(database, body("DoJ", 1), body("Department of Justice", 2))
    assert shown(database) == {"Department of Justice": 1, "DoJ": 1}
    save(database, body("Department of Justice", 3, source="The DoJ", reason=Reason.ACRONYM))
    assert shown(database) == {"Department of Justice": 3}
    save(database, body("the DOJ", 4))
    assert shown(database) == {"Department of Justice": 4}
    verdict = split(database, ["Department of Justice", "DoJ"], "eva")
    assert shown(database) == {"Department of Justice": 2, "DoJ": 2}
    undo(database, verdict.batch, "eva")
    save(database, body("Dublin Office of Japan", 5, source="DOJ", reason=Reason.ACRONYM))
    assert shown(database) == {"Department of Justice": 2, "DoJ": 2, "Dublin Office of Japan": 1}
    assert check(database) == []


def test_the_order_of_documents_makes_no_difference(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    corpus = [
        body("FAO", 1),
        body("Food and Agriculture Organization", 2, source="FAO", reason=Reason.ACRONYM),
        body("Food and Agriculture Organization", 3),
        body("Fans of Ants", 4, source="FOA", reason=Reason.ACRONYM),
        body("FOA", 5),
        says("J.K. Rowling", 6),
        says("JK Rowling", 7),
    ]
    registries = []
    for order in itertools.islice(itertools.permutations(corpus), 0, None, 601):
        with open_database(templates.copy(tmp_path_factory.mktemp("order") / "news.db")) as database:
            fill(database, *order)
            registries.append(list_actors(database))
            assert check(database) == []
    assert all(registry == registries[0] for registry in registries)
    names = {actor.name: actor.statements for actor in registries[0]}
    assert names == {"Food and Agriculture Organization": 3, "Fans of Ants": 2, "JK Rowling": 2}


def test_judging_before_or_after_ingesting_makes_no_difference(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    registries = []
    for early in (True, False):
        with open_database(templates.copy(tmp_path_factory.mktemp("time") / "news.db")) as database:
            fill(database, says("Muammar Gaddafi", 1), says("Moammar Qaddafi", 2))
            if early:
                merge(database, ["Gaddafi", "Qaddafi"], "eva")
            fill(database, says("Moammar Qaddafi", 3), says("Muammar Gaddafi", 4))
            if not early:
                merge(database, ["Gaddafi", "Qaddafi"], "eva")
            registries.append(list_actors(database))
    assert registries[0] == registries[1]


def test_a_no_holds_between_all_that_are_merged_and_need_not_be_said_twice(libya: Database) -> None:
    verdict = split(libya, ["Qaddafi", "Kadhafi", "Kadhafi"], "eva")
    assert len(list_judgements(libya)) == 1
    with pytest.raises(StoreError, match=rf"there is nothing to split; .* attrib actors undo {verdict.batch}"):
        split(libya, ["Kadhafi", "Qaddafi"], "eva")
    with pytest.raises(StoreError, match="'Moammar Qaddafi' and 'Col Muammar Kadhafi' are not one"):
        merge(libya, ["Gaddafi", "Qaddafi", "Kadhafi"], "bob")
    assert len(list_judgements(libya, undone=True)) == 1


def test_a_split_parts_an_acronym_from_every_name_that_explains_it(database: Database) -> None:
    names = ("Department of Justice", "Dept of Justice")
    fill(database, body("DOJ", 1))
    fill(database, *(body(name, at, source="DOJ", reason=Reason.ACRONYM) for at, name in enumerate(names, start=2)))
    merge(database, names, "eva")
    assert shown(database) == {"Department of Justice": 3}
    verdict = split(database, ["Department of Justice", "DOJ"], "bob")
    assert shown(database) == {"Department of Justice": 2, "DOJ": 1}
    undo(database, verdict.batch, "bob")
    assert shown(database) == {"Department of Justice": 3}


def test_a_part_is_found_by_its_name_with_a_title_left_out(libya: Database) -> None:
    fill(libya, says("Col. Anna Lee", 6))
    merge(libya, ["Ann Lee", "Col. Anna Lee"], "eva")
    verdict = split(libya, ["Ann Lee", "Colonel Anna Lee"], "eva")
    assert [actor.name for actor in verdict.others] == ["Col. Anna Lee"]
