"""Statements are matched with fact checks, whatever came first; people's judgements stand above the match."""

from collections.abc import Sequence

import pytest

from attrib.data import Extraction, Run, StatementQuery, StatementRecord
from attrib.data.checks import Checked, CheckVerdict, FactCheck
from attrib.errors import NotFoundError, StoreError
from attrib.store.checks.corpus import read_claims, unread
from attrib.store.checks.importing import import_checks
from attrib.store.checks.judgements import judge_match, list_match_judgements, undo_match_judgement
from attrib.store.checks.listing import delete_checks, list_checks, restore_checks
from attrib.store.checks.matching import match_statements, waiting_documents
from attrib.store.checks.none_there import none_there
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.search.query import count, search
from attrib.store.search.vectors import embed_lacking
from tests.store.meaning import WordEncoder
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said

ENCODER = WordEncoder()
WALL = "we will build the new harbour wall by next summer"
CHECKS = (
    FactCheck("The new harbour wall will be built by next summer", rating="False", url="https://a.example/1"),
    FactCheck("The mayor has closed every school of the city", rating="True", url="https://a.example/2"),
    FactCheck("Harbour fees rose nine times in ten years", rating="Half true", url="https://a.example/3"),
)
SAYINGS = (
    ("Rosa Quill", WALL),
    ("Ivo Hale", "the ferry to the islands is late again this morning"),
    ("Rosa Quill", "the wall"),
)


def told(number: int, run: Run = RUN) -> Extraction:
    name, words = SAYINGS[number]
    text = f"“{words},” said {name}, and left it at that ({number})."
    statement = said(text, f"“{words},”", name, by=person(name))
    return article(text, statement, location=f"{number}.txt", day="2025-03-01", run=run)


def keep(database: Database, *numbers: int, run: Run = RUN) -> None:
    for number in numbers:
        save(database, told(number, run))
    list(embed_lacking(database, lambda: ENCODER, ENCODER.id))


def update(database: Database) -> int:
    list(read_claims(database, lambda: ENCODER, ENCODER.id))
    return sum(match_statements(database, ENCODER.id))


def statement(database: Database, number: int) -> StatementRecord:
    [record] = search(database, StatementQuery(document=(f"{number}.txt",)))
    return record


def matched(database: Database) -> dict[str, list[tuple[str, float | None]]]:
    """The addresses and scores of the checks of each statement, by place."""
    return {
        record.location: [(each.check.check.url or "", each.score) for each in record.checks]
        for record in search(database, StatementQuery())
        if record.checks
    }


@pytest.fixture
def filled(database: Database) -> Database:
    keep(database, 0, 1, 2)
    import_checks(database, CHECKS)
    assert update(database) == 3
    return database


def checked(database: Database, wanted: Checked) -> list[str]:
    return sorted(record.location for record in search(database, StatementQuery(checked=wanted)))


def check_ids(database: Database) -> dict[str, str]:
    return {each.check.url or "": each.id for each in list_checks(database)}


def test_a_statement_has_its_nearest_checks(filled: Database) -> None:
    [match] = [each for each in statement(filled, 0).checks if each.counts]
    assert match.check.check.rating == "False"
    assert match.verdict is None
    assert match.score == pytest.approx((match.cosine or 0) + 0.2, abs=1e-5)
    assert statement(filled, 0).check == match
    assert statement(filled, 2).checks == ()  # too short to claim anything
    assert (checked(filled, Checked.YES), checked(filled, Checked.NO)) == (["0.txt"], ["1.txt", "2.txt"])
    assert count(filled, StatementQuery(checked=Checked.YES)) == 1
    assert checked(filled, Checked.CONFIRMED) == []
    assert update(filled) == 0
    assert check(filled) == []


def test_checks_that_were_matched_are_there_until_what_they_matched_is_let_go(database: Database) -> None:
    keep(database, 0, 1, 2)
    assert none_there(database)
    import_checks(database, CHECKS)
    assert not none_there(database)
    assert update(database) == 3
    delete_checks(database, list(check_ids(database).values()), "eva")
    assert not none_there(database)  # statements still have matches
    assert update(database) == 3
    assert none_there(database)
    assert matched(database) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_no_order_of_importing_and_ingesting_changes_the_matches(database: Database, order: Sequence[int]) -> None:
    for number in order:
        keep(database, number)
        import_checks(database, [CHECKS[number]])
        update(database)
    found = matched(database)
    assert found["0.txt"][0][0] == "https://a.example/1"
    import_checks(database, CHECKS)
    assert update(database) == 0
    assert matched(database) == found
    assert found["0.txt"][0][1] == pytest.approx(1.021297, abs=2e-6)


def test_statements_without_vectors_wait_for_them(database: Database) -> None:
    save(database, told(0))
    import_checks(database, CHECKS)
    assert unread(database, ENCODER.id) == len(CHECKS)
    assert update(database) == 0
    assert unread(database, ENCODER.id) == 0
    keep(database, 0)
    assert waiting_documents(database, ENCODER.id) == 1
    assert update(database) == 1
    assert checked(database, Checked.YES) == ["0.txt"]


def test_people_stand_above_the_score_and_can_take_it_back(filled: Database) -> None:
    ids, wall, ferry = check_ids(filled), statement(filled, 0).statement_id, statement(filled, 1).statement_id
    rejected = judge_match(filled, CheckVerdict.REJECTED, wall, [ids["https://a.example/1"]], "eva", "another wall")
    assert checked(filled, Checked.YES) == []
    assert [each.verdict for each in statement(filled, 0).checks][-1] == CheckVerdict.REJECTED
    confirmed = judge_match(filled, CheckVerdict.CONFIRMED, ferry, [ids["https://a.example/2"][:9]], "eva")
    assert checked(filled, Checked.CONFIRMED) == checked(filled, Checked.YES) == ["1.txt"]
    best = statement(filled, 1).check
    assert best is not None
    assert (best.check.check.rating, best.verdict) == ("True", CheckVerdict.CONFIRMED)
    [second, first] = list_match_judgements(filled)
    assert (first.batch, first.note, first.judged_by) == (rejected, "another wall", "eva")
    assert (second.batch, second.statement_id, second.claim) == (confirmed, ferry, CHECKS[1].claim)
    assert list_match_judgements(filled, statement=ferry) == [second]
    [undone] = undo_match_judgement(filled, confirmed, "kim")
    assert undone.undone_by == "kim"
    undo_match_judgement(filled, rejected, "kim")
    assert (checked(filled, Checked.YES), checked(filled, Checked.CONFIRMED)) == (["0.txt"], [])
    assert list_match_judgements(filled) == []
    assert len(list_match_judgements(filled, undone=True)) == 2
    with pytest.raises(StoreError, match="undone already, by kim"):
        undo_match_judgement(filled, rejected, "kim")


def test_judgements_outlive_a_new_run_and_other_checks(filled: Database) -> None:
    ids = check_ids(filled)
    judge_match(filled, CheckVerdict.CONFIRMED, statement(filled, 1).statement_id, [ids["https://a.example/2"]], "eva")
    keep(filled, 0, 1, 2, run=NEXT_RUN)
    assert checked(filled, Checked.YES) == []
    assert update(filled) == 3
    assert checked(filled, Checked.CONFIRMED) == ["1.txt"]
    import_checks(filled, [FactCheck("Ferries to the islands are never late", url="https://a.example/4")])
    assert update(filled) == 3
    assert checked(filled, Checked.CONFIRMED) == ["1.txt"]
    [judged] = list_match_judgements(filled)
    assert judged.statement_id == statement(filled, 1).statement_id
    assert check(filled) == []


def test_judgements_follow_to_a_newer_text_and_are_taken_back_there(filled: Database) -> None:
    school = check_ids(filled)["https://a.example/2"]
    batch = judge_match(filled, CheckVerdict.CONFIRMED, statement(filled, 1).statement_id, [school], "eva")
    name, words = SAYINGS[1]
    text = f"The council met on Monday.\n\n{told(1).document.text}"
    again = said(text, f"“{words},”", name, by=person(name))
    save(filled, article(text, again, location="1.txt", day="2025-03-01"))
    list(embed_lacking(filled, lambda: ENCODER, ENCODER.id))
    assert update(filled) == 1
    assert checked(filled, Checked.CONFIRMED) == ["1.txt"]
    now = statement(filled, 1).statement_id
    assert [each.statement_id for each in list_match_judgements(filled, statement=now)] == [now]
    with pytest.raises(StoreError, match="so already; undo that first"):
        judge_match(filled, CheckVerdict.CONFIRMED, now, [school], "kim")
    undo_match_judgement(filled, batch, "kim")
    assert checked(filled, Checked.CONFIRMED) == []


@pytest.mark.parametrize(
    ("verdict", "number", "urls", "by", "error", "reason"),
    [
        (CheckVerdict.CONFIRMED, 0, (), "eva", StoreError, "one fact check or more"),
        (CheckVerdict.CONFIRMED, 0, (2, 2), "eva", StoreError, "each given once"),
        (CheckVerdict.CONFIRMED, 0, (2,), " ", StoreError, "needs to say who made it"),
        (CheckVerdict.CONFIRMED, 0, ("ffffff",), "eva", NotFoundError, "no fact check has the id"),
        (CheckVerdict.CONFIRMED, 9, (1,), "eva", NotFoundError, "no statement has the id"),
        (CheckVerdict.CONFIRMED, 0, (1,), "eva", StoreError, r"the contrary \(rejected\); undo that first: attrib"),
        (CheckVerdict.REJECTED, 0, (2, 1), "eva", StoreError, "so already; undo that first"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    filled: Database,
    verdict: CheckVerdict,
    number: int,
    urls: Sequence[int | str],
    by: str,
    error: type[Exception],
    reason: str,
) -> None:
    ids = check_ids(filled)
    wall = statement(filled, 0).statement_id
    judge_match(filled, CheckVerdict.REJECTED, wall, [ids["https://a.example/1"]], "eva")
    given = [ids[f"https://a.example/{each}"] if isinstance(each, int) else each for each in urls]
    with pytest.raises(error, match=reason):
        judge_match(filled, verdict, wall if number == 0 else "ffff", given, by)
    assert len(list_match_judgements(filled)) == 1


def test_a_deleted_check_matches_nothing(filled: Database) -> None:
    wall = check_ids(filled)["https://a.example/1"]
    delete_checks(filled, [wall], "eva")
    assert checked(filled, Checked.YES) == []
    assert update(filled) == 3
    restore_checks(filled, [wall])
    assert update(filled) == 3
    assert checked(filled, Checked.YES) == ["0.txt"]


def test_a_changed_quote_is_matched_again(filled: Database) -> None:
    review(filled, statement(filled, 0).statement_id, Correction(speaker="Ivo Hale"), "eva")
    assert waiting_documents(filled, ENCODER.id) == 1
    assert update(filled) == 1
    assert checked(filled, Checked.YES) == ["0.txt"]


def test_without_checks_nothing_waits(database: Database) -> None:
    keep(database, 0)
    assert update(database) == 0
