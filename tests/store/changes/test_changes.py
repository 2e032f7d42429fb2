"""Changes of mind: two dated receipts with opposite sides; what asserts nothing, is undated or a copy makes none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from attrib.data import Assertion, DatePrecision, Extraction, Run, Span, Stance, StanceLabel, StatementQuery
from attrib.data.changes import LEAST_SIDE, LEAST_SPEAKER, ActorChanges, ChangeOfMind, LeftOut
from attrib.data.checks import CheckVerdict
from attrib.errors import NotFoundError, StoreError
from attrib.store.changes.finding import changes_of
from attrib.store.changes.judgements import judge_change, list_change_judgements, undo_change_judgement
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.search.query import search
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said

FOR, AGAINST, NEUTRAL = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL
Keep = Callable[..., None]


def told(
    number: int, words: str, side: StanceLabel, day: str | None, *, target: str = "harbour tax", score: float = 0.8,
    assertion: Assertion | None = Assertion.ASSERTED, by: str = "Ann Lee", outlet: str = "Gull", run: Run = RUN,
    unclear: bool = False,
) -> Extraction:  # fmt: skip
    text = f"“{words},” said {by} of the {target}, number {number}."
    stance = Stance(target, "topic", side, score, unclear=unclear)
    statement = replace(said(text, f"“{words},”", by, by=person(by), stances=(stance,)), assertion=assertion)
    return article(text, statement, location=f"{number}.txt", day=day, outlet=outlet, run=run)


BEFORE = (1, "We will never have it", AGAINST, "2024-03-01")
AFTER = (2, "It is the best idea we had", FOR, "2025-05-02")


@pytest.fixture
def keep(database: Database) -> Keep:
    def store(number: int, words: str, side: StanceLabel, day: str | None, **others: Any) -> None:
        save(database, told(number, words, side, day, **others))

    return store


def pairs(found: ActorChanges) -> list[tuple[str, str]]:
    return [(each.earlier.record.location, each.later.record.location) for each in found.changes]


def ids(change: ChangeOfMind) -> tuple[str, str]:
    return change.earlier.record.statement_id, change.later.record.statement_id


def test_two_receipts_stand_side_by_side(database: Database, keep: Keep) -> None:
    keep(*AFTER, score=0.6)
    keep(*BEFORE, score=0.9)
    found = changes_of(database, "Ann Lee")
    assert found.actor.name == "Ann Lee"
    [change] = found.changes
    assert pairs(found) == [("1.txt", "2.txt")]
    assert (change.target, change.judgement) == ("harbour tax", None)
    assert (change.earlier.side, change.earlier.score) == (AGAINST, 0.9)
    assert (change.later.side, change.later.score, change.score) == (FOR, 0.6, 0.6)
    assert change.earlier.record.quote == "“We will never have it,”"
    assert change.earlier.record.context.startswith("“We will never")
    assert check(database) == []


def test_near_same_targets_are_one(database: Database, keep: Keep) -> None:
    keep(*BEFORE, target="harbour tax")
    keep(*AFTER, target="tax on harbours")
    keep(3, "No more of that", AGAINST, "2025-06-01", target="carbon tax")
    assert pairs(changes_of(database, "Ann Lee")) == [("1.txt", "2.txt")]


@pytest.mark.parametrize(
    "other",
    [
        {"assertion": Assertion.DENIED},
        {"assertion": Assertion.SUPPOSED},
        {"assertion": Assertion.ASKED},
        {"assertion": Assertion.NOT_SAID},
        {"unclear": True},
        {"target": "border tax"},
        {"by": "Bo Ray"},
    ],
)
def test_what_is_not_said_as_it_stands_makes_no_change(
    database: Database, keep: Keep, other: dict[str, object]
) -> None:
    keep(*BEFORE)
    keep(*AFTER, **other)
    assert pairs(changes_of(database, "Ann Lee")) == []


@pytest.mark.parametrize(
    ("words", "score", "why"),
    [
        ("It is the best idea we had", LEAST_SIDE - 0.01, LeftOut.UNSURE),
        ("Is it not the best idea we had?", 0.8, LeftOut.QUESTION),
        ("the best idea of all", 0.8, LeftOut.TOPIC),
        ("It is the best idea we had, but too dear", 0.8, LeftOut.CONCEDES),
    ],
)
def test_what_is_often_misread_is_left_out_with_its_reason(
    database: Database, keep: Keep, words: str, score: float, why: LeftOut
) -> None:
    keep(*BEFORE)
    keep(2, words, FOR, AFTER[3], score=score)
    found = changes_of(database, "Ann Lee")
    assert (found.changes, found.left_out) == ((), ((why, 1),))
    keep(4, "It is the best idea we had", FOR, "2025-06-01")
    assert pairs(changes_of(database, "Ann Lee")) == [("1.txt", "4.txt")]


@pytest.mark.parametrize(
    ("text", "cue", "decided", "told_it"),
    [
        ("In 2025 Ann Lee took up her embrace of the harbour tax.", "embrace of", "embrace", True),
        ("In 2025 Ann Lee spoke at length of the harbour tax.", "spoke at length of", None, False),
        ("In 2025 Ann Lee, who is in good spirits, spoke of the harbour tax.", "spoke of", "good", False),
    ],
)
def test_a_cue_that_tells_the_side_makes_one_of_a_name(
    database: Database, keep: Keep, text: str, cue: str, decided: str | None, told_it: bool
) -> None:
    keep(*BEFORE)
    evidence = Span(text.index(decided), text.index(decided) + len(decided)) if decided else None
    stance = Stance("harbour tax", "topic", FOR, 0.7, evidence=evidence)
    named = said(text, "the harbour tax", "Ann Lee", cue, by=person("Ann Lee"), stances=(stance,))
    of_cue = replace(named, assertion=Assertion.ASSERTED)
    save(database, article(text, of_cue, location="2.txt", day=AFTER[3], outlet="Gull"))
    found = changes_of(database, "Ann Lee")
    assert pairs(found) == ([("1.txt", "2.txt")] if told_it else [])
    assert found.left_out == (() if told_it else ((LeftOut.TOPIC, 1),))


@pytest.mark.parametrize(
    ("words", "told_it"),
    [
        ("the harbour tax as “overdue”", True),
        ("harbour tax ‘overdue’", True),
        ("the overdue harbour tax", False),
        ("the “overdue” harbour tax", False),
        ("harbour taxes “overdue”", False),
    ],
)
def test_a_name_that_is_called_something_in_quotation_marks_is_a_side(
    database: Database, keep: Keep, words: str, told_it: bool
) -> None:
    keep(*BEFORE)
    text = f"Ann Lee described {words} on Monday."
    stance = Stance("harbour tax", "topic", FOR, 0.7)
    named = said(text, words, "Ann Lee", "described", by=person("Ann Lee"), stances=(stance,))
    called = replace(named, assertion=Assertion.ASSERTED)
    save(database, article(text, called, location="2.txt", day=AFTER[3], outlet="Gull"))
    assert pairs(changes_of(database, "Ann Lee")) == ([("1.txt", "2.txt")] if told_it else [])


@pytest.mark.parametrize(("sure", "told_it"), [(LEAST_SPEAKER, True), (LEAST_SPEAKER - 0.01, False)])
def test_a_speaker_that_is_unsure_makes_no_change(database: Database, keep: Keep, sure: float, told_it: bool) -> None:
    keep(*BEFORE)
    doubtful = told(*AFTER)
    [statement] = doubtful.statements
    assert statement.speaker is not None
    unsure = replace(statement, speaker=replace(statement.speaker, confidence=sure))
    save(database, replace(doubtful, statements=(unsure,)))
    found = changes_of(database, "Ann Lee")
    assert pairs(found) == ([("1.txt", "2.txt")] if told_it else [])
    assert found.left_out == (() if told_it else ((LeftOut.SPEAKER, 1),))
    [record] = [each for each in search(database, StatementQuery()) if each.location == "2.txt"]
    review(database, record.statement_id, Correction(speaker="Ann Lee"), by="Eva")
    assert pairs(changes_of(database, "Ann Lee")) == [("1.txt", "2.txt")]


def test_what_somebody_else_says_within_is_no_side(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    text = "Ann Lee told reporters that it had rained and that Bo Ray had said the harbour tax was right."
    inner, outer = "the harbour tax was right", text[text.index("that it") : -1]
    at = Span(text.index("harbour tax"), text.index("harbour tax") + len("harbour tax"))
    stance = Stance("harbour tax", "topic", FOR, 0.8, mention=at)
    ours = replace(said(text, outer, "Ann Lee", by=person("Ann Lee"), stances=(stance,)), assertion=Assertion.ASSERTED)
    theirs = said(text, inner, "Bo Ray", by=person("Bo Ray"))
    save(database, article(text, ours, theirs, location="2.txt", day=AFTER[3], outlet="Gull"))
    assert changes_of(database, "Ann Lee").left_out == ((LeftOut.OTHERS, 1),)


@pytest.mark.parametrize("day", [None, "2024-03-01"])
def test_undated_statements_and_those_of_one_day_make_no_change(database: Database, keep: Keep, day: str) -> None:
    keep(*BEFORE)
    keep(2, AFTER[1], FOR, day)
    assert pairs(changes_of(database, "Ann Lee")) == []


@pytest.mark.parametrize(
    ("precision", "ordered"),
    [(DatePrecision.YEAR, False), (DatePrecision.MONTH, False), (DatePrecision.DAY, True)],
)
def test_a_date_that_may_be_later_is_not_before(database: Database, precision: DatePrecision, ordered: bool) -> None:
    vague = told(1, BEFORE[1], AGAINST, "2025-05-01")
    save(database, replace(vague, document=replace(vague.document, published_precision=precision)))
    save(database, told(*AFTER))
    assert pairs(changes_of(database, "Ann Lee")) == ([("1.txt", "2.txt")] if ordered else [])


def test_neighbours_in_time_are_told_not_every_pair(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(3, "Never, I tell you", AGAINST, "2024-09-01")
    keep(*AFTER)
    keep(4, "I like it more each day", FOR, "2025-06-01")
    keep(5, "It was wrong after all", AGAINST, "2025-09-01")
    keep(6, "Nobody knows", NEUTRAL, "2025-07-01")
    assert sorted(pairs(changes_of(database, "Ann Lee"))) == [("3.txt", "2.txt"), ("4.txt", "5.txt")]


def test_a_limit_tells_the_first_and_how_many_more(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(*AFTER)
    keep(5, "It was wrong after all", AGAINST, "2025-09-01", score=0.7)
    every = changes_of(database, "Ann Lee")
    first = changes_of(database, "Ann Lee", limit=1)
    assert pairs(every) == [("1.txt", "2.txt"), ("2.txt", "5.txt")]
    assert (first.changes, first.more, every.more) == (every.changes[:1], 1, 0)
    assert changes_of(database, "Ann Lee", limit=0).more == 2


def test_an_unordered_receipt_in_between_hides_no_change(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(3, "Never, I tell you", AGAINST, AFTER[3])
    keep(*AFTER)
    assert pairs(changes_of(database, "Ann Lee")) == [("1.txt", "2.txt")]


def test_the_same_words_are_one_receipt(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(3, BEFORE[1], AGAINST, "2025-09-01", outlet="Post")
    keep(*AFTER)
    [change] = changes_of(database, "Ann Lee").changes
    assert (change.earlier.record.location, change.later.record.location) == ("1.txt", "2.txt")
    assert [copy.location for copy in change.earlier.copies] == ["3.txt"]


def test_words_that_are_read_both_ways_are_no_receipt(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(3, BEFORE[1], FOR, "2025-09-01", outlet="Post")
    assert pairs(changes_of(database, "Ann Lee")) == []


def test_filters_narrow_it(database: Database, keep: Keep) -> None:
    keep(*BEFORE, score=0.4)
    keep(*AFTER)
    assert pairs(changes_of(database, "Ann Lee", StatementQuery(target=("harbour tax",), min_stance_score=0.3)))
    for query in (
        StatementQuery(target=("border",)),
        StatementQuery(min_stance_score=0.5),
        StatementQuery(since=datetime(2025, 1, 1, tzinfo=UTC)),
    ):
        assert pairs(changes_of(database, "Ann Lee", query)) == []
    with pytest.raises(NotFoundError):
        changes_of(database, "Nobody Known")


def test_a_review_counts_as_sure(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(2, AFTER[1], NEUTRAL, AFTER[3])
    [after] = search(database, StatementQuery(document=("2.txt",)))
    assert pairs(changes_of(database, "Ann Lee")) == []
    review(database, after.statement_id, Correction(stance="support", target="harbour tax"), "eva")
    [change] = changes_of(database, "Ann Lee").changes
    assert (change.later.reviewed, change.score) == (True, 0.8)


def test_people_confirm_reject_and_take_it_back(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(*AFTER)
    keep(7, "Ships are fine", FOR, "2024-01-01", target="ferry")
    keep(8, "Ships are bad", AGAINST, "2024-02-01", target="ferry")
    [first, second] = changes_of(database, "Ann Lee").changes
    earlier, later = ids(second)
    batch = judge_change(database, CheckVerdict.CONFIRMED, later, earlier, "eva", "she says so")
    [confirmed, _] = changes_of(database, "Ann Lee").changes
    assert ids(confirmed) == (earlier, later)
    assert confirmed.judgement is not None
    assert (confirmed.judgement.judged_by, confirmed.judgement.note) == ("eva", "she says so")
    judge_change(database, CheckVerdict.REJECTED, *ids(first), "eva")
    assert [ids(each) for each in changes_of(database, "Ann Lee").changes] == [(earlier, later)]
    assert len(changes_of(database, "Ann Lee", rejected=True).changes) == 2
    assert [str(each.verdict) for each in list_change_judgements(database)] == ["rejected", "confirmed"]
    assert len(list_change_judgements(database, statement=earlier)) == 1
    [undone] = undo_change_judgement(database, batch, "kim")
    assert (undone.earlier_id, undone.later_id, undone.undone_by) == (earlier, later, "kim")
    assert changes_of(database, "Ann Lee").changes[0].judgement is None
    assert len(list_change_judgements(database, undone=True)) == 2
    with pytest.raises(StoreError, match="undone already, by kim"):
        undo_change_judgement(database, batch, "kim")


def test_what_is_confirmed_outlives_a_run_that_does_not_tell_it(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(*AFTER)
    [change] = changes_of(database, "Ann Lee").changes
    judge_change(database, CheckVerdict.CONFIRMED, *ids(change), "eva")
    keep(1, BEFORE[1], NEUTRAL, BEFORE[3], run=NEXT_RUN)
    keep(*AFTER, run=NEXT_RUN)
    [kept] = changes_of(database, "Ann Lee").changes
    assert pairs(changes_of(database, "Ann Lee")) == [("1.txt", "2.txt")]
    assert ids(kept) != ids(change)
    assert (kept.earlier.side, kept.target) == (None, "")
    assert kept.judgement is not None
    assert kept.judgement.earlier_id == kept.earlier.record.statement_id
    assert pairs(changes_of(database, "Ann Lee", StatementQuery(outlet=("Post",)))) == []


def test_what_is_judged_follows_to_a_newer_text(database: Database, keep: Keep) -> None:
    keep(*BEFORE)
    keep(*AFTER)
    [change] = changes_of(database, "Ann Lee").changes
    judge_change(database, CheckVerdict.CONFIRMED, *ids(change), "eva")
    old = told(*AFTER)
    text = f"The council met on Monday.\n\n{old.document.text}"
    stance = Stance("harbour tax", "topic", FOR, 0.8)
    again = said(text, f"“{AFTER[1]},”", "Ann Lee", by=person("Ann Lee"), stances=(stance,))
    save(database, article(text, again, location="2.txt", day=AFTER[3], outlet="Gull"))
    [kept] = changes_of(database, "Ann Lee").changes
    assert kept.judgement is not None
    assert kept.later.record.statement_id != change.later.record.statement_id
    assert kept.judgement.later_id == kept.later.record.statement_id
    assert len(list_change_judgements(database, statement=kept.later.record.statement_id)) == 1
    with pytest.raises(StoreError, match="so already; undo that first"):
        judge_change(database, CheckVerdict.CONFIRMED, *ids(kept), "kim")


@pytest.mark.parametrize(
    ("one", "other", "by", "error", "reason"),
    [
        ("1.txt", "3.txt", "eva", StoreError, "are by Ann Lee and Bo Ray"),
        ("1.txt", "4.txt", "eva", StoreError, "have no order"),
        ("1.txt", "1.txt", "eva", StoreError, "have no order"),
        ("1.txt", "2.txt", " ", StoreError, "needs to say who made it"),
        ("1.txt", "none", "eva", NotFoundError, "no statement has the id"),
        ("5.txt", "1.txt", "eva", StoreError, r"the contrary \(rejected\); undo that first: attrib changes undo"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    database: Database, keep: Keep, one: str, other: str, by: str, error: type[Exception], reason: str
) -> None:
    keep(*BEFORE)
    keep(*AFTER)
    keep(3, "It is dear", AGAINST, "2025-01-01", by="Bo Ray")
    keep(4, "It is good", FOR, None)
    keep(5, "It is fair", FOR, "2025-02-02")
    known = {record.location: record.statement_id for record in search(database, StatementQuery())}
    judge_change(database, CheckVerdict.REJECTED, known["1.txt"], known["5.txt"], "eva")
    with pytest.raises(error, match=reason):
        judge_change(database, CheckVerdict.CONFIRMED, known[one], known.get(other, "zz"), by)
    assert len(list_change_judgements(database)) == 1
