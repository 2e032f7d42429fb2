"""Reviews follow to a newer text of their article."""

from dataclasses import replace

import pytest

from attrib.data import (
    ACCEPTED,
    NOT_IN_NEWER,
    REJECTED,
    Extraction,
    Run,
    StatementQuery,
    StatementRecord,
    StatementType,
)
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.documents.mending import delete_documents, list_edits, undo_edit
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.export import reviewed_articles
from attrib.store.reviews.listing import left_behind, list_reviews
from attrib.store.reviews.record import review, review_all, undo_review
from attrib.store.save import save
from attrib.store.search.query import count, search
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said, span

OLD = (
    "“The tax must go,” said Ann Lee, minister of Norland. Bo Diaz said the ban would help.\n\n"
    "“Yes,” said Cy Ray. Later the ministers of both countries met in the port and talked until noon.\n\n"
    "“Yes,” said Di Fay."
)
NEW = "Updated at noon.\n\n" + OLD.replace("Bo Diaz said the ban would help.", "Bo Diaz had left by then.")
NEWEST = NEW.replace("The tax must go", "The tax ought to go")


def version(text: str, *quotes: tuple[str, str], run: Run = RUN) -> Extraction:
    statements = tuple(said(text, words, name, by=person(name)) for words, name in quotes)
    return article(text, *statements, location="tax.txt", run=run)


def old(run: Run = RUN) -> Extraction:
    made = version(
        OLD, ("“The tax must go,”", "Ann Lee"), ("the ban would help", "Bo Diaz"), ("“Yes,”", "Cy Ray"), run=run
    )
    last = replace(made.statements[2], content=(span(OLD, "“Yes,”", OLD.index("noon")),))
    fay = replace(last, source=(span(OLD, "Di Fay"),), speaker=person("Di Fay"))
    return replace(made, statements=(*made.statements, fay))


@pytest.fixture
def filled(database: Database) -> Database:
    save(database, old())
    return database


def by(database: Database, name: str) -> StatementRecord:
    (record,) = search(database, StatementQuery(actor=(name,)))
    return record


def test_a_review_holds_for_the_same_words_of_a_newer_text(filled: Database) -> None:
    before = by(filled, "Ann Lee")
    done = review_all(
        filled, [before.statement_id], Correction(role="envoy", stance="oppose", target="tax"), "eva", "p2"
    )
    save(filled, version(NEW, ("“The tax must go,”", "Ann Lee")))
    after = by(filled, "Ann Lee")
    assert after.document_sha256 != before.document_sha256
    assert (after.role, [stance.target for stance in after.stances]) == ("envoy", ["tax"])
    assert [(item.reviewed_by, item.note) for item in after.reviews] == [("eva", "p2")] * 2
    assert [item.reviewed_at for item in after.reviews] == [item.reviewed_at for item in done.statements[0].reviews]
    listed = list_reviews(filled)
    assert [(item.batch, item.statement_id, item.apart) for item in listed] == [(done.id, after.statement_id, None)] * 2
    assert left_behind(filled) == 0
    assert [len(item.statements) for item in reviewed_articles(filled)] == [1]
    assert check(filled) == []
    assert len(undo_review(filled, done.id, "bo")) == 2
    assert by(filled, "Ann Lee").reviewed == ""
    save(filled, old(NEXT_RUN))
    assert by(filled, "Ann Lee").reviewed == ""


def test_words_that_are_gone_keep_their_review_apart(filled: Database) -> None:
    review(filled, by(filled, "Bo Diaz").statement_id, Correction(verdict=ACCEPTED), "eva")
    save(filled, version(NEW, ("“The tax must go,”", "Ann Lee")))
    (kept,) = list_reviews(filled)
    assert kept.apart == NOT_IN_NEWER
    late = review_all(filled, [kept.statement_id], Correction(type=StatementType.MIXED), "eva")
    assert late.remarks == ("tax.txt has a newer text: search does not show it, and this review is kept apart.",)
    undo_review(filled, late.id, "eva")
    assert list_reviews(filled, apart=True) == [kept]
    assert left_behind(filled) == 1
    assert list(reviewed_articles(filled)) == []
    save(filled, version(NEWEST))
    assert list_reviews(filled) == [kept]
    save(filled, old(NEXT_RUN))  # the old text again
    assert by(filled, "Bo Diaz").reviewed.startswith("accepted (eva ")
    assert [item.apart for item in list_reviews(filled)] == [None]
    assert check(filled) == []


def test_a_review_follows_over_several_texts_and_back(filled: Database) -> None:
    review(filled, by(filled, "Ann Lee").statement_id, Correction(role="envoy"), "eva")
    save(filled, version(NEW, ("“The tax must go,”", "Ann Lee")))
    save(filled, version(NEWEST, ("“The tax ought to go,”", "Ann Lee")))
    assert by(filled, "Ann Lee").role is None
    assert [item.apart for item in list_reviews(filled)] == [NOT_IN_NEWER]
    save(filled, old())
    assert by(filled, "Ann Lee").role == "envoy"
    assert [item.apart for item in list_reviews(filled)] == [None]
    save(filled, version(NEW))
    (item,) = list_reviews(filled)
    undo_review(filled, item.id, "eva")
    assert list_reviews(filled) == []
    assert check(filled) == []


def test_of_words_that_repeat_those_with_the_same_words_beside_them(filled: Database) -> None:
    review(filled, by(filled, "Di Fay").statement_id, Correction(verdict=REJECTED), "eva")
    save(filled, version(NEW, ("“Yes,”", "Cy Ray")))
    assert by(filled, "Cy Ray").reviewed == ""
    (item,) = list_reviews(filled)
    assert item.apart is None
    save(filled, version(NEW, ("“Yes,”", "Cy Ray"), run=NEXT_RUN))
    assert count(filled, StatementQuery(rejected=True)) == 0


def test_added_statements_and_corrected_quotes_follow(filled: Database) -> None:
    added = AddedStatement("minister of Norland", Correction(speaker="Ann Lee"), cue="said")
    add_statement(filled, "tax.txt", added, "eva")
    review(filled, by(filled, "Cy Ray").statement_id, Correction(quote="Cy Ray"), "eva")
    review(filled, by(filled, "Bo Diaz").statement_id, Correction(quote="ban would help"), "eva")
    save(filled, version(NEW))
    found = [(record.quote, record.cue, record.model) for record in search(filled, StatementQuery(sort="position"))]
    assert found == [("minister of Norland", "said", "a person"), ("Cy Ray", "said", "a person")]
    for record in search(filled, StatementQuery()):
        assert record.quote == record.content_spans[0].of(NEW)
        assert {item.statement_id for item in record.reviews} == {record.statement_id}
    assert [item.value for item in list_reviews(filled, apart=True)] == ["ban would help"]
    assert check(filled) == []
    save(filled, version(NEW, ("“Yes,”", "Cy Ray"), run=NEXT_RUN))
    assert sorted(record.quote for record in search(filled, StatementQuery())) == ["Cy Ray", "minister of Norland"]
    assert check(filled) == []


def test_reviews_beside_a_corrected_quote_follow_with_it_when_only_its_words_are_left(filled: Database) -> None:
    saying = by(filled, "Ann Lee")
    review(filled, saying.statement_id, Correction(quote="The tax"), "eva")
    review(filled, saying.statement_id, Correction(role="envoy"), "eva")
    save(filled, version(NEWEST, ("“The tax ought to go,”", "Ann Lee")))
    assert {(item.field, item.apart) for item in list_reviews(filled)} == {("quote", None), ("role", None)}
    (after,) = [record for record in search(filled, StatementQuery()) if record.quote == "The tax"]
    assert (after.role, after.document_sha256 != saying.document_sha256) == ("envoy", True)
    assert check(filled) == []


def test_both_texts_have_their_reviews_when_the_newer_one_is_an_article_of_its_own(filled: Database) -> None:
    review(filled, by(filled, "Ann Lee").statement_id, Correction(role="envoy"), "eva")
    save(filled, version(NEW, ("“The tax must go,”", "Ann Lee")))
    (edit,) = list_edits(filled)
    undo_edit(filled, edit.batch, "eva")
    assert [record.role for record in search(filled, StatementQuery(actor=("Ann Lee",)))] == ["envoy", "envoy"]
    assert [item.apart for item in list_reviews(filled)] == [None, None]
    assert check(filled) == []


def test_an_old_text_deleted_and_brought_back_does_not_list_its_reviews_again(filled: Database) -> None:
    before = by(filled, "Ann Lee")
    review(filled, before.statement_id, Correction(role="envoy"), "eva")
    save(filled, version(NEW, ("“The tax must go,”", "Ann Lee")))
    batch, _ = delete_documents(filled, [before.document_sha256], "eva")
    undo_edit(filled, batch, "eva")
    assert [item.apart for item in list_reviews(filled)] == [None]
    assert left_behind(filled) == 0
    assert check(filled) == []
