"""Rows of a table have the cells that whole records have, byte by byte, whatever a statement has or lacks."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import text, update

from attrib.data import (
    Assertion,
    DatePrecision,
    Document,
    Extraction,
    Occasion,
    PrintedLine,
    SaidDates,
    SaidPrecision,
    Stance,
    StanceLabel,
    StatementQuery,
    StatementType,
)
from attrib.data.checks import CheckVerdict, FactCheck
from attrib.services.search import with_sides
from attrib.store.checks.importing import import_checks
from attrib.store.checks.judgements import judge_match
from attrib.store.checks.listing import list_checks
from attrib.store.database.session import Database
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.schema.statements import StatementRow
from attrib.store.search.query import search, search_tabular
from attrib.store.statements import tabular_documents
from attrib.writers.statements.csv import write_csv
from tests.store.newsdesk import RUN, article, person, said, span, talks

PRINTED = (
    'On Monday “the tåx 😀 must fall,” Ann Lee told reporters in Geneva, “at once\nor "never".”\n\n'
    "=Prices rose, said Bo Diaz on 3 May 2025. Bo Diaz had no more to say. “Quite so,” said Cy Ray last week."
)
STANCES = (
    Stance("the tåx", "topic", StanceLabel.OPPOSE, 0.81239),
    Stance("a:b;c\\d", "topic", StanceLabel.NEUTRAL, 0.6),
    Stance("Bo Diaz", "actor", StanceLabel.SUPPORT, 0.5),
)
DAYS = SaidDates(date(2025, 5, 3), date(2025, 5, 4), SaidPrecision.PART)


def printed() -> Extraction:
    """A printed article of two pages, with everything that a statement can have."""
    pieces = ("“the tåx 😀 must fall,”", '“at once\nor "never".”')
    first = said(PRINTED, pieces, "Ann Lee", "told", by=person("Ann Lee", role="+chair", affiliation="@union"))
    time, addressee, place = (span(PRINTED, words) for words in ("On Monday", "reporters", "Geneva"))
    occasion = Occasion(time, addressee, place, DAYS)
    first = replace(first, stances=STANCES, assertion=Assertion.DENIED, occasion=occasion, confidence=0.123456)
    second = said(PRINTED, "=Prices rose", "Bo Diaz", by=person("Bo Diaz"), kind=StatementType.INDIRECT)
    third = said(PRINTED, "“Quite so,”", "Cy Ray", by=person("Cy Ray"), stances=STANCES[1:2])
    third = replace(third, occasion=Occasion(time=span(PRINTED, "last week")))  # a time without dates
    middle = PRINTED.index("\n\n") - 20
    lines = (PrintedLine(0, middle, 1, 60, 700, 80, 712), PrintedLine(middle, len(PRINTED), 2, 60, 700, 80, 712))
    moment = datetime(2025, 5, 1, tzinfo=UTC)
    document = Document(
        PRINTED, "news.pdf", 3, "=A “title”\nof two lines", "https://gull.example/a", "The Gull", "B. “B” Writer",
        moment, "May 2025", moment, "en", "x1", DatePrecision.MONTH, "ab" * 32, None, "https://archive.example/a",
        moment, DatePrecision.YEAR, lines=lines,
    )  # fmt: skip
    return Extraction(document, RUN, (first, second, third))


@pytest.fixture
def filled(database: Database) -> Database:
    save(database, talks())
    save(database, printed())
    bare = "It rained, said nobody."
    save(database, article(bare, said(bare, "It rained", cue="", kind=StatementType.INDIRECT)))
    review_and_check(database)
    return database


def review_and_check(database: Database) -> None:
    """People's corrections, a statement of a person's own, fact checks, and scores of worth."""
    ids = {record.quote: record.statement_id for record in search(database, StatementQuery(confident=False))}
    review(database, ids["=Prices rose"], Correction(speaker="Ann Lee", stance="oppose", target="=rent"), "eva")
    review(database, ids["it was too late"], Correction(quote="was too late", role="cynics"), "eva")
    sha256 = printed().document.sha256
    add_statement(database, sha256, AddedStatement("had no more to say", Correction(speaker="Bo Diaz")), "eva", "=x")
    import_checks(database, [FactCheck("=Prices rose", rating='Half "true"', publisher="F", url="https://f.example")])
    (check,) = list_checks(database)
    judge_match(database, CheckVerdict.CONFIRMED, ids["=Prices rose"], [check.id], "eva")
    judge_match(database, CheckVerdict.REJECTED, ids["“Quite so,”"], [check.id], "eva")
    with database.begin() as connection:
        connection.execute(update(StatementRow).where(StatementRow.id == ids["“Quite so,”"]).values(worth=0.98765))


@pytest.mark.parametrize("held", [100_000, 30, 0], ids=["whole texts", "beginnings", "no text"])
def test_cells_are_those_of_records(filled: Database, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(tabular_documents, "_HELD", held)
    tabular_documents._beginnings.cache_clear()
    for sort, neutral, raw in product(("position", "date", "speaker"), (True, False), (True, False)):
        query = StatementQuery(sort=sort)
        records = list(search(filled, query))
        assert len(records) == 9
        whole, rows = io.StringIO(), io.StringIO()
        assert write_csv(records if neutral else map(with_sides, records), whole, raw=raw) == 9
        assert write_csv(search_tabular(filled, query, neutral=neutral), rows, raw=raw) == 9
        assert rows.getvalue() == whole.getvalue()
    tabular_documents._beginnings.cache_clear()


def test_every_kind_of_cell_is_compared(filled: Database) -> None:
    stream = io.StringIO()
    write_csv(search_tabular(filled, StatementQuery()), stream, raw=True)
    told = (
        *('must fall,” […] “at once\nor ""never""', "pages 1 to 2", "page 2", r"a\:b\;c\\d:neutral", "a person"),
        *('"=Prices rose"', "was too late", '"confirmed"', '"0.9877"', '"0.1235"', '"2025-05-03"', '"part of day"'),
        *('"published"', '"denied"', '"Geneva"', '"On Monday"', '"last week"', '"2025-05"', '"2025"', "record 3"),
    )
    for words in told:
        assert words in stream.getvalue(), words


def test_nothing_is_found_of_nothing(database: Database) -> None:
    assert list(search_tabular(database, StatementQuery())) == []
    with database.session() as session:
        assert session.execute(text("SELECT count(*) FROM statements")).scalar() == 0
