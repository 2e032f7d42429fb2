import itertools

import pytest

from attrib.data import ActorKind, Extraction, Reason, Speaker
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.actors.listing import find, list_actors, resolve_actor, show
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from tests.store.backends import Templates
from tests.store.newsdesk import NEXT_RUN, article, said, talks


def says(name: str, number: int, *, source: str = "", reason: Reason = Reason.EXACT, kind: ActorKind = ActorKind.PERSON,
         of: str | None = None, role: str | None = None, day: str | None = None) -> Extraction:  # fmt: skip
    source = source or name
    text = f"“Number {number},” said {source}."
    speaker = Speaker(name, kind, affiliation=of, role=role, reason=reason)
    return article(text, said(text, f"“Number {number},”", source, by=speaker), location=f"{number}.txt", day=day)


def test_a_person_joins_documents_and_is_found_by_any_name(database: Database) -> None:
    save(database, says("Zabihullah Mujahid", 1, of="Taliban", role="spokesperson", day="2021-05-01"))
    save(database, says("Zabihullah Mujahid", 2, source="Mr Mujahid", reason=Reason.SURNAME, day="2025-11-06"))
    save(database, says("ZABIHULLAH MUJAHID", 3, source="he", reason=Reason.PRONOUN))
    for name in (
        "Mujahid",
        "zabihullah",
        "MUJAHID",
        "Zabihullah Mujahid",
        "Mr Mujahid",
        "Mr Zabihullah Mujahid",
        "muja",
    ):
        actor = resolve_actor(database, name)
        assert actor.name == "Zabihullah Mujahid", name
    assert (actor.statements, actor.documents, actor.kind) == (3, 3, ActorKind.PERSON)
    assert actor.affiliations == (("Taliban", "spokesperson"),)
    assert (actor.first_at and actor.first_at.year, actor.last_at and actor.last_at.year) == (2021, 2025)
    assert set(actor.aliases) == {"Zabihullah Mujahid", "ZABIHULLAH MUJAHID", "Mujahid", "MUJAHID", "Mr Mujahid"}
    assert actor.types == (("direct", 3),)


def test_accents_titles_and_hyphens_do_not_part_a_person(database: Database) -> None:
    for number, name in enumerate(
        ("José-María Aznar", "Jose Maria Aznar", "President José María Aznar", "JOSÉ MARÍA AZNAR")
    ):
        save(database, says(name, number))
    assert [(actor.name, actor.statements) for actor in list_actors(database)] == [("José-María Aznar", 4)]


def test_one_word_persons_groups_and_unnamed_stay_in_their_document(database: Database) -> None:
    save(database, says("Blair", 1))
    save(database, says("Blair", 2))
    save(database, says("critics", 3, kind=ActorKind.GROUP))
    save(database, says("critics", 4, kind=ActorKind.GROUP))
    save(database, says("Home Office", 5, kind=ActorKind.ORGANIZATION))
    save(database, says("the Home Office", 6, kind=ActorKind.ORGANIZATION))
    assert [(actor.name, actor.statements) for actor in list_actors(database)] == [
        ("Home Office", 2), ("Blair", 1), ("Blair", 1), ("critics", 1), ("critics", 1),
    ]  # fmt: skip
    with pytest.raises(AmbiguousNameError, match="'Blair' fits 2 actors"):
        resolve_actor(database, "Blair")


def test_a_full_name_goes_before_a_bare_surname_elsewhere(database: Database) -> None:
    save(database, says("Tony Blair", 1))
    save(database, says("Blair", 2))
    assert resolve_actor(database, "Blair").name == "Tony Blair"


def test_an_ambiguous_name_lists_its_candidates(database: Database) -> None:
    save(database, says("Tony Blair", 1, of="Labour", role="prime minister"))
    save(database, says("Tony Blair", 2))
    save(database, says("Cherie Blair", 3))
    with pytest.raises(AmbiguousNameError) as caught:
        resolve_actor(database, "blair")
    lines = str(caught.value).splitlines()
    assert lines[0] == "'blair' fits 2 actors; give a fuller name or an id:"
    assert "Tony Blair (person, prime minister, Labour; 2 statements)" in lines[1]
    assert "Cherie Blair (person; 1 statement)" in lines[2]
    identity = lines[2].split()[0]
    assert resolve_actor(database, identity).name == "Cherie Blair"
    assert resolve_actor(database, identity[:8]).name == "Cherie Blair"
    with pytest.raises(NotFoundError):
        resolve_actor(database, identity[:7])


def test_the_very_name_goes_before_longer_ones(database: Database) -> None:
    save(database, says("Taliban", 1, kind=ActorKind.ORGANIZATION))
    save(database, says("Pakistani Taliban", 2, kind=ActorKind.ORGANIZATION))
    assert resolve_actor(database, "the Taliban").name == "Taliban"
    assert [actor.name for actor in find(database, "taliban")] == ["Taliban", "Pakistani Taliban"]


def test_nobody_answers_with_suggestions(database: Database) -> None:
    with pytest.raises(NotFoundError, match=r"no actor has the name 'X'; see `attrib actors list`"):
        resolve_actor(database, "X")
    save(database, talks())
    with pytest.raises(NotFoundError, match=r"did you mean .*Zabihullah Mujahid"):
        resolve_actor(database, "Zabiullah Mujahed")
    for blank in ("", "  ", "—", "%"):
        with pytest.raises(NotFoundError):
            resolve_actor(database, blank)
        assert find(database, blank) == []


def test_the_registry_does_not_depend_on_the_order_of_documents(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    corpus = [says("ANN LEE", 1), says("Ann Lee", 2, source="Ms Lee"), says("Dr Ann Lee", 3), says("Lee", 4)]
    registries = []
    for order in itertools.islice(itertools.permutations(corpus), 0, None, 5):
        with open_database(templates.copy(tmp_path_factory.mktemp("order") / "news.db")) as database:
            for extraction in order:
                save(database, extraction)
            registries.append(list_actors(database))
    assert all(registry == registries[0] for registry in registries)
    assert [actor.name for actor in registries[0]] == ["Ann Lee", "Lee"]


def test_pronouns_and_descriptions_are_no_aliases(database: Database) -> None:
    sources = {
        "he": Reason.PRONOUN,
        "the spokesman": Reason.ROLE,
        "a tall man in a hat": Reason.NOMINAL,
        "It": Reason.EXACT,
    }
    for number, (source, reason) in enumerate(sources.items()):
        save(database, says("Ann Lee", number, source=source, reason=reason))
    save(database, says("Ann Lee", 9, source="Prime Minister Lee’s", reason=Reason.SURNAME))
    assert set(show(database, "Ann Lee").aliases) == {"Ann Lee", "Lee", "Prime Minister Lee"}


def test_an_acronym_leads_to_its_organization(database: Database) -> None:
    department = "Department of Justice"
    save(database, says(department, 1, source="The DoJ", kind=ActorKind.ORGANIZATION, reason=Reason.ACRONYM))
    assert resolve_actor(database, "doj").name == department


def test_lists_are_ranked_narrowed_and_cut(database: Database) -> None:
    for number in range(3):
        save(database, says("Ann Lee", number))
    save(database, says("Bo Diaz", 3))
    save(database, says("Senate", 4, kind=ActorKind.ORGANIZATION))
    assert [actor.name for actor in list_actors(database, limit=2)] == ["Ann Lee", "Bo Diaz"]
    assert [actor.name for actor in list_actors(database, kind=ActorKind.ORGANIZATION)] == ["Senate"]
    assert [actor.name for actor in list_actors(database, text="DÍAZ")] == ["Bo Diaz"]
    assert list_actors(database, text="?") == []


def test_only_what_search_shows_is_counted(database: Database) -> None:
    save(database, talks())
    save(database, article(talks().document.text, said(talks().document.text, "it was too late"), run=NEXT_RUN))
    assert list_actors(database) == []
    actor = show(database, "Mujahid")
    assert (actor.statements, actor.documents, actor.affiliations, actor.last_at) == (0, 0, (), None)


def test_a_body_of_that_very_name_does_not_win_over_a_person(database: Database) -> None:
    save(database, says("Mary Ford", 1))
    save(database, says("Ford", 2, kind=ActorKind.ORGANIZATION))
    with pytest.raises(AmbiguousNameError) as caught:
        resolve_actor(database, "Ford")
    assert [words for _, words in caught.value.choices] == [
        "Mary Ford (person; 1 statement)",
        "Ford (organization; 1 statement)",
    ]
