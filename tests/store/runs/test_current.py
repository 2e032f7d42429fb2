"""Which run search shows, and which documents are read again."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from attrib.data import REJECTED, StatementQuery
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.runs import current
from attrib.store.runs.current import count_of_other_runs, documents_of_other_runs, read_by, show_run
from attrib.store.save import save
from attrib.store.schema.documents import SightingRow
from attrib.store.search.query import count, search
from tests.store.newsdesk import NEXT_RUN, RUN, talks
from tests.store.speaking import says


def shown(database: Database) -> set[str]:
    return {record.run_id for record in search(database, StatementQuery())}


def test_documents_that_another_run_read_last(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_PAGE", 2)
    extractions = [says("Ann Lee", number, day="2025-01-02") for number in range(7)]
    for extraction in extractions:
        save(database, extraction)
    save(database, talks(NEXT_RUN))
    assert count_of_other_runs(database, {RUN.id}) == 1
    assert count_of_other_runs(database, {NEXT_RUN.id}) == 7
    found = list(documents_of_other_runs(database, {NEXT_RUN.id}))
    by_text = {extraction.document.text: extraction.document for extraction in extractions}
    assert {document.text: document for document in found} == by_text
    assert len(found) == 7


def test_documents_can_be_stored_while_they_are_read(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_PAGE", 2)
    for number in range(5):
        save(database, says("Ann Lee", number))
    for document in documents_of_other_runs(database, {NEXT_RUN.id}):
        save(database, replace(talks(NEXT_RUN), document=document, statements=(), mentions=()))
    assert count_of_other_runs(database, {NEXT_RUN.id}) == 0
    assert check(database) == []


def test_reading_again_notes_no_new_place(database: Database) -> None:
    full = talks()
    bare = replace(full.document, outlet=None, published_at=None, published_original=None)
    save(database, replace(full, document=bare))
    fed = replace(full.document, location="feed.jsonl", record=3, url="https://n.example/1")
    save(database, replace(full, document=fed))
    (document,) = documents_of_other_runs(database, {NEXT_RUN.id})
    assert (document.location, document.url) == ("talks.txt", None)
    save(database, replace(talks(NEXT_RUN), document=document))
    with database.session() as session:
        assert session.scalars(select(func.count()).select_from(SightingRow)).one() == 2
    assert {record.url for record in search(database, StatementQuery())} == {"https://n.example/1"}


def test_a_run_that_was_read_before_is_shown_again(database: Database) -> None:
    extraction = talks()
    sha256 = extraction.document.sha256
    save(database, extraction)
    first = next(iter(search(database, StatementQuery(text="peace"))))
    save(database, talks(NEXT_RUN))
    review(database, first.statement_id, Correction(verdict=REJECTED), "eva")
    assert set(read_by(database, [sha256, "0" * 64], {RUN.id})[1]) == {sha256}
    assert set(read_by(database, [sha256], {NEXT_RUN.id})[1]) == set()
    assert show_run(database, sha256, RUN.id) == 4
    assert shown(database) == {RUN.id}
    assert count(database, StatementQuery()) == 3
    assert count(database, StatementQuery(rejected=True)) == 1
    assert check(database) == []


def test_a_run_that_has_not_read_a_document_changes_nothing(database: Database) -> None:
    save(database, talks())
    assert show_run(database, talks().document.sha256, NEXT_RUN.id) == 0
    assert show_run(database, "0" * 64, RUN.id) == 0
    assert shown(database) == {RUN.id}
    assert check(database) == []
