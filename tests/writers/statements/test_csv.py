"""The CSV file: its form, its columns, and that no character of a quote changes on the way through it."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import (
    Assertion,
    DatePrecision,
    Occasion,
    PrintedLine,
    SaidBasis,
    SaidDates,
    SaidPrecision,
    Stance,
    StanceLabel,
)
from attrib.writers.statements.csv import (
    COLUMNS,
    _line,
    guard,
    row,
    stance_cell,
    stance_pairs,
    unguard,
    write_csv,
)
from tests.writers.records import RECORD

DANGEROUS = [
    "=1+1",
    "+44 20",
    "-5",
    "@user",
    "\tx",
    "\rx",
    "\nx",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
]
HARMLESS = ["", "word", "'quoted'", '"We will"', "– dash", "5-4", "'", "don't =1", "…"]


def written(quote: str, *, raw: bool = False) -> list[list[str]]:
    stream = io.StringIO(newline="")
    assert write_csv([replace(RECORD, quote=quote)], stream, raw=raw) == 1
    stream.seek(0)
    return list(csv.reader(stream))


def test_columns_stand_in_the_documented_order() -> None:
    header, cells = written("a quote")
    assert header == [
        *("statement_id", "speaker", "speaker_kind", "role", "affiliation", "stances", "type", "quote", "cue"),
        *("source_text", "context", "title", "outlet", "author", "published_at", "url", "document_sha256"),
        *("start", "end", "confidence", "speaker_confidence", "model", "reviewed", "actor"),
        *("about", "about_stance", "about_score", "about_similarity", "assertion", "document", "citation"),
        *("archive_url", "raw_sha256"),
        *("check_status", "check_rating", "check_claim", "check_publisher", "check_url", "check_score"),
        *("said_time", "said_since", "said_until", "said_precision", "said_basis", "addressee", "place", "worth"),
        *("modified_at", "page", "last_page"),
    ]
    found = dict(zip(header, cells, strict=True))
    assert found["published_at"] == "2025-10-31T14:05:00+00:00"
    assert (found["start"], found["end"], found["confidence"]) == ("12", "78", "0.9712")
    assert found["speaker_confidence"] == found["reviewed"] == ""
    assert found["stances"] == r"port\: \\north\;:oppose"
    assert found["assertion"] == ""
    assert all(COLUMNS.values())


def test_an_occasion_and_its_basis_have_cells() -> None:
    dates = SaidDates(date(2025, 10, 27), date(2025, 10, 28), SaidPrecision.PART)
    told = replace(RECORD, time="on Monday night", addressee="reporters", place="Geneva", worth=0.1234)
    cells = dict(zip(COLUMNS, row(replace(told, occasion=Occasion(dates=dates))), strict=True))
    assert [cells[name] for name in list(COLUMNS)[-11:-3]] == [
        *("on Monday night", "2025-10-27", "2025-10-28", "part of day", "told", "reporters", "Geneva", "0.1234"),
    ]
    published = replace(dates, basis=SaidBasis.PUBLISHED)
    cells = dict(zip(COLUMNS, row(replace(RECORD, occasion=Occasion(dates=published))), strict=True))
    assert (cells["said_time"], cells["said_basis"], cells["worth"]) == ("", "published", "")


def test_an_assertion_has_a_cell() -> None:
    assert row(replace(RECORD, assertion=Assertion.NOT_SAID))[list(COLUMNS).index("assertion")] == "not_said"


def test_lines_end_as_rfc_4180_says_and_marks_are_doubled() -> None:
    stream = io.StringIO(newline="")
    write_csv([replace(RECORD, quote='He said "no",\nthen left')], stream)
    text = stream.getvalue()
    assert text.count("\r\n") == 2
    assert text.endswith("\r\n")
    assert '"He said ""no"",\nthen left"' in text


def test_no_statement_gives_a_header_alone() -> None:
    stream = io.StringIO(newline="")
    assert write_csv([], stream) == 0
    assert stream.getvalue().count("\r\n") == 1


@pytest.mark.parametrize("cell", DANGEROUS)
def test_formulas_are_guarded_and_come_back(cell: str) -> None:
    assert guard(cell) == "'" + cell
    assert unguard(guard(cell)) == cell
    assert unguard(unguard(guard(guard(cell)))) == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_are_left_alone(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


def test_a_cell_that_has_an_apostrophe_before_a_formula_gets_another() -> None:
    assert guard("'=1") == "''=1"
    assert unguard("''=1") == "'=1"


def test_raw_leaves_cells_as_they_are() -> None:
    assert written("=1+1", raw=True)[1][7] == "=1+1"
    assert written("=1+1")[1][7] == "'=1+1"


@settings(deadline=None)
@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text(alphabet="'=+-@ \t\r\n\"\0,;＝a")))
def test_no_character_of_a_quote_changes(quote: str) -> None:
    stream = io.BytesIO()
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    write_csv([replace(RECORD, quote=quote, context=quote)], text)
    text.flush()
    read_back = csv.reader(io.StringIO(stream.getvalue().decode("utf-8"), newline=""))
    cells = list(read_back)[1]
    assert unguard(cells[7]) == quote
    assert [unguard(cell) for cell in cells] == row(replace(RECORD, quote=quote, context=quote))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(alphabet="ab:;\\\n é"), st.sampled_from(StanceLabel))))
def test_stances_can_be_read_back(pairs: list[tuple[str, StanceLabel]]) -> None:
    cell = stance_cell(Stance(target, "topic", label, 0.5) for target, label in pairs)
    assert stance_pairs(cell) == [(target, label.value) for target, label in pairs]


def test_every_row_says_where_it_is_from_and_how_to_cite_it() -> None:
    where = list(COLUMNS).index
    known = row(replace(RECORD, location="archive.jsonl", record=3, outlet="The Gull", title="Port\nshut"))
    assert known[where("document")] == "archive.jsonl, record 3"
    assert known[where("citation")] == "The Gull, “Port shut”, 2025-10-31"
    unknown = row(replace(RECORD, location="a.txt", outlet=None, title=None, published_at=None))
    assert (unknown[where("document")], unknown[where("citation")]) == ("a.txt", "a.txt")


def test_the_change_of_a_page_and_the_printed_pages_have_cells() -> None:
    lines = PrintedLine(10, 40, 3, 60.0, 700.0, 300.0, 712.0), PrintedLine(40, 90, 4, 60.0, 90.0, 300.0, 102.0)
    told = replace(RECORD, modified_at=datetime(2025, 11, 2, tzinfo=UTC), modified_precision=DatePrecision.DAY)
    cells = dict(zip(COLUMNS, row(replace(told, lines=lines)), strict=True))
    assert (cells["modified_at"], cells["page"], cells["last_page"]) == ("2025-11-02", "3", "4")
    assert cells["citation"].endswith(", pages 3 to 4")
    assert dict(zip(COLUMNS, row(RECORD), strict=True))["page"] == ""


@given(st.lists(st.text() | st.sampled_from(['"', '""', "\r\n", ",", "\0"]), min_size=1))
def test_a_line_is_that_of_the_standard_library(cells: list[str]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    assert _line(cell.replace('"', '""') for cell in cells) == stream.getvalue()
