"""When, to whom and where: stored, found and dated again when the date of the article changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from attrib.data import (
    DatePrecision,
    Extraction,
    Occasion,
    SaidBasis,
    SaidDates,
    SaidPrecision,
    Span,
    StatementQuery,
    StatementRecord,
)
from attrib.data.document_edits import EditedField
from attrib.errors import StoreError
from attrib.store.database.session import Database
from attrib.store.documents.mending import edit_documents, undo_edit
from attrib.store.save import save
from attrib.store.search.query import count, search
from attrib.store.stats import stats
from tests.store.newsdesk import NEXT_RUN, article, person, said, span

DATED = "“It rains,” Ida Quill told reporters in Geneva on Monday."
RECENT = "“It pours,” Otto Grim said recently."
PLAIN = "“It snows,” Una Voss said in a letter to Congress."


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(text: str, name: str, occasion: Occasion, day: str | None = "2020-05-06") -> Extraction:
    quote = text[: text.index("”") + 1]
    statement = replace(
        said(text, quote, name, "told" if "told" in text else "said", by=person(name)), occasion=occasion
    )
    return article(text, statement, location=f"{name}.txt", day=day)


def monday() -> Extraction:
    dates = SaidDates(date(2020, 5, 4), date(2020, 5, 4), SaidPrecision.DAY)
    time, addressee, place = (span(DATED, words) for words in ("on Monday", "reporters", "Geneva"))
    return told(DATED, "Ida Quill", Occasion(time, addressee, place, dates))


def fill(database: Database) -> None:
    save(database, monday())
    save(database, told(RECENT, "Otto Grim", Occasion(time=span(RECENT, "recently"))))
    letter = Occasion(addressee=span(PLAIN, "Congress"), place=span(PLAIN, "a letter"))
    save(database, told(PLAIN, "Una Voss", letter))


def names(database: Database, query: StatementQuery) -> list[str]:
    return sorted(str(record.speaker) for record in search(database, query))


def only(database: Database, name: str) -> StatementRecord:
    return next(record for record in search(database, StatementQuery()) if record.speaker == name)


def test_an_occasion_comes_back_as_it_was_stored(database: Database) -> None:
    fill(database)
    record = only(database, "Ida Quill")
    assert record.occasion == monday().statements[0].occasion
    assert (record.time, record.addressee, record.place) == ("on Monday", "reporters", "Geneva")


def test_publication_stands_in_only_where_no_time_is_told(database: Database) -> None:
    fill(database)
    dates = only(database, "Una Voss").occasion.dates
    assert dates == SaidDates(date(2020, 5, 6), date(2020, 5, 6), SaidPrecision.DAY, SaidBasis.PUBLISHED)
    assert only(database, "Otto Grim").occasion.dates is None
    save(database, told("“It hails,” Al Roe said.", "Al Roe", Occasion(), day=None))
    assert only(database, "Al Roe").occasion == Occasion()


@pytest.mark.parametrize(
    ("precision", "since", "until"),
    [
        (DatePrecision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        (DatePrecision.YEAR, date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_publication_is_as_exact_as_it_is_known(
    database: Database, precision: DatePrecision, since: date, until: date
) -> None:
    saying = told("“It hails,” Al Roe said.", "Al Roe", Occasion(), day=str(since))
    save(database, replace(saying, document=replace(saying.document, published_precision=precision)))
    dates = only(database, "Al Roe").occasion.dates
    assert dates is not None
    assert (dates.since, dates.until, dates.precision.value) == (since, until, precision.value)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (StatementQuery(said_since=moment("2020-05-04")), ["Ida Quill", "Una Voss"]),
        (StatementQuery(said_since=moment("2020-05-05")), ["Una Voss"]),
        (StatementQuery(said_until=moment("2020-05-05")), ["Ida Quill"]),
        (StatementQuery(said_until=moment("2020-05-04")), []),
        (StatementQuery(said_since=moment("2020-05-04"), said_until=moment("2020-05-05")), ["Ida Quill"]),
        (StatementQuery(to=("reporters",)), ["Ida Quill"]),
        (StatementQuery(to=("congress", "Reporters")), ["Ida Quill", "Una Voss"]),
        (StatementQuery(at=("geneva",)), ["Ida Quill"]),
        (StatementQuery(at=("letter",)), ["Una Voss"]),
        (StatementQuery(at=("Paris",)), []),
    ],
)
def test_statements_are_found_by_their_occasion(database: Database, query: StatementQuery, found: list[str]) -> None:
    fill(database)
    assert names(database, query) == found
    assert count(database, query) == len(found)


def test_times_are_read_again_when_the_date_of_the_article_changes(database: Database) -> None:
    fill(database)
    later = {EditedField.DATE: {"published_at": moment("2021-05-06"), "published_precision": "day",
                                "published_original": "2021-05-06"}}  # fmt: skip
    batch, _ = edit_documents(database, ["Ida Quill.txt"], later, "Ann")
    assert only(database, "Ida Quill").occasion.dates == SaidDates(
        date(2021, 5, 3), date(2021, 5, 3), SaidPrecision.DAY
    )
    undo_edit(database, batch, "Ann")
    assert only(database, "Ida Quill").occasion == monday().statements[0].occasion


def test_times_are_seen_from_the_date_that_is_stored(database: Database) -> None:
    """The text is read again from another place that gives another date; the first one stays."""
    save(database, monday())
    june = date(2020, 6, 1)
    document = replace(
        monday().document, location="b.txt", published_at=moment("2020-06-01"), published_original="2020-06-01"
    )
    statement = monday().statements[0]
    dates = SaidDates(june, june, SaidPrecision.DAY)
    later = replace(statement, occasion=replace(statement.occasion, dates=dates))
    save(database, Extraction(document, NEXT_RUN, (later,), ()))
    stored = only(database, "Ida Quill")
    assert stored.published_at == moment("2020-05-06")
    assert stored.occasion == statement.occasion


def test_spans_outside_the_text_are_refused(database: Database) -> None:
    with pytest.raises(StoreError, match="lies outside the text"):
        save(database, told(PLAIN, "Una Voss", Occasion(place=Span(3, 900))))
    assert stats(database).statements == 0
