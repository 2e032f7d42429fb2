"""Who answers to a name: nobody is dropped silently, and what a name leaves out is said."""

import shlex
from dataclasses import dataclass

import pytest

from attrib.data import ActorKind, StatementQuery, Way
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.actors.remarks import Choice, Remarks, lines_of
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.database.session import Database
from attrib.store.search.query import count, search
from attrib.store.search.speakers import name_speakers
from tests.store.speaking import body, fill, says


@pytest.fixture
def trumps(database: Database) -> Database:
    people = ("Donald Trump", "Donald Trump", "Donald Trump", "Melania Trump", "Trump", "Trump", "Ron Reagan", "Reagan")
    fill(database, *(says(name, number) for number, name in enumerate(people)))
    fill(database, body("Trump", 20), body("Trump Organization", 21), body("Reagan Library", 22))
    fill(database, says("Trump supporters", 30, kind=ActorKind.GROUP))
    return database


def remark(database: Database, actor: tuple[str, ...]) -> str:
    return " ".join(map(str, name_speakers(database, StatementQuery(actor=actor))[1]))


def test_a_surname_of_several_is_listed_people_first(trumps: Database) -> None:
    with pytest.raises(AmbiguousNameError, match="or take all of them with --any") as caught:
        search(trumps, StatementQuery(actor=("Trump",)))
    assert [words for _, words in caught.value.choices] == [
        "Donald Trump (person; 3 statements)",
        "Melania Trump (person; 1 statement)",
        "Trump (organization; 1 statement)",
        "Trump Organization (organization; 1 statement)",
        "“Trump” in 2 articles with no fuller name (person; 2 statements)",
    ]
    assert caught.value.choices[-1][0] == "only:Trump"


def test_a_long_name_widens_no_list_and_a_long_list_is_cut() -> None:
    long = "only:an official whom the followers of Moss have"
    first = (Choice("a" * 16, "Ann Moss (person; 9 statements)", 9), Choice("only:Moss", "“Moss” in 2 articles", 2))
    several = [*first, Choice(long, f"“{long[5:]}” in 1 article", 1), *(Choice("b" * 16, "Bo", 1) for _ in range(12))]
    lines = lines_of("O'Moss", several)
    assert lines[:3] == [
        f"  {'a' * 16}  Ann Moss (person; 9 statements)",
        "  only:Moss         in 2 articles",
        f"  {long}  in 1 article",
    ]
    assert lines[10:] == ["""  … and 5 more (5 statements); `attrib actors list 'O'"'"'Moss'` shows all"""]
    assert lines_of("Moss", [Choice(long, "x", 1)]) == [f"  {long}  x"]


def test_any_takes_all_but_descriptions_and_says_so(trumps: Database) -> None:
    asked = StatementQuery(actor=("Trump",), any_actor=True)
    assert count(trumps, asked) == 8
    named, (notice,) = name_speakers(trumps, asked)
    assert count(trumps, named) == 8
    assert "“Trump supporters”" in str(notice)


def test_a_full_name_wins_and_the_bare_surname_is_offered(trumps: Database) -> None:
    assert count(trumps, StatementQuery(actor=("donald trump",))) == 3
    assert "2 statements of “Trump” in articles that give no first name" in remark(trumps, actor=("Donald Trump",))
    assert count(trumps, StatementQuery(actor=("only:Trump",))) == 2


def test_what_is_offered_is_a_way_for_links_too(trumps: Database) -> None:
    _, (notice,) = name_speakers(trumps, StatementQuery(actor=("Donald Trump",)))
    assert notice.ways[0] == Way("--actor only:Trump", "actor", "only:Trump")
    assert all(way.words in notice.message for way in notice.ways)
    _, (everybody,) = name_speakers(trumps, StatementQuery(actor=("Trump",), any_actor=True))
    assert everybody.ways == (Way("--unnamed Trump", "unnamed", "Trump", without=("actor", "Trump")),)
    assert count(trumps, StatementQuery(unnamed="Trump")) == 1
    _, (offered,) = name_speakers(trumps, StatementQuery(actor=("Reagan",)))
    assert [way.field for way in offered.ways] == ["actor", "any_actor"]


def test_any_is_offered_for_those_whom_it_takes(trumps: Database) -> None:
    full = remark(trumps, actor=("Donald Trump",))
    assert "(--actor only:Trump)" in full
    assert "--any" not in full
    assert count(trumps, StatementQuery(actor=("Donald Trump",), any_actor=True)) == 3
    assert remark(trumps, actor=("Reagan",)).endswith("--any takes all.")
    everybody = count(trumps, StatementQuery(actor=("Reagan",), any_actor=True))
    assert everybody == 1 + 1 + count(trumps, StatementQuery(actor=("only:Reagan",)))


@dataclass(frozen=True)
class Fits:
    name: str
    id: str = "3f2a"
    kind: ActorKind = ActorKind.PERSON
    key: str = "trump"
    scoped: bool = True
    statements: int = 2


def test_a_name_with_an_apostrophe_is_offered_so_that_a_shell_takes_it(database: Database) -> None:
    with database.session() as session:
        said = str(Remarks(session, "O", [Fits("Trump's army")], [Fits("Trump", scoped=False)]))
    offered = said[said.index("(--actor ") + 1 : said.rindex(")")]
    assert shlex.split(offered) == ["--actor", "only:Trump's army"]


def test_one_person_goes_before_bodies_that_hold_the_name(trumps: Database) -> None:
    assert count(trumps, StatementQuery(actor=("Reagan",))) == 1
    said = remark(trumps, actor=("Reagan",))
    assert "Reagan Library (organization; 1 statement)" in said
    assert "1 statement of “Reagan” in articles that give no first name (--actor only:Reagan)" in said


def test_several_names_and_names_left_out(trumps: Database) -> None:
    assert count(trumps, StatementQuery(actor=("Donald Trump", "Melania Trump"))) == 4
    assert count(trumps, StatementQuery(exclude_actor=("Donald Trump",))) == 9
    assert count(trumps, StatementQuery(exclude_actor=("Trump",), any_actor=True)) == 4


def test_after_a_split_both_are_named(trumps: Database) -> None:
    first = next(search(trumps, StatementQuery(actor=("Donald Trump",))))
    split_namesake(trumps, "Donald Trump", statements=[first.statement_id], by="eva")
    with pytest.raises(AmbiguousNameError) as caught:
        search(trumps, StatementQuery(actor=("Donald Trump",)))
    counts = [words for _, words in caught.value.choices[:2]]
    assert counts == ["Donald Trump (person; 2 statements)", "Donald Trump (person; 1 statement)"]


def test_near_misses_are_names_and_never_letters(trumps: Database) -> None:
    fill(trumps, says("P", 40), says("Q", 41))
    with pytest.raises(NotFoundError, match=r"did you mean Melania Trump"):
        search(trumps, StatementQuery(actor=("Melanya Trump",)))
    with pytest.raises(NotFoundError, match="see `attrib actors list`"):
        search(trumps, StatementQuery(actor=("Pqz",)))
