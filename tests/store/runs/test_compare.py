"""Two runs compared: against counting by hand, and against a comparison that knows nothing of SQL."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from attrib.data import (
    REJECTED,
    ActorKind,
    Assertion,
    Change,
    Document,
    Extraction,
    Run,
    Span,
    Spans,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementType,
)
from attrib.errors import NotFoundError, StoreError
from attrib.services.runs import diff_runs
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.runs import compare
from attrib.store.save import save
from attrib.store.search.query import get
from tests.store.newsdesk import NEXT_RUN, RUN, TALKS, article, person, said, talks
from tests.store.speaking import says

NAMES = (None, "Ann Lee", "Bo Lee", "Cy Ray")
SIDES = tuple(StanceLabel)


def changed_talks() -> Extraction:
    """The talks as a newer run reads them: one speaker, one bound, one stance, one role differ, one is gone."""
    mujahid = person("Zabihullah Mujahid", role="spokesman", affiliation="Taliban")
    peace = said(TALKS, "“We want peace,”", "Zabihullah Mujahid", by=mujahid)
    late = said(TALKS, "it was too late", "Critics", by=person("Ann Lee"), kind=StatementType.INDIRECT)
    hopes = said(
        TALKS,
        "hopes don't help",
        "The White House",
        by=Speaker("The White House", ActorKind.ORGANIZATION),
        kind=StatementType.INDIRECT,
        stances=(Stance("hopes", "topic", StanceLabel.OPPOSE, 0.9),),
    )
    return article(TALKS, peace, late, hopes, run=NEXT_RUN)


def both(database: Database) -> None:
    save(database, talks())
    save(database, changed_talks())


def test_each_change_is_named(database: Database) -> None:
    both(database)
    save(database, says("Ann Lee", 1))  # read by the old run alone: no part of it
    diff = diff_runs(database, RUN.id[:6], NEXT_RUN.id)
    found = {either.quote: item.changes for item in diff.differences if (either := item.new or item.old)}
    assert found == {
        "“We want peace,”": (Change.ROLE,),
        "“the talks” would go on": (Change.ONLY_OLD,),
        "it was too late": (Change.SPEAKER,),
        "hopes don't help": (Change.BOUNDS, Change.STANCE),
    }
    counted = diff.comparison
    assert (counted.documents, counted.old_statements, counted.new_statements, counted.unchanged) == (1, 4, 3, 0)
    assert counted.counts == {
        Change.ONLY_OLD: 1,
        Change.ONLY_NEW: 0,
        Change.SPEAKER: 1,
        Change.BOUNDS: 1,
        Change.STANCE: 1,
        Change.TYPE: 0,
        Change.ASSERTION: 0,
        Change.ROLE: 1,
        Change.AFFILIATION: 0,
    }


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (Assertion.ASSERTED, Assertion.DENIED, True),
        (Assertion.DENIED, Assertion.DENIED, False),
        (None, Assertion.ASSERTED, False),  # an older attrib did not tell it
        (Assertion.ASSERTED, None, False),
    ],
)
def test_an_assertion_differs_where_both_runs_tell_it(
    database: Database, before: Assertion | None, after: Assertion | None, differ: bool
) -> None:
    for run, assertion in ((RUN, before), (NEXT_RUN, after)):
        read = talks(run)
        save(database, replace(read, statements=tuple(replace(one, assertion=assertion) for one in read.statements)))
    counts = diff_runs(database, RUN.id, NEXT_RUN.id).comparison.counts
    assert counts[Change.ASSERTION] == (4 if differ else 0)


def test_the_other_way_round_is_the_mirror(database: Database) -> None:
    both(database)
    there, back = diff_runs(database, RUN.id, NEXT_RUN.id), diff_runs(database, NEXT_RUN.id, RUN.id)
    swapped = {Change.ONLY_OLD: Change.ONLY_NEW}
    seen = [
        (item.old, item.new, tuple(swapped.get(change, change) for change in item.changes))
        for item in there.differences
    ]
    assert set(seen) == {(item.new, item.old, item.changes) for item in back.differences}


def test_reviewed_statements_come_first_with_what_the_machines_found(database: Database) -> None:
    both(database)
    diff = diff_runs(database, RUN.id, NEXT_RUN.id)
    late = next(item for item in diff.differences if Change.SPEAKER in item.changes)
    assert late.old is not None
    review(database, late.old.statement_id, Correction(speaker="Ann Lee"), "eva")
    gone = next(item for item in diff_runs(database, RUN.id, NEXT_RUN.id).differences if item.new is None)
    assert gone.old is not None
    review(database, gone.old.statement_id, Correction(verdict=REJECTED), "eva")
    assert get(database, late.old.statement_id).speaker == "Ann Lee"
    items = list(diff_runs(database, RUN.id, NEXT_RUN.id).differences)
    assert [bool(item.reviewed) for item in items] == [True, True, False, False]
    by_change = {item.changes[0]: item for item in items}
    speaker = by_change[Change.SPEAKER]
    assert speaker.old is not None
    assert speaker.new is not None
    assert (speaker.old.speaker, speaker.new.speaker) == ("Critics", "Ann Lee")
    assert speaker.reviewed.startswith("speaker: Ann Lee, not Critics (eva")
    assert by_change[Change.ONLY_OLD].reviewed.startswith("rejected (eva")


def test_a_reviewed_stance_is_set_aside(database: Database) -> None:
    both(database)
    hopes = next(item for item in diff_runs(database, RUN.id, NEXT_RUN.id).differences if Change.STANCE in item.changes)
    assert hopes.new is not None
    review(database, hopes.new.statement_id, Correction(stance="none", target="hopes"), "eva")
    again = next(iter(diff_runs(database, RUN.id, NEXT_RUN.id).differences))
    assert again.changes == hopes.changes
    assert again.new == hopes.new
    assert "stance towards hopes: none" in again.reviewed


def test_runs_that_share_no_document(database: Database) -> None:
    save(database, says("Ann Lee", 1))
    save(database, says("Ann Lee", 2, run=NEXT_RUN))
    diff = diff_runs(database, RUN.id, NEXT_RUN.id)
    assert (diff.comparison.documents, list(diff.differences)) == (0, [])


def test_wrong_runs_are_told(database: Database) -> None:
    both(database)
    with pytest.raises(StoreError, match=f"are the same run, {RUN.id}"):
        diff_runs(database, RUN.id, RUN.id[:5])
    with pytest.raises(NotFoundError, match="no run has the id 'ffffffffffffffffff'"):
        diff_runs(database, RUN.id, "f" * 18)


def random_statements(dice: random.Random, text: str) -> list[Statement]:
    """Statements over whole words of a text, each with another content."""
    words = [Span(place, place + 2) for place in range(0, len(text), 3)]
    found: dict[Spans, Statement] = {}
    for _ in range(dice.randrange(7)):
        first = dice.randrange(len(words))
        last = min(len(words) - 1, first + dice.randrange(6))
        content: Spans = (Span(words[first].start, words[last].end),)
        if last > first + 2 and dice.random() < 0.3:
            content = (Span(words[first].start, words[first].end), Span(words[first + 2].start, words[last].end))
        name = dice.choice(NAMES)
        speaker = (
            None
            if name is None
            else Speaker(
                name, ActorKind.PERSON, role=dice.choice((None, "chief")), affiliation=dice.choice((None, "Mint"))
            )
        )
        stances = tuple(
            Stance(target, "topic", dice.choice(SIDES), 0.5) for target in dice.sample(("x", "y"), dice.randrange(3))
        )
        kind = dice.choice(tuple(StatementType))
        found[content] = Statement(kind, content, speaker=speaker, stances=stances)
    return list(found.values())


def letters(statement: Statement) -> set[int]:
    return {place for span in statement.content for place in range(span.start, span.end)}


def plain_changes(old: Statement, new: Statement) -> list[Change]:
    """The changes between two statements, field by field."""
    one, other = old.speaker, new.speaker
    sides = ({stance.target: stance.label for stance in item.stances} for item in (old, new))
    differs = {
        Change.SPEAKER: (one and one.name) != (other and other.name),
        Change.BOUNDS: letters(old) != letters(new),
        Change.STANCE: next(sides) != next(sides),
        Change.TYPE: old.type != new.type,
        Change.ROLE: (one and one.role) != (other and other.role),
        Change.AFFILIATION: (one and one.affiliation) != (other and other.affiliation),
    }
    return [change for change, is_so in differs.items() if is_so]


def plain_counts(olds: list[Statement], news: list[Statement]) -> Counter[Change]:
    """The changes in one document: the best pair of what is left, again and again, letter by letter."""
    counts = Counter[Change]()
    olds, news = sorted(olds, key=lambda item: item.content), sorted(news, key=lambda item: item.content)
    while olds and news:
        rates = {
            (one, other): len(letters(old) & letters(new)) / len(letters(old) | letters(new))
            for one, old in enumerate(olds)
            for other, new in enumerate(news)
        }
        one, other = max(rates, key=lambda pair: (rates[pair], -pair[0], -pair[1]))
        if rates[one, other] < 0.5:
            break
        counts.update(plain_changes(olds.pop(one), news.pop(other)))
    return counts + Counter({Change.ONLY_OLD: len(olds), Change.ONLY_NEW: len(news)})


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_a_plain_comparison_finds(database: Database, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(compare, "_PAGE", 4)
    dice = random.Random(seed)
    old, new = Run("attribution", "d1" * 32, f"old {seed}"), Run("attribution", "d1" * 32, f"new {seed}")
    expected = Counter[Change]()
    for number in range(14):
        text = " ".join(f"{chr(97 + number)}{place % 10}" for place in range(30))
        document = Document(text, f"{number}.txt")
        first, second = random_statements(dice, text), random_statements(dice, text)
        second += [replace(item, content=(Span(item.content[0].start, item.content[-1].end),)) for item in first[:2]]
        second = list({item.content: item for item in second}.values())
        save(database, Extraction(document, old, tuple(first)))
        if number % 5:
            save(database, Extraction(document, new, tuple(second)))
            expected += plain_counts(first, second)
    diff = diff_runs(database, old.id, new.id)
    assert diff.comparison.documents == 11
    assert Counter({change: count for change, count in diff.comparison.counts.items() if count}) == expected
    listed = Counter(change for item in diff.differences for change in item.changes)
    assert listed == expected
