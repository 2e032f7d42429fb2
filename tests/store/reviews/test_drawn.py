"""Quotes whose bounds a person corrects, and statements that a person adds: theirs, whatever run reads the article."""

from dataclasses import replace

import pytest

from attrib.data import (
    REJECTED,
    Assertion,
    ReviewField,
    Run,
    StanceLabel,
    StatementQuery,
    StatementRecord,
    StatementType,
)
from attrib.errors import NotFoundError, StoreError
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.documents.mending import delete_documents, undo_edit
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.export import reviewed_articles
from attrib.store.reviews.listing import list_reviews
from attrib.store.reviews.record import review, undo_review
from attrib.store.runs.current import show_run
from attrib.store.save import save
from attrib.store.search.query import count, get, search
from attrib.store.stats import stats
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said
from tests.store.reviews.test_record import TEXT, one, pakistan

THIRD = Run("attribution", "d3" * 32, "0.3.0", {})


@pytest.fixture
def filled(database: Database) -> Database:
    save(database, pakistan())
    return database


def quotes(database: Database) -> list[str]:
    return [record.quote for record in search(database, StatementQuery(sort="position"))]


def requote(database: Database, record: StatementRecord, words: str, at: int | None = None) -> str:
    batch, after = review(database, record.statement_id, Correction(quote=words, at=at), "eva")
    assert after.statement_id == record.statement_id
    return batch


def add(database: Database, quote: str, speaker: str = "Bo Diaz", *, cue: str | None = None, **said_of: object) -> str:
    said_by = Correction(speaker=speaker, **said_of)  # type: ignore[arg-type]
    sha256 = next(iter(search(database, StatementQuery()))).document_sha256
    return add_statement(database, sha256, AddedStatement(quote, said_by, cue), "eva", "heard it").id


def test_a_corrected_quote_is_shown_searched_and_taken_back(filled: Database) -> None:
    before = one(filled, actor=("Bo Diaz",))
    batch = requote(filled, before, "ban would")
    after = one(filled, text="ban")
    assert (after.quote, after.start, TEXT[after.start : after.end]) == ("ban would", 74, "ban would")
    assert (after.cue, after.speaker, after.stances) == (before.cue, before.speaker, before.stances)
    assert count(filled, StatementQuery(text="help")) == 0
    (kept,) = after.reviews
    assert (kept.field, kept.value, kept.machine) == (ReviewField.QUOTE, "ban would", "the ban would help")
    assert after.reviewed.startswith("quote: not “the ban would help” (eva ")
    assert check(filled) == []
    requote(filled, after, "Bo Diaz said the ban")
    assert one(filled, actor=("Bo Diaz",)).reviews[0].machine == "the ban would help"
    for item in list_reviews(filled):
        undo_review(filled, item.id, "eva")
    assert get(filled, before.statement_id) == before
    assert count(filled, StatementQuery(text="help")) == 1
    assert check(filled) == []
    assert batch


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("ban would help.", ["“Pakistan must stop,”", "the ban"]),  # the same statement: with the person's bounds
        ("the ban", ["“Pakistan must stop,”", "the ban"]),  # what the person said
        (None, ["“Pakistan must stop,”", "the ban"]),  # not found at all
        ("Bo Diaz", ["“Pakistan must stop,”", "Bo Diaz", "the ban"]),  # another one beside it
    ],
)
def test_a_corrected_quote_stays_when_another_run_reads_the_article(
    filled: Database, content: str | None, found: list[str]
) -> None:
    before = one(filled, actor=("Bo Diaz",))
    batch = requote(filled, before, "the ban")
    first = said(TEXT, "“Pakistan must stop,”", "Ann Lee", by=person("Ann Lee"))
    other = () if content is None else (said(TEXT, content, "Bo Diaz", by=person("Bo Diaz")),)
    machine = article(TEXT, first, *other, run=NEXT_RUN, day="2025-01-02")
    save(filled, machine)
    assert quotes(filled) == found
    ours = next(record for record in search(filled, StatementQuery()) if record.quote == "the ban")
    assert (ours.speaker, bool(ours.reviews)) == ("Bo Diaz", True)
    assert check(filled) == []
    undo_review(filled, batch, "eva")
    assert quotes(filled) == [statement.quote(TEXT) for statement in machine.statements]
    assert check(filled) == []


def test_an_added_statement_is_the_person_s(filled: Database) -> None:
    before = [*search(filled, StatementQuery())]
    batch = add(filled, "minister of Norland", cue="said", stance="oppose", target="Norland", role="envoy")
    record = one(filled, text="minister")
    assert (record.quote, record.cue, record.speaker, record.role) == (
        "minister of Norland",
        "said",
        "Bo Diaz",
        "envoy",
    )
    assert (record.type, record.assertion, record.model) == (StatementType.INDIRECT, Assertion.ASSERTED, "a person")
    assert (record.confidence, record.outlet, record.published_at) == (1.0, None, before[0].published_at)
    assert record.reviewed.startswith("added (eva ")
    assert {item.note for item in record.reviews} == {"heard it"}
    assert count(filled, StatementQuery(target=("Norland",), stance=StanceLabel.OPPOSE, confident=True)) == 1
    assert get(filled, record.statement_id) == record
    assert [len(item.statements) for item in reviewed_articles(filled)] == [3]
    assert stats(filled).statements == 3
    assert check(filled) == []
    undo_review(filled, batch, "eva")
    assert [*search(filled, StatementQuery())] == before
    assert count(filled, StatementQuery(rejected=True)) == 0
    assert check(filled) == []
    with pytest.raises(StoreError, match="was added by a person and taken back; attrib review add"):
        review(filled, record.statement_id, Correction(verdict=REJECTED), "eva")
    add(filled, "minister of Norland")
    assert one(filled, text="minister").statement_id == record.statement_id
    assert check(filled) == []


def test_an_added_statement_can_be_reviewed_and_redrawn(filled: Database) -> None:
    add(filled, "minister of Norland")
    record = one(filled, text="minister")
    batch, after = review(filled, record.statement_id, Correction(speaker="Ann Lee", type=StatementType.MIXED), "bo")
    assert (after.speaker, after.type) == ("Ann Lee", StatementType.MIXED)
    assert requote(filled, record, "of Norland")
    assert one(filled, text="norland").quote == "of Norland"
    review(filled, record.statement_id, Correction(verdict=REJECTED), "bo")
    assert one(filled, rejected=True).statement_id == record.statement_id
    save(filled, pakistan(NEXT_RUN))
    assert one(filled, rejected=True).quote == "of Norland"
    undo_review(filled, batch, "eva")
    assert get(filled, record.statement_id).speaker == "Bo Diaz"
    assert check(filled) == []


def test_an_added_statement_stays_in_every_run_and_is_one_with_what_a_run_finds(filled: Database) -> None:
    add(filled, "minister of Norland")
    save(filled, article(TEXT, run=NEXT_RUN, day="2025-01-02"))
    assert quotes(filled) == ["minister of Norland"]
    found = said(TEXT, "minister of Norland.", "Ann Lee", by=person("Ann Lee"))
    inner = said(TEXT, "Norland", "Ann Lee", by=person("Ann Lee"))
    save(filled, article(TEXT, found, inner, run=THIRD, day="2025-01-02"))
    both = [(record.quote, record.speaker, record.model) for record in search(filled, StatementQuery(sort="position"))]
    assert both == [("minister of Norland", "Bo Diaz", "attribution"), ("Norland", "Ann Lee", "attribution")]
    sha256 = one(filled, actor=("Bo Diaz",)).document_sha256
    show_run(filled, sha256, RUN.id)
    assert len(quotes(filled)) == 3
    show_run(filled, sha256, NEXT_RUN.id)
    assert quotes(filled) == ["minister of Norland"]
    assert check(filled) == []
    for item in list_reviews(filled):
        undo_review(filled, item.id, "eva")
    show_run(filled, sha256, THIRD.id)
    assert quotes(filled) == ["minister of Norland.", "Norland"]
    assert check(filled) == []


def test_words_in_pieces_and_in_other_marks(filled: Database) -> None:
    add(filled, "Bo Diaz […] the  ban would help", speaker="unknown")
    record = one(filled, actor=("unknown",))
    assert record.quote == "Bo Diaz […] the ban would help"
    assert [TEXT[start:end] for start, end in record.content_spans] == ["Bo Diaz", "the ban would help"]
    add(filled, '"Pakistan must stop," said Ann')
    assert one(filled, type=(StatementType.MIXED,)).quote == "“Pakistan must stop,” said Ann"


@pytest.mark.parametrize(
    ("quote", "cue", "message"),
    [
        ("minister of Sudland", None, "no words 'minister of Sudland'; the nearest are “minister of Norland”"),
        ("an", None, r"stand 3 times, at \d+ \(“.*; give more words, or --at and one of these numbers"),
        ("the ban would help.", None, "has these words already; correct it: attrib review"),
        ("minister of Norland", "shouted", "no 'shouted' near the quote"),
    ],
)
def test_words_that_cannot_be_a_quote(filled: Database, quote: str, cue: str | None, message: str) -> None:
    with pytest.raises((NotFoundError, StoreError), match=message):
        add(filled, quote, cue=cue)
    assert list_reviews(filled) == []


def test_of_words_that_repeat_the_place_is_told_or_is_where_the_statement_is(filled: Database) -> None:
    record = one(filled, actor=("Bo Diaz",))
    with pytest.raises(StoreError, match="the words do not begin at 3; they stand 3 times, at"):
        requote(filled, record, "an", at=3)
    requote(filled, record, "an")  # of three the one in the statement
    assert one(filled, actor=("Bo Diaz",)).start == TEXT.index("ban") + 1
    requote(filled, record, "an", at=TEXT.index("an"))
    assert one(filled, actor=("Bo Diaz",)).start == TEXT.index("an")
    with pytest.raises(StoreError, match="that is its quote already"):
        requote(filled, record, "an", at=TEXT.index("an"))


def test_rejected_words_are_brought_back_not_added(filled: Database) -> None:
    record = one(filled, actor=("Bo Diaz",))
    review(filled, record.statement_id, Correction(verdict=REJECTED), "eva")
    with pytest.raises(StoreError, match=f"rejected; bring it back: attrib review {record.statement_id[:8]} --accept"):
        add(filled, "the ban would help")


def test_nothing_is_added_to_what_search_does_not_show(filled: Database) -> None:
    add(filled, "minister of Norland")
    sha256 = one(filled, text="minister").document_sha256
    batch, _ = delete_documents(filled, [sha256], "eva")
    with pytest.raises(StoreError, match="search does not show"):
        add_statement(filled, sha256, AddedStatement("Ann Lee", Correction(speaker="Bo Diaz")), "eva")
    assert quotes(filled) == []
    undo_edit(filled, batch, "eva")
    assert len(quotes(filled)) == 3
    assert check(filled) == []


def test_check_tells_what_is_wrong_with_drawn_statements(filled: Database) -> None:
    requote(filled, one(filled, actor=("Bo Diaz",)), "the ban")
    add(filled, "minister of Norland")
    with filled.begin() as session:
        session.exec_driver_sql('UPDATE statements SET "end" = "end" + 1 WHERE added')
        session.exec_driver_sql("UPDATE reviews SET details = NULL WHERE field = 'quote'")
        session.exec_driver_sql("UPDATE reviews SET undone_at = reviewed_at WHERE field = 'added'")
        session.exec_driver_sql("UPDATE reviews SET undone_at = reviewed_at WHERE field = 'quote'")
    assert check(filled) == [
        "1 statements begin or end elsewhere than their quotes",
        "1 statements that people added are shown without a review that says so",
        "1 reviews of added statements and quotes lack their words",
    ]


def test_the_order_of_reviewing_and_reading_makes_no_difference(database: Database) -> None:
    save(database, pakistan())
    save(database, pakistan(NEXT_RUN, "Pakistan must stop,"))
    requote(database, one(database, actor=("Bo Diaz",)), "the ban")
    add(database, "minister of Norland")
    later = [replace(record, reviews=(), reviewed="") for record in search(database, StatementQuery(sort="position"))]
    for item in list_reviews(database):
        if item.field in ("quote", "added"):
            undo_review(database, item.batch, "eva")
    show_run(database, later[0].document_sha256, RUN.id)
    requote(database, one(database, actor=("Bo Diaz",)), "the ban")
    add(database, "minister of Norland")
    show_run(database, later[0].document_sha256, NEXT_RUN.id)
    now = [replace(record, reviews=(), reviewed="") for record in search(database, StatementQuery(sort="position"))]
    assert now == later
    assert check(database) == []


def test_what_is_said_of_an_added_statement_goes_with_it(filled: Database) -> None:
    before = one(filled, text="help")
    batch = add(filled, "Diaz said the ban would help")
    added = next(record for record in search(filled, StatementQuery()) if record.model == "a person")
    later, _ = review(filled, added.statement_id, Correction(type=StatementType.MIXED), "bo")
    undo_review(filled, batch, "eva")
    assert one(filled, text="help") == before
    found = said(TEXT, "Diaz said the ban would help", "Ann Lee", by=person("Ann Lee"))
    save(filled, article(TEXT, found, run=NEXT_RUN, day="2025-01-02"))
    assert one(filled).type is StatementType.MIXED  # the very words
    undo_review(filled, later, "bo")
    assert one(filled).type is StatementType.DIRECT
    assert check(filled) == []


def test_a_quote_corrected_twice_stays_when_the_first_correction_is_taken_back(filled: Database) -> None:
    first = requote(filled, one(filled, actor=("Bo Diaz",)), "the ban")
    save(filled, article(TEXT, run=NEXT_RUN, day="2025-01-02"))
    requote(filled, one(filled), "ban would")
    undo_review(filled, first, "eva")
    assert quotes(filled) == ["ban would"]
    assert check(filled) == []


def test_an_added_statement_does_not_share_the_place_of_another(database: Database) -> None:
    pieces = said(TEXT, ("Bo Diaz", "help"), by=person("Ann Lee"))
    save(database, article(TEXT, pieces, day="2025-01-02"))
    with pytest.raises(StoreError, match="has these words already; correct it"):
        add(database, "Bo Diaz said the ban would help")
    requote(database, one(database), "help")
    with pytest.raises(StoreError, match="has these words already; correct it"):
        add(database, "Bo Diaz said the ban would help")
    add(database, "the ban")
    assert quotes(database) == ["the ban", "help"]


def test_words_rejected_in_another_run_are_not_added_as_rejected(filled: Database) -> None:
    batch, _ = review(filled, one(filled, text="help").statement_id, Correction(verdict=REJECTED), "eva")
    save(filled, article(TEXT, said(TEXT, "Ann Lee"), run=NEXT_RUN, day="2025-01-02"))
    with pytest.raises(StoreError, match=f"eva has rejected these words .*: attrib review undo {batch}"):
        add(filled, "the ban would help")
    undo_review(filled, batch, "eva")
    add(filled, "the ban would help")
    assert quotes(filled) == ["Ann Lee", "the ban would help"]
    assert check(filled) == []
