"""One name, several people."""

import pytest
from sqlalchemy import select

from attrib.data import StatementQuery
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.decisions import undo
from attrib.store.actors.listing import list_actors, resolve_actor
from attrib.store.actors.merge import merge
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.actors.suggest_merges import suggest
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.schema.actors import ActorRow
from attrib.store.search.query import search
from tests.store.newsdesk import NEXT_RUN
from tests.store.speaking import fill, says


@pytest.fixture
def smiths(database: Database) -> Database:
    fill(
        database, says("John Smith", 1, of="Labour"), says("John Smith", 2, of="Leeds United"), says("John Smith", 3),
        says("Ann Lee", 4),
    )  # fmt: skip
    return database


def numbers(database: Database, name: str) -> set[str]:
    return {record.location for record in search(database, StatementQuery(actor=(name,)))}


def test_an_affiliation_tells_namesakes_apart_now_and_later(smiths: Database) -> None:
    before = list_actors(smiths)
    verdict = split_namesake(
        smiths, "John Smith", affiliation="Leeds United", new_name="John Smith (footballer)", by="eva"
    )
    assert numbers(smiths, "John Smith (footballer)") == {"2.txt"}
    save(smiths, says("John Smith", 5, of="the Leeds United"))
    save(smiths, says("John Smith", 2, of="Leeds United", run=NEXT_RUN))
    assert numbers(smiths, "John Smith (footballer)") == {"2.txt", "5.txt"}
    assert resolve_actor(smiths, verdict.actor.id).statements == 2
    with pytest.raises(AmbiguousNameError, match="Leeds United"):
        resolve_actor(smiths, "Smith")
    assert check(smiths) == []
    undo(smiths, verdict.batch, "eva")
    assert resolve_actor(smiths, "Smith").statements == 4
    assert {actor.name for actor in list_actors(smiths)} == {actor.name for actor in before}


@pytest.mark.parametrize("judged_first", [True, False])
def test_what_an_older_run_read_tells_nothing_of_a_newer_one(smiths: Database, judged_first: bool) -> None:
    def judge() -> None:
        split_namesake(smiths, "John Smith", affiliation="Leeds United", new_name="Jack Smith", by="eva")

    if judged_first:
        judge()
    save(smiths, says("John Smith", 5, of="Leeds United"))
    save(smiths, says("John Smith", 5, of="Labour", run=NEXT_RUN))
    if not judged_first:
        judge()
    assert numbers(smiths, "Jack Smith") == {"2.txt"}
    assert numbers(smiths, "John Smith") == {"1.txt", "3.txt", "5.txt"}
    assert check(smiths) == []


def test_a_statement_tells_the_article_of_a_namesake(smiths: Database) -> None:
    third = next(record for record in search(smiths, StatementQuery()) if record.location == "3.txt")
    verdict = split_namesake(smiths, "John Smith", statements=[third.statement_id[:9]], by="eva")
    assert [actor.statements for actor in (verdict.actor, *verdict.others)] == [2, 1]
    save(smiths, says("John Smith", 3, run=NEXT_RUN))
    assert numbers(smiths, verdict.others[0].id) == {"3.txt"}
    assert check(smiths) == []


def test_a_namesake_can_be_merged_with_somebody_else(smiths: Database) -> None:
    verdict = split_namesake(smiths, "John Smith", affiliation="Leeds United", new_name="Jack Smith", by="eva")
    merge(smiths, ["Ann Lee", "Jack Smith"], "eva")
    save(smiths, says("John Smith", 6, of="Leeds United"))
    assert numbers(smiths, "Ann Lee") == {"2.txt", "4.txt", "6.txt"}
    undo(smiths, verdict.batch, "eva")
    assert numbers(smiths, "Ann Lee") == {"4.txt"}
    assert check(smiths) == []


def test_what_fits_nothing_is_refused(smiths: Database) -> None:
    with pytest.raises(StoreError, match=r"no text gives 'John Smith' the affiliation 'Leeds'; .*Labour, Leeds United"):
        split_namesake(smiths, "John Smith", affiliation="Leeds", by="eva")
    other = next(search(smiths, StatementQuery(actor=("Ann Lee",))))
    with pytest.raises(StoreError, match="is said by Ann Lee, not by 'John Smith'"):
        split_namesake(smiths, "John Smith", statements=[other.statement_id], by="eva")
    with pytest.raises(NotFoundError, match="no statement has the id 'zz'"):
        split_namesake(smiths, "John Smith", statements=["zz"], by="eva")
    assert len(list_actors(smiths)) == 2


@pytest.mark.parametrize("name", ["", "!!!", "a\0b", "x" * 5000])
def test_a_namesake_needs_a_name_that_can_be_kept(smiths: Database, name: str) -> None:
    with pytest.raises(StoreError, match=r"is not a name|at most"):
        split_namesake(smiths, "John Smith", affiliation="Leeds United", new_name=name, by="eva")


def test_a_namesake_s_title_is_no_part_of_the_name(smiths: Database) -> None:
    (other,) = split_namesake(
        smiths, "John Smith", affiliation="Leeds United", new_name="Mr  Bob Jones", by="eva"
    ).others
    assert other.name == "Mr Bob Jones"
    with smiths.session() as session:
        assert session.scalar(select(ActorRow.key).where(ActorRow.id == other.id)) == "bob jones"


def test_a_namesake_taken_back_is_not_suggested(smiths: Database) -> None:
    verdict = split_namesake(smiths, "John Smith", affiliation="Leeds United", by="eva")
    undo(smiths, verdict.batch, "eva")
    assert suggest(smiths) == []
