"""Differences of runs in words and rows."""

import csv
import io
import json
from datetime import UTC, datetime

from rich.console import Console

from attrib.data import Change, Difference, Finding, RunComparison, RunSummary, Span, StanceLabel, StatementType
from attrib.writers.rows import write_rows
from attrib.writers.runs.differences import (
    DIFFERENCE_COLUMNS,
    count_lines,
    difference_object,
    difference_row,
    write_differences,
)
from attrib.writers.runs.listing import RUN_COLUMNS, run_row, write_runs

AT = datetime(2026, 3, 1, tzinfo=UTC)
OLD = RunSummary("a" * 16, "[attribution]", "d" * 64, "0.1.0", AT, AT, 3, 1, 9, {"precision": "float32"})
NEW = RunSummary(
    "b" * 16, "attribution", "d" * 64, "0.2.0+1", AT, None, 2, 2, 8, {"precision": "float32", "stance": "x"}
)
BEFORE = Finding(
    "1" * 20, (Span(0, 5), Span(9, 12)), "=We [go] […] now", StatementType.DIRECT, "Ann Lee", "person", None, None,
    (("the port: north", StanceLabel.OPPOSE),),
)  # fmt: skip
AFTER = Finding("2" * 20, (Span(0, 5),), "=We [go]", StatementType.DIRECT, None, None, "chief", None, ())
CHANGED = Difference(
    (Change.SPEAKER, Change.BOUNDS, Change.STANCE, Change.ROLE), BEFORE, AFTER, "rejected (eva 2026-03-02)",
    "e" * 64, "Port", None, "port.txt",
)  # fmt: skip
GONE = Difference((Change.ONLY_OLD,), BEFORE, None, "", "e" * 64, None, None, "port.txt")


def comparison(**counts: int) -> RunComparison:
    every = {change: counts.get(change.name, 0) for change in Change}
    return RunComparison(OLD, NEW, 1, 9, 8, 7, every, (CHANGED,) if counts else ())


def table(items: list[Difference]) -> str:
    stream = io.StringIO()
    write_differences(items, Console(file=stream, width=110))
    return stream.getvalue()


def test_counts_come_with_what_the_runs_are() -> None:
    assert list(count_lines(comparison(ONLY_OLD=1, BOUNDS=2, SPEAKER=1))) == [
        "old run aaaaaaaaaaaaaaaa: [attribution], attrib 0.1.0, since 2026-03-01",
        "new run bbbbbbbbbbbbbbbb: attribution, attrib 0.2.0+1, since 2026-03-01",
        "stance: not named in the old run, x in the new",
        "1 article read by both",
        "9 statements in the old run, 8 in the new",
        "7 unchanged",
        "1 only in the old run",
        "1 with another speaker",
        "2 with other bounds",
        "1 of those that differ reviewed",
    ]


def test_changes_that_do_not_occur_are_left_out() -> None:
    assert list(count_lines(comparison()))[-1] == "7 unchanged"


def test_a_table_shows_what_differs_beside_each_other() -> None:
    shown = table([CHANGED, GONE])
    assert "22222222" in shown
    assert "speaker: Ann Lee (person)" in shown
    assert "speaker: none" in shown
    assert "stance: oppose the port: north" in shown
    assert "role: chief" in shown
    assert "reviewed: rejected (eva 2026-03-02)" in " ".join(shown.split())
    assert "not found" in shown
    assert "=We [go]" in shown
    assert "type:" not in shown


def test_csv_has_every_column_and_guards_formulas() -> None:
    stream = io.StringIO(newline="")
    write_rows(map(difference_row, [CHANGED, GONE]), DIFFERENCE_COLUMNS, "csv", stream)
    first, second = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert list(first) == list(DIFFERENCE_COLUMNS)
    assert first["changes"] == "speaker; bounds; stance; role"
    assert (first["old_quote"], first["new_quote"]) == ("'=We [go] […] now", "'=We [go]")
    assert (first["old_start"], first["old_end"], first["new_end"]) == ("0", "12", "5")
    assert first["old_stances"] == "the port\\: north:oppose"
    assert (second["new_id"], second["new_start"], second["title"]) == ("", "", "")


def test_json_lines_hold_both_findings() -> None:
    stream = io.StringIO()
    write_rows(map(difference_object, [CHANGED, GONE]), (), "jsonl", stream)
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first["old"]["content_spans"] == [[0, 5], [9, 12]]
    assert first["old"]["stances"] == [{"target": "the port: north", "label": "oppose"}]
    assert (first["new"]["speaker"], first["reviewed"]) == (None, "rejected (eva 2026-03-02)")
    assert (second["changes"], second["new"], second["document_sha256"]) == (["only old"], None, "e" * 64)


def test_runs_in_rows() -> None:
    stream = io.StringIO(newline="")
    write_rows(map(run_row, [OLD, NEW]), RUN_COLUMNS, "csv", stream)
    first, second = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert list(first) == list(RUN_COLUMNS)
    assert (first["documents"], first["current_documents"], second["last_at"]) == ("3", "1", "")
    assert json.loads(second["settings"]) == {"precision": "float32", "stance": "x"}
    shown = io.StringIO()
    write_runs([OLD, NEW], Console(file=shown, width=100))
    assert "[attribution]" in shown.getvalue()
    assert "0.2.0+1" in shown.getvalue()
