"""What people say of statements: beside the machine's word, over every run, and taken back."""

from dataclasses import replace
from threading import Thread
from time import sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from attrib.data import (
    ACCEPTED,
    NO_STANCE,
    REJECTED,
    Assertion,
    Extraction,
    ReviewField,
    Run,
    Span,
    Stance,
    StanceLabel,
    StatementQuery,
    StatementRecord,
    StatementType,
)
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.actors.decisions import undo
from attrib.store.actors.listing import find
from attrib.store.actors.merge import merge
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.reviews import record as recording
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.listing import list_reviews
from attrib.store.reviews.record import review, review_all, undo_review
from attrib.store.save import save
from attrib.store.search.query import count, get, search
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said, span, talks

TEXT = "“Pakistan must stop,” said Ann Lee, minister of Norland. Bo Diaz said the ban would help."


def pakistan(run: Run = RUN, content: str = "“Pakistan must stop,”") -> Extraction:
    oppose = Stance("Pakistan", "actor", StanceLabel.OPPOSE, 0.7, span(TEXT, "Pakistan"), span(TEXT, "must stop"))
    ban = Stance("the ban", "topic", StanceLabel.SUPPORT, 0.6)
    return article(
        TEXT,
        said(TEXT, content, "Ann Lee", by=person("Ann Lee", role="minister", affiliation="Norland"), stances=(oppose,)),
        said(TEXT, "the ban would help", "Bo Diaz", by=person("Bo Diaz"), stances=(ban,), kind=StatementType.INDIRECT),
        run=run, day="2025-01-02",
    )  # fmt: skip


def one(database: Database, **asked: object) -> StatementRecord:
    (record,) = search(database, StatementQuery(**asked))  # type: ignore[arg-type]
    return record


def say(database: Database, record: StatementRecord, **correction: object) -> str:
    batch, _ = review(database, record.statement_id, Correction(**correction), "eva", "seen")  # type: ignore[arg-type]
    return batch


@pytest.fixture
def filled(database: Database) -> Database:
    save(database, pakistan())
    return database


def test_a_corrected_stance_is_shown_searched_and_taken_back(filled: Database) -> None:
    before = one(filled, target=("Pakistan",))
    batch = say(filled, before, stance="support", target="pakistan")
    after = one(filled, stance=StanceLabel.SUPPORT, target=("Pakistan",))
    (stance,) = after.stances
    assert (stance.label, stance.score, stance.reviewed) == (StanceLabel.SUPPORT, 1.0, True)
    assert (stance.mention, stance.target) == (span(TEXT, "Pakistan"), "Pakistan")
    assert after.reviewed.startswith("stance towards Pakistan: support, not oppose (eva ")
    (kept,) = after.reviews
    assert (kept.field, kept.machine, kept.value, kept.note) == (ReviewField.STANCE, "oppose", "support", "seen")
    assert count(filled, StatementQuery(stance=StanceLabel.OPPOSE)) == 0
    assert [item.id for item in undo_review(filled, batch, "bo")] == [kept.id]
    assert get(filled, before.statement_id) == before
    assert check(filled) == []


def test_a_corrected_assertion_is_shown_searched_and_taken_back(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    assert before.assertion is None
    batch = say(filled, before, assertion=Assertion.DENIED)
    after = one(filled, assertion=(Assertion.DENIED, Assertion.ASKED))
    assert after.statement_id == before.statement_id
    assert after.reviewed.startswith("assertion: denied, not none (eva ")
    undo_review(filled, batch, "bo")
    assert get(filled, before.statement_id) == before
    assert check(filled) == []


def test_a_new_target_and_one_taken_away(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    say(filled, before, stance="oppose", target="Bo Diaz")
    batch = say(filled, before, stance=NO_STANCE, target="Pakistan")
    (stance,) = one(filled, actor=("Ann Lee",)).stances
    assert (stance.target, stance.kind, stance.label) == ("Bo Diaz", "actor", StanceLabel.OPPOSE)
    assert stance.target_id == one(filled, actor=("Bo Diaz",)).actor_id
    assert count(filled, StatementQuery(target=("Diaz",), stance=StanceLabel.OPPOSE)) == 1
    assert count(filled, StatementQuery(target=("Pakistan",))) == 0
    undo_review(filled, batch, "eva")
    assert [item.target for item in one(filled, actor=("Ann Lee",)).stances] == ["Pakistan", "Bo Diaz"]
    with pytest.raises(StoreError, match=r"no stance towards 'Iran' to remove; its targets: 'Pakistan', 'Bo Diaz'"):
        say(filled, before, stance=NO_STANCE, target="Iran")
    with pytest.raises(StoreError, match="needs a --target"):
        say(filled, before, stance="support")


def test_a_corrected_speaker_is_another_actor_without_the_first_one_s_role(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    batch = say(filled, before, speaker="Bo Diaz")
    after = get(filled, before.statement_id)
    assert (after.speaker, after.actor, after.role, after.affiliation, after.reason) == (
        "Bo Diaz", "Bo Diaz", None, None, "review",
    )  # fmt: skip
    assert count(filled, StatementQuery(actor=("Bo Diaz",))) == 2
    assert count(filled, StatementQuery(affiliation=("Norland",))) == 0
    assert find(filled, "Ann Lee")[0].affiliations == ()
    say(filled, before, role="envoy", affiliation="Sudland")
    assert one(filled, affiliation="Sudland", role="envoy").speaker == "Bo Diaz"
    undo_review(filled, batch, "eva")
    assert one(filled, actor=("Ann Lee",)).affiliation == "Sudland"


def test_a_speaker_nobody_knew_becomes_one(filled: Database) -> None:
    say(filled, one(filled, actor=("Ann Lee",)), speaker="Cleo Marsh")
    record = one(filled, actor=("Marsh",))
    assert (record.actor, record.speaker_kind) == ("Cleo Marsh", "person")
    assert check(filled) == []


def test_a_corrected_speaker_follows_merges(filled: Database) -> None:
    say(filled, one(filled, actor=("Ann Lee",)), speaker="Cleo Marsh")
    verdict = merge(filled, ["Bo Diaz", "Cleo Marsh"], "eva")
    assert count(filled, StatementQuery(actor=("Bo Diaz",))) == 2
    assert check(filled) == []
    undo(filled, verdict.batch, "eva")
    assert count(filled, StatementQuery(actor=("Cleo Marsh",))) == 1


def test_an_ambiguous_speaker_is_refused_and_nothing_kept(filled: Database) -> None:
    text = "“No,” said Cy Diaz."
    save(filled, article(text, said(text, "“No,”", "Cy Diaz", by=person("Cy Diaz"))))
    with pytest.raises(AmbiguousNameError, match="'Diaz' fits 2 actors"):
        say(filled, one(filled, actor=("Ann Lee",)), speaker="Diaz")
    assert list_reviews(filled) == []


def test_a_rejected_statement_leaves_search_and_comes_back(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    batch = say(filled, before, verdict=REJECTED)
    assert count(filled, StatementQuery()) == 1
    assert one(filled, rejected=True).reviewed.startswith("rejected (eva ")
    assert count(filled, StatementQuery(rejected=True, text="stop")) == 1
    assert count(filled, StatementQuery(rejected=True, text="help")) == 0
    assert check(filled) == []
    undo_review(filled, batch, "eva")
    assert (count(filled, StatementQuery()), count(filled, StatementQuery(rejected=True))) == (2, 0)
    say(filled, before, verdict=REJECTED)
    say(filled, before, verdict=ACCEPTED)
    assert count(filled, StatementQuery()) == 2
    assert one(filled, actor=("Ann Lee",)).reviewed.startswith("accepted (eva ")


def test_everything_survives_a_newer_run_that_draws_other_bounds(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    batch = say(
        filled, before, verdict=ACCEPTED, stance="neutral", type=StatementType.MIXED, speaker="Cleo Marsh", role="judge"
    )
    save(filled, pakistan(NEXT_RUN, "Pakistan must stop,"))
    after = one(filled, target=("Pakistan",), stance=StanceLabel.NEUTRAL)
    assert after.statement_id != before.statement_id
    assert (after.type, after.speaker, after.role) == (StatementType.MIXED, "Cleo Marsh", "judge")
    assert len(after.reviews) == 5
    assert [item.batch for item in list_reviews(filled, after.statement_id)] == [batch] * 5
    old = get(filled, before.statement_id)
    assert (old.speaker, old.reviewed) == ("Cleo Marsh", after.reviewed)
    say(filled, after, verdict=REJECTED)
    assert count(filled, StatementQuery()) == 1
    assert one(filled, rejected=True).statement_id == after.statement_id
    assert check(filled) == []


def test_a_review_does_not_go_to_a_statement_about_other_words(filled: Database) -> None:
    say(filled, one(filled, actor=("Ann Lee",)), verdict=REJECTED)
    text = TEXT
    save(filled, article(text, said(text, "stop", "Ann Lee", by=person("Ann Lee")), run=NEXT_RUN))
    assert one(filled).reviewed == ""


def test_bad_ids_and_empty_names(filled: Database) -> None:
    record = one(filled, actor=("Ann Lee",))
    with pytest.raises(NotFoundError):
        review(filled, "fffffffff", Correction(verdict=REJECTED), "eva")
    with pytest.raises(StoreError, match="--by NAME"):
        review(filled, record.statement_id, Correction(verdict=REJECTED), "  ")
    with pytest.raises(StoreError, match="is not a name"):
        say(filled, record, speaker="…")
    batch = say(filled, record, verdict=REJECTED)
    undo_review(filled, batch, "eva")
    with pytest.raises(StoreError, match="undone already, by eva"):
        undo_review(filled, batch, "eva")
    with pytest.raises(NotFoundError, match="attrib review list"):
        undo_review(filled, "zz", "eva")
    assert list_reviews(filled) == []
    assert len(list_reviews(filled, undone=True)) == 1


ACCEPT = Correction(verdict=ACCEPTED)
CORRECTIONS = st.builds(
    Correction,
    verdict=st.sampled_from([None, ACCEPTED, REJECTED]),
    speaker=st.sampled_from([None, "Bo Diaz", "Cleo Marsh", "The White House"]),
    type=st.sampled_from([None, *StatementType]),
    assertion=st.sampled_from([None, *Assertion]),
    role=st.sampled_from([None, "", "envoy"]),
    stance=st.sampled_from([None, *map(str, StanceLabel)]),
    target=st.sampled_from(["Pakistan", "the ban", "Norland"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CORRECTIONS, st.booleans()), min_size=1, max_size=4), st.data())
def test_undoing_all_in_any_order_gives_the_machine_s_word_back(
    database: Database, corrections: list[tuple[Correction, bool]], data: st.DataObject
) -> None:
    for item in list_reviews(database):  # of an example that failed
        undo_review(database, item.id, "eva")
    save(database, talks())
    save(database, pakistan())
    everything = sorted(search(database, StatementQuery()), key=lambda record: record.statement_id)
    batches = []
    for correction, first in corrections:
        if correction != replace(Correction(), target=correction.target):
            batches.append(review(database, everything[-1 if first else 0].statement_id, correction, "eva")[0])
    assert check(database) == []
    for batch in data.draw(st.permutations(batches)):
        undo_review(database, batch, "eva")
    assert sorted(search(database, StatementQuery()), key=lambda record: record.statement_id) == everything
    assert count(database, StatementQuery(rejected=True)) == 0


def test_spans_outside_the_text_are_refused(database: Database) -> None:
    stance = Stance("Pakistan", "actor", StanceLabel.OPPOSE, 0.7, Span(0, 5000))
    statement = said(TEXT, "“Pakistan must stop,”", "Ann Lee", by=person("Ann Lee"), stances=(stance,))
    with pytest.raises(StoreError, match="lies outside the text"):
        save(database, article(TEXT, statement))


def test_reviews_made_and_undone_at_once_all_count(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(connection: Connection, document: int) -> None:
        sleep(0.2)
        apply_reviews(connection, document)

    save(database, pakistan())
    said_so = next(iter(search(database, StatementQuery(text="Pakistan")))).statement_id
    undone, _ = review(database, said_so, Correction(affiliation="Sudland"), "eva")
    monkeypatch.setattr(recording, "apply_reviews", slowly)
    threads = [
        Thread(target=review, args=(database, said_so, Correction(role="premier"), "eva")),
        Thread(target=review, args=(database, said_so, Correction(type=StatementType.INDIRECT), "bo")),
        Thread(target=undo_review, args=(database, undone, "bo")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = get(database, said_so)
    assert (found.role, found.affiliation, found.type) == ("premier", "Norland", StatementType.INDIRECT)
    assert check(database) == []


def test_one_review_of_several_statements_is_one_command(filled: Database) -> None:
    first, second = search(filled, StatementQuery(sort="position"))
    done = review_all(filled, [second.statement_id, first.statement_id[:9], second.statement_id], ACCEPT, "eva")
    assert [record.statement_id for record in done.statements] == [second.statement_id, first.statement_id]
    assert {item.batch for item in list_reviews(filled)} == {done.id}
    assert len(undo_review(filled, done.id, "eva")) == 2
    with pytest.raises(NotFoundError, match="'ffff'"):
        review_all(filled, [first.statement_id, "ffff"], ACCEPT, "eva")
    with pytest.raises(StoreError, match=rf"^{second.statement_id[:8]}: .*no stance towards 'Pakistan'.*nothing was"):
        review_all(
            filled, [first.statement_id, second.statement_id], Correction(stance=NO_STANCE, target="Pakistan"), "e"
        )
    assert list_reviews(filled) == []


def test_nobody_known_to_have_said_it(filled: Database) -> None:
    before = one(filled, actor=("Ann Lee",))
    batch = say(filled, before, speaker="unknown")
    after = one(filled, actor=("unknown",), confident=True)
    assert (after.statement_id, after.speaker, after.actor, after.role, after.reason) == (
        before.statement_id, None, None, None, "review",
    )  # fmt: skip
    assert count(filled, StatementQuery(actor=("unknown", "Bo Diaz"))) == 2
    assert one(filled, exclude_actor=("UNKNOWN",)).speaker == "Bo Diaz"
    assert check(filled) == []
    undo_review(filled, batch, "eva")
    assert get(filled, before.statement_id) == before


@pytest.mark.parametrize(
    ("given", "name", "remark"),
    [
        ("Bo Diaz", "Bo Diaz", ()),
        ("Diaz", "Bo Diaz", ("'Diaz' is taken for Bo Diaz (person; 1 statement).",)),
        ("Cleo Marsh", "Cleo Marsh", ("Cleo Marsh is a new speaker.",)),
        ("new:Bo Dias", "Bo Dias", ("Bo Dias is a new speaker.",)),
        ("Marsh", "Marsh", ("Marsh is a new speaker of this article alone.",)),
    ],
)
def test_a_name_answers_as_in_a_search(filled: Database, given: str, name: str, remark: tuple[str, ...]) -> None:
    ann = one(filled, actor=("Ann Lee",))
    done = review_all(filled, [ann.statement_id], Correction(speaker=given), "eva")
    assert (done.statements[0].speaker, done.remarks) == (name, remark)
    assert check(filled) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Bo Dias", "no actor has the name 'Bo Dias'; did you mean Bo Diaz. For somebody new give 'new:Bo Dias'"),
        ("Dia", "no actor has the name 'Dia'; did you mean Bo Diaz"),  # the start of a word is no name
        ("deadbeef", "no actor has the id 'deadbeef'"),
    ],
)
def test_a_name_never_means_somebody_else(filled: Database, given: str, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        say(filled, one(filled, actor=("Ann Lee",)), speaker=given)
    assert list_reviews(filled) == []


def test_a_bare_surname_of_another_article_is_not_this_article_s(filled: Database) -> None:
    text = "“No,” said Reagan."
    save(filled, article(text, said(text, "“No,”", "Reagan", by=person("Reagan"))))
    there = one(filled, text="no").actor_id
    say(filled, one(filled, actor=("Ann Lee",)), speaker="Reagan")
    here = one(filled, text="stop")
    assert (here.speaker, here.actor_id == there) == ("Reagan", False)
    assert check(filled) == []
