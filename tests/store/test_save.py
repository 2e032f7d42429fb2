from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from attrib.data import Document, Extraction, PrintedLine, Run, Span, Statement, StatementQuery, StatementType
from attrib.errors import StoreError
from attrib.store.database.check import check
from attrib.store.database.session import Database
from attrib.store.documents.storing import Saved
from attrib.store.save import has_extraction, missing, save, save_document, save_many
from attrib.store.schema.base import Base
from attrib.store.schema.documents import DocumentRow, SightingRow
from attrib.store.search.query import search
from tests.store.newsdesk import NEXT_RUN, RUN, TALKS, article, person, said, talks


def counts(database: Database) -> dict[str, int]:
    with database.session() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def quotes(database: Database) -> Sequence[str]:
    return [record.quote for record in search(database, StatementQuery(sort="position"))]


def test_what_is_saved_comes_back_verbatim(database: Database) -> None:
    assert save(database, talks()) is Saved.NEW
    first = next(search(database, StatementQuery(text="peace")))
    assert first.quote == "“We want peace,”"
    assert (first.cue, first.source_text) == ("said", "Zabihullah Mujahid")
    assert TALKS[first.start : first.end] == first.quote
    assert (first.speaker, first.role, first.affiliation) == ("Zabihullah Mujahid", "spokesperson", "Taliban")
    assert first.published_at == datetime(2025, 11, 6, tzinfo=UTC)
    assert first.context == TALKS.split("\n\n")[0]
    assert first.document_sha256 == talks().document.sha256
    assert (first.run_id, first.model, first.reviewed) == (RUN.id, "attribution", "")


def test_saving_twice_changes_nothing(database: Database) -> None:
    save(database, talks())
    before = counts(database)
    assert save(database, talks()) is Saved.UNCHANGED
    assert counts(database) == before
    assert check(database) == []


def test_a_newer_run_stands_beside_the_older_and_is_shown(database: Database) -> None:
    save(database, talks())
    newer = replace(talks(NEXT_RUN), statements=talks().statements[:1])
    assert save(database, newer) is Saved.NEW_RUN
    assert quotes(database) == ["“We want peace,”"]
    assert counts(database)["statements"] == 5
    assert save(database, talks()) is Saved.UNCHANGED
    assert quotes(database) == ["“We want peace,”"]
    assert check(database) == []


def test_the_same_text_elsewhere_is_one_document_seen_twice(database: Database) -> None:
    save(database, talks())
    again = replace(talks(), document=replace(talks().document, location="copy.txt", outlet="Other"))
    assert save(database, again) is Saved.UNCHANGED
    with database.session() as session:
        assert session.scalars(select(DocumentRow.outlet)).all() == ["BBC News"]
        assert sorted(session.scalars(select(SightingRow.location))) == ["copy.txt", "talks.txt"]


def test_a_bare_document_takes_the_provenance_of_a_later_reading(database: Database) -> None:
    dated = talks()
    save(database, replace(dated, document=Document(TALKS, "bare.txt")))
    assert not list(search(database, StatementQuery(outlet=("BBC News",))))
    save_document(database, dated.document)
    found = list(search(database, StatementQuery(outlet=("BBC",), since=datetime(2025, 1, 1, tzinfo=UTC))))
    assert len(found) == 4
    assert found[0].published_original == "2025-11-06"
    assert check(database) == []


def test_a_date_whose_order_was_not_known_is_completed_by_a_later_reading(database: Database) -> None:
    dated = replace(talks().document, published_original="03/04/2025", published_at=datetime(2025, 4, 3, tzinfo=UTC))
    save(database, replace(talks(), document=replace(dated, published_at=None)))
    assert not list(search(database, StatementQuery(since=datetime(2025, 4, 1, tzinfo=UTC))))
    save_document(database, replace(dated, outlet="Other", location="other.txt"))
    assert not list(search(database, StatementQuery(since=datetime(2025, 4, 1, tzinfo=UTC)))), "another source's date"
    save_document(database, dated)
    found = list(search(database, StatementQuery(until=datetime(2025, 4, 4, tzinfo=UTC))))
    assert [record.published_at for record in found] == [dated.published_at] * 4
    other = datetime(2025, 3, 4, tzinfo=UTC)
    assert save_document(database, replace(dated, published_at=other)) is Saved.CORRECTED
    assert next(search(database, StatementQuery())).published_at == other, "read with the other order"
    assert check(database) == []


def test_a_document_without_extraction_waits_for_one(database: Database) -> None:
    assert save_document(database, talks().document) is Saved.NEW
    assert save_document(database, talks().document) is Saved.UNCHANGED
    assert not has_extraction(database, talks().document.sha256, RUN.id)
    assert save(database, talks()) is Saved.NEW_RUN
    assert has_extraction(database, talks().document.sha256, RUN.id)


def test_missing_names_only_what_the_run_has_not_done(database: Database) -> None:
    save(database, talks())
    other = Document("Another text.").sha256
    assert missing(database, [talks().document.sha256, other], RUN.id) == {other}
    assert missing(database, [talks().document.sha256], NEXT_RUN.id) == {talks().document.sha256}
    assert missing(database, [], RUN.id) == set()
    assert len(missing(database, [Document(str(number)).sha256 for number in range(1200)], RUN.id)) == 1200


def test_a_document_without_statements_is_finished_too(database: Database) -> None:
    assert save(database, article("Nobody spoke.")) is Saved.NEW
    assert has_extraction(database, Document("Nobody spoke.").sha256, RUN.id)


def test_statements_with_the_same_spans_are_one(database: Database) -> None:
    statement = said(TALKS, "“We want peace,”", by=person("Zabihullah Mujahid"))
    save(database, article(TALKS, statement, statement))
    assert len(quotes(database)) == 1
    assert check(database) == []


def test_several_at_once_are_all_or_none(database: Database) -> None:
    outside = article("Short.", Statement(StatementType.DIRECT, (Span(0, 400),)))
    with pytest.raises(StoreError, match=r"\[0, 400\] lies outside the text of 6 characters"):
        save_many(database, [talks(), outside])
    assert counts(database)["documents"] == 0
    assert save_many(database, [talks(), article("Fine."), talks()]) == [Saved.NEW, Saved.NEW, Saved.UNCHANGED]


@pytest.mark.parametrize(
    ("extraction", "message"),
    [
        (article("A\0B"), "NUL character at 1"),
        (article("A\ud800B"), "half a surrogate pair at 1"),
        (article("Text.", Statement(StatementType.DIRECT, ())), "no content"),
        (article("Text.", Statement(StatementType.DIRECT, (Span(3, 3),))), "lies outside"),
        (
            Extraction(Document("T", published_at=datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)), RUN, ()),
            "no time zone",
        ),
    ],
)
def test_what_cannot_be_stored_is_named(database: Database, extraction: Extraction, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        save(database, extraction)
    assert counts(database)["documents"] == 0


def test_odd_provenance_is_made_visible(database: Database) -> None:
    save_document(database, Document("Text.", "caf\udce9.txt", title="A\0B"))
    with database.session() as session:
        assert session.execute(select(DocumentRow.location, DocumentRow.title)).one() == ("caf\\udce9.txt", "A\\x00B")


def test_enormous_names_and_texts_are_stored(database: Database) -> None:
    name = "Annabelle " * 400
    text = f"“Yes,” said {name}. " + "x" * 5000 + " word" * 50_000
    speaker = person(name.strip(), role="r" * 3000, affiliation="o" * 3000)
    long = said(text, text[-250_000:], by=speaker)
    assert save(database, article(text, said(text, "“Yes,”", by=speaker), long)) is Saved.NEW
    assert [record.quote for record in search(database, StatementQuery(text="word"))] == [text[-250_000:]]
    assert check(database) == []


def test_run_settings_survive(database: Database) -> None:
    run = Run("other", "e" * 64, "1", {"list": [1, 2], "é": None})
    save(database, article(TALKS, said(TALKS, "“We want peace,”"), run=run))
    assert next(search(database, StatementQuery())).run_id == run.id


def test_a_statement_tells_the_printed_pages_that_it_stands_on(database: Database) -> None:
    found = talks()
    half = found.document.text.index("Mujahid added")
    boxes = (60.0, 700.0, 300.0, 712.0)
    lines = PrintedLine(0, half, 3, *boxes), PrintedLine(half, len(found.document.text), 4, *boxes)
    save(database, replace(found, document=replace(found.document, lines=lines)))
    pages = {record.quote: (record.page, record.last_page) for record in search(database, StatementQuery())}
    assert pages["“We want peace,”"] == (3, 3)
    assert {page for quote, page in pages.items() if "peace" not in quote} == {(4, 4)}
