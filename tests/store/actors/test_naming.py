"""What people call an actor, what it is, and whom it speaks for."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from attrib.data import ActorKind, Reason, StatementQuery
from attrib.data.actors import KnownRole
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.affiliations import add_affiliation
from attrib.store.actors.decisions import list_judgements, undo
from attrib.store.actors.listing import list_actors, resolve_actor
from attrib.store.actors.merge import merge
from attrib.store.actors.naming import add_alias, remove_alias, rename, set_kind, set_wikidata
from attrib.store.actors.profile import profile
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.schema.actors import JudgementRow
from attrib.store.search.query import count, search
from tests.store.newsdesk import NEXT_RUN
from tests.store.speaking import body, fill, says


@pytest.fixture
def desk(database: Database) -> Database:
    fill(
        database, says("Z Mujahid", 1, of="Taliban", role="spokesperson", day="2021-08-17", against="the embassy"),
        says("Z Mujahid", 2, day="2023-01-01"), says("Ann Lee", 3, day="2023-01-02"), body("Taliban", 4),
    )  # fmt: skip
    return database


def test_a_name_given_is_shown_and_the_others_lead_there(desk: Database) -> None:
    verdict = rename(desk, "Z Mujahid", "Zabihullah  Mujahid", "eva")
    assert verdict.actor.name == "Zabihullah Mujahid"
    for name in ("zabihullah", "Z Mujahid", "Mujahid"):
        assert resolve_actor(desk, name).name == "Zabihullah Mujahid"
    save(desk, says("Z MUJAHID", 9))
    assert resolve_actor(desk, "Mujahid").name == "Zabihullah Mujahid"
    undo(desk, verdict.batch, "eva")
    assert resolve_actor(desk, "Mujahid").name == "Z Mujahid"
    with pytest.raises(NotFoundError):
        resolve_actor(desk, "zabihullah")
    for name in ("", "...", "x" * 201, "a\0b"):
        with pytest.raises(StoreError):
            rename(desk, "Z Mujahid", name, "eva")


def test_an_alias_finds_and_a_full_name_joins_later_articles(desk: Database) -> None:
    verdict = add_alias(desk, "Z Mujahid", "Zabihullah Mujahid", "eva")
    save(desk, says("Zabihullah Mujahid", 5))
    save(desk, says("Mujahid", 6))
    assert resolve_actor(desk, "Zabihullah Mujahid").statements == 3
    assert check(desk) == []
    undo(desk, verdict.batch, "eva")
    assert resolve_actor(desk, "Zabihullah Mujahid").statements == 1
    assert resolve_actor(desk, "Z Mujahid").statements == 2
    with pytest.raises(StoreError, match=r"is the name of another actor, Zabihullah Mujahid .* attrib actors merge"):
        add_alias(desk, "Z Mujahid", "Zabihullah Mujahid", "eva")
    with pytest.raises(StoreError, match="has the alias 'mujahid' already"):
        add_alias(desk, "Z Mujahid", "mujahid", "eva")


def test_an_alias_taken_away_stays_away(desk: Database) -> None:
    save(desk, says("Z Mujahid", 5, source="Sheikh Mujahid"))
    verdict = remove_alias(desk, "Z Mujahid", "sheikh mujahid", "eva")
    save(desk, says("Z Mujahid", 5, source="Sheikh Mujahid", run=NEXT_RUN))
    save(desk, says("Z Mujahid", 7, source="SHEIKH Mujahid"))
    assert not any("heikh" in alias.lower() for alias in resolve_actor(desk, "Z Mujahid").aliases)
    undo(desk, verdict.batch, "eva")
    assert "Sheikh Mujahid" in resolve_actor(desk, "Z Mujahid").aliases
    with pytest.raises(StoreError, match=r"does not go by 'Nobody'; its names: .*Mujahid"):
        remove_alias(desk, "Z Mujahid", "Nobody", "eva")
    with pytest.raises(StoreError, match="actor's canonical name"):
        remove_alias(desk, "Z Mujahid", "Z Mujahid", "eva")
    merge(desk, ["Z Mujahid", "Ann Lee"], "eva")
    with pytest.raises(StoreError, match=r"name of a part of the actor in texts; .* attrib actors split"):
        remove_alias(desk, "Z Mujahid", "Ann Lee", "eva")


def test_a_kind_given_is_shown(desk: Database) -> None:
    verdict = set_kind(desk, "Ann Lee", ActorKind.ORGANIZATION, "eva")
    assert {actor.name for actor in list_actors(desk, kind=ActorKind.ORGANIZATION)} == {"Taliban", "Ann Lee"}
    with pytest.raises(StoreError, match="is organization already"):
        set_kind(desk, "Ann Lee", ActorKind.ORGANIZATION, "eva")
    undo(desk, verdict.batch, "eva")
    assert resolve_actor(desk, "Ann Lee").kind is ActorKind.PERSON


def test_a_wikidata_id_finds_the_actor(desk: Database) -> None:
    set_wikidata(desk, "Ann Lee", "https://www.wikidata.org/wiki/Q42", "eva")
    assert resolve_actor(desk, "q42").name == "Ann Lee"
    merge(desk, ["Z Mujahid", "Q42"], "eva")
    assert resolve_actor(desk, "Q42").wikidata_id == "Q42"
    with pytest.raises(StoreError, match="has the Wikidata id Q42 already"):
        set_wikidata(desk, "Z Mujahid", "Q42", "eva")
    with pytest.raises(StoreError, match="Q42 is the Wikidata id of Z Mujahid"):
        set_wikidata(desk, "Taliban", "Q42", "eva")
    with pytest.raises(StoreError, match="is no Wikidata id"):
        set_wikidata(desk, "Taliban", "42", "eva")


def test_an_affiliation_given_finds_what_was_said_in_its_time(desk: Database) -> None:
    add_affiliation(desk, "Ann Lee", KnownRole("City Hall", "mayor", "2022", "2023-01-02"), "eva")
    assert count(desk, StatementQuery(affiliation=("city",), role=("mayor",))) == 1
    save(desk, says("Ann Lee", 8, day="2023-01-03"))
    assert [record.location for record in search(desk, StatementQuery(affiliation=("City Hall",)))] == ["3.txt"]
    assert count(desk, StatementQuery(affiliation=("Taliban",), role=("mayor",))) == 0
    with pytest.raises(StoreError, match="'Ann Lee' has that affiliation already"):
        add_affiliation(desk, "Ann Lee", KnownRole("City Hall", "mayor", "2022", "2023-01-02"), "eva")
    for role, words in (
        (KnownRole("x", None, "2023", "2022"), "ends earlier"),
        (KnownRole("x", None, "2023-13"), "is no date"),
        (KnownRole(None, None), "needs an organization"),
    ):
        with pytest.raises(StoreError, match=words):
            add_affiliation(desk, "Ann Lee", role, "eva")


def test_as_of_finds_who_held_a_role_then(desk: Database) -> None:
    def on(day: str, affiliation: str, role: str | None = None) -> set[str]:
        moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
        query = StatementQuery(as_of=moment, affiliation=(affiliation,), role=(role,) if role else ())
        return {record.location for record in search(desk, query)}

    assert on("2022-01-01", affiliation="Taliban") == {"1.txt", "2.txt"}
    assert on("2020-01-01", affiliation="Taliban") == set()
    save(desk, says("Z Mujahid", 7, of="Red Crescent", role="director", day="2024-05-05"))
    assert on("2024-06-01", affiliation="Taliban") == set()
    assert on("2024-06-01", affiliation="red crescent", role="director") == {"1.txt", "2.txt", "7.txt"}
    assert on("2022-01-01", affiliation="Taliban", role="spokesperson") == {"1.txt", "2.txt", "7.txt"}
    add_affiliation(desk, "Z Mujahid", KnownRole("Taliban", "spokesperson", "2007", "2021-12"), "eva")
    assert on("2022-01-01", affiliation="Taliban") == set()
    assert on("2021-12-31", affiliation="Taliban") == {"1.txt", "2.txt", "7.txt"}


def test_unnamed_speakers_are_found_by_their_description(desk: Database) -> None:
    save(desk, says("a senior Home Office official", 11, kind=ActorKind.UNNAMED))
    save(desk, says("Home Office Official", 12))
    assert [record.location for record in search(desk, StatementQuery(unnamed="home office"))] == ["11.txt"]
    assert count(desk, StatementQuery(unnamed="%")) == 0


def test_a_profile_tells_all(desk: Database) -> None:
    merge(desk, ["Z Mujahid", "Ann Lee"], "eva", "for the test")
    add_affiliation(desk, "Z Mujahid", KnownRole("City Hall", None, "2022"), "bob")
    found = profile(desk, "Mujahid")
    assert [(post.organization, post.role, post.judged_by) for post in found.roles] == [
        ("City Hall", None, "bob"), ("Taliban", "spokesperson", None),
    ]  # fmt: skip
    assert (found.roles[1].since, found.roles[1].statements) == ("2021-08-17", 1)
    assert found.roles[1].evidence == next(search(desk, StatementQuery(affiliation=("Taliban",)))).statement_id
    assert [(part.name, part.statements) for part in found.parts] == [("Z Mujahid", 2), ("Ann Lee", 1)]
    assert found.targets == ()  # "the embassy" says only in its own article which
    assert [item.note for item in found.judgements] == [None, "for the test"]
    assert (found.summary.statements, found.summary.outlets) == (3, (("Wire", 3),))


def test_a_name_taken_away_joins_nobody(desk: Database) -> None:
    add_alias(desk, "Ann Lee", "Anna Leigh", "eva")
    remove_alias(desk, "Ann Lee", "Anna Leigh", "bob")
    save(desk, says("Anna Leigh", 9))
    assert resolve_actor(desk, "Anna Leigh").name == "Anna Leigh"
    assert resolve_actor(desk, "Ann Lee").statements == 1


def test_an_acronym_taken_away_from_one_body_is_left_to_another(database: Database) -> None:
    fill(database, body("ABC", 1))
    for number, name in enumerate(("Alpha Beta Council", "Arts Board Council"), start=2):
        save(database, body(name, number, source="ABC", reason=Reason.ACRONYM))
    remove_alias(database, "Alpha Beta Council", "ABC", "eva")
    assert {actor.name: actor.statements for actor in list_actors(database)} == {
        "Arts Board Council": 2,
        "Alpha Beta Council": 1,
    }
    assert check(database) == []


def test_bytes_that_are_no_text_are_refused_in_a_name_and_made_visible_elsewhere(desk: Database) -> None:
    with pytest.raises(StoreError, match=r"'A\\udcffb' is not a name"):
        rename(desk, "Ann Lee", "A\udcffb", "eva")
    rename(desk, "Ann Lee", "Anna Lee", "e\udcffva", "n\0te")
    (judgement,) = list_judgements(desk)
    assert (judgement.judged_by, judgement.note) == ("e\\udcffva", "n\\x00te")
    add_affiliation(desk, "Anna Lee", KnownRole("Ac\udcffme\nInc", "chief"), "eva")
    assert resolve_actor(desk, "Anna Lee").affiliations == (("Ac\\udcffme Inc", "chief"),)


def test_the_beginning_of_an_id_and_of_a_command_is_ambiguous(desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.store.statements.histories.secrets.token_hex", lambda _: "abcd00000000")
    rename(desk, "Ann Lee", "Anna Lee", "eva")
    with desk.begin() as session:
        session.execute(update(JudgementRow).values(id="abcd111111111111"))
    with pytest.raises(AmbiguousNameError, match="fits several judgements"):
        undo(desk, "abcd", "eva")
    assert len(undo(desk, "abcd0", "eva")) == 1
