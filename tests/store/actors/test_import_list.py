"""Lists of known people: taken in whole, joined to who speaks, given back as they were."""

import pytest

from attrib.data import ActorKind, StatementQuery
from attrib.data.actors import KnownActor, KnownRole
from attrib.errors import StoreError
from attrib.store.actors.decisions import list_judgements, undo
from attrib.store.actors.export_list import known_actors
from attrib.store.actors.import_list import import_actors
from attrib.store.actors.listing import list_actors, resolve_actor
from attrib.store.actors.merge import merge
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.query import count
from tests.store.speaking import body, fill, says

PERSON, ORGANIZATION = ActorKind.PERSON, ActorKind.ORGANIZATION
GADDAFI = KnownActor("Muammar Gaddafi", PERSON, ("Moammar Qaddafi", "Gaddafi"), "Q19878",
                     (KnownRole("Libya", "leader", "1969-09-01", "2011-10-20"),))  # fmt: skip
TALIBAN = KnownActor("Taliban", ORGANIZATION, ("Islamic Emirate of Afghanistan",), "Q42418")


def test_known_people_join_who_speaks_before_and_after(database: Database) -> None:
    fill(database, says("Moammar Qaddafi", 1, day="2010-01-01"), body("the Taliban", 2))
    report = import_actors(database, [GADDAFI, TALIBAN], "eva")
    assert (report.records, report.actors, report.warnings) == (2, 1, ())
    fill(database, says("Muammar Gaddafi", 3, day="2012-01-01"), body("Islamic Emirate of Afghanistan", 4))
    assert {(actor.name, actor.statements) for actor in list_actors(database)} == {
        ("Muammar Gaddafi", 2),
        ("Taliban", 2),
    }
    assert resolve_actor(database, "Q19878").statements == 2
    assert count(database, StatementQuery(affiliation=("Libya",), role=("leader",))) == 1
    assert check(database) == []
    again = import_actors(database, [GADDAFI, TALIBAN], "eva")
    assert (again.actors, again.facts, again.batch) == (0, 0, None)
    assert report.batch is not None
    assert len(undo(database, report.batch, "eva")) == report.facts
    assert len(list_actors(database)) == 4
    assert check(database) == []


def test_what_was_taken_in_comes_back(database: Database) -> None:
    fill(database, says("Ann Lee", 1))
    import_actors(database, [GADDAFI, TALIBAN], "eva")
    found = list(known_actors(database))
    assert [(item.name, item.kind, item.wikidata_id, item.roles) for item in found] == [
        (item.name, item.kind, item.wikidata_id, item.roles) for item in (GADDAFI, TALIBAN)
    ]
    assert set(found[0].aliases) == set(GADDAFI.aliases)
    assert import_actors(database, found, "bob").facts == 0
    assert [item.name for item in known_actors(database, ORGANIZATION)] == ["Taliban"]


def test_namesakes_of_a_list_are_actors_of_their_own(database: Database) -> None:
    fill(database, says("John Smith", 1))
    twice = [KnownActor("John Smith", PERSON, (), item) for item in ("Q1", "Q2")]
    import_actors(database, twice, "eva")
    assert [resolve_actor(database, item).statements for item in ("Q1", "Q2")] == [0, 0]
    assert resolve_actor(database, "John Smith").statements == 1
    assert import_actors(database, twice, "eva").facts == 0


def test_an_alias_of_several_joins_nobody(database: Database) -> None:
    shared = [KnownActor(name, PERSON, ("The Brother Lee",)) for name in ("Ann Lee", "Bo Lee")]
    report = import_actors(database, shared, "eva")
    assert report.warnings == (
        "several records have the name 'The Brother Lee': search finds them by it, it merges nobody",
    )
    save(database, says("The Brother Lee", 1))
    assert resolve_actor(database, "The Brother Lee").statements == 1
    assert [actor.name for actor in list_actors(database)] == ["The Brother Lee"]


def test_an_import_is_taken_in_whole_or_not_at_all(database: Database) -> None:
    broken = KnownActor("Bo Diaz", PERSON, roles=(KnownRole("x", None, "2020", "2019"),))
    with pytest.raises(StoreError, match="ends earlier"):
        import_actors(database, [TALIBAN, broken], "eva")
    assert list_judgements(database, undone=True) == []
    assert list(known_actors(database)) == []


def test_a_long_import_is_one_line_of_the_list(database: Database) -> None:
    people = [KnownActor(f"Ann Lee{number}", PERSON) for number in range(600)]
    report = import_actors(database, people, "eva")
    (line,) = list_judgements(database)
    assert (line.count, line.batch) == (600, report.batch)


@pytest.mark.parametrize(
    "others",
    [
        (KnownActor("Ann Lee", PERSON, (), "Q5"), KnownActor("Ann Lee", PERSON, (), "Q5", id="x1")),
        (KnownActor("Ann Lee", PERSON, (), "Q5"), KnownActor("Anna Li", PERSON, (), "Q5", id="x1")),
        (KnownActor("Ann Lee", PERSON, (), "Q5"), KnownActor("Dr Ann Lee", PERSON, (), "Q5")),
        (KnownActor("Ann Lee", PERSON), KnownActor("Dr Ann Lee", PERSON)),
    ],
)
def test_records_of_one_actor_are_joined(database: Database, others: tuple[KnownActor, KnownActor]) -> None:
    report = import_actors(database, others, "eva")
    assert report.actors == 1
    known = resolve_actor(database, others[0].wikidata_id or "Ann Lee")
    assert (known.name, known.wikidata_id) == ("Ann Lee", others[0].wikidata_id)
    assert resolve_actor(database, others[1].name).id == known.id
    assert import_actors(database, others, "eva").facts == 0


def test_a_role_that_a_list_tells_twice_is_one(database: Database) -> None:
    role = KnownRole("the Mint", "chief", "2001", "2003")
    lee = KnownActor("Ann Lee", PERSON, roles=(role, KnownRole("the\nMint", "chief", "2001", "2003"), role))
    assert import_actors(database, [lee], "eva").facts == 2
    assert [known.roles for known in known_actors(database)] == [(role,)]


def test_a_record_of_a_merged_name_joins_what_it_is_shown_as(database: Database) -> None:
    fill(database, says("Muammar Gaddafi", 1), says("Moammar Qaddafi", 2))
    import_actors(database, [KnownActor("Moammar Qaddafi", PERSON, (), "Q7")], "eva")
    merge(database, ["Gaddafi", "Qaddafi"], "eva")
    for item in ("Q7", None):
        again = import_actors(database, [KnownActor("Moammar Qaddafi", PERSON, (), item)], "eva")
        assert (again.actors, again.facts) == (0, 0)
    for name, name_shown in (("Moammar Qaddafi", "Muammar Gaddafi"), ("Colonel Kadhafi", "Colonel Kadhafi")):
        import_actors(database, [KnownActor(name, PERSON, (), "Q7", (KnownRole("Libya"),))], "eva")
        (shown,) = list_actors(database)
        assert (shown.name, shown.statements, shown.wikidata_id) == (name_shown, 2, "Q7")
    assert [known.roles for known in known_actors(database)] == [(KnownRole("Libya"),)]
