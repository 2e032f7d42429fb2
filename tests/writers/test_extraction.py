"""The JSON line of `attrib extract`, which other programs rely on."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

from attrib.data import Document, Occasion, SaidDates, SaidPrecision, Span
from attrib.writers.extraction import COLUMNS, extraction_json, write_extractions
from tests.writers.records import EXTRACTION


def test_the_object_has_the_documented_keys_in_order() -> None:
    found = json.loads(extraction_json(EXTRACTION))
    assert list(found) == ["document", "title", "published_at", "run", "statements"]
    assert found["document"] == "port.txt"
    assert found["published_at"] == "2025-10-31T14:05:00+00:00"
    assert found["run"] == EXTRACTION.run.id
    statement = found["statements"][0]
    assert statement == {
        "id": "0123456789abcdef0123",
        "type": "direct",
        "content": [[12, 25], [65, 78]],
        "cue": [[26, 30]],
        "source": [[31, 42]],
        "text": '"We will go," […] "It is time."',
        "confidence": 0.9712,
        "speaker": {
            "name": "Amina Okoye",
            "kind": "person",
            "mention": [31, 42],
            "role": "leader",
            "affiliation": "union",
            "confidence": 0.95,
            "reason": "exact",
        },
        "stances": [{"target": "port", "kind": "topic", "stance": "oppose", "score": 0.8124}],
        "assertion": "denied",
        "occasion": {},
    }
    assert list(statement) == [
        *("id", "type", "content", "cue", "source", "text", "confidence", "speaker", "stances", "assertion"),
        "occasion",
    ]


def test_an_occasion_has_words_spans_and_days() -> None:
    statement = EXTRACTION.statements[0]
    dates = SaidDates(date(2025, 10, 27), date(2025, 10, 27), SaidPrecision.DAY)
    told = replace(statement, occasion=Occasion(time=Span(0, 3), dates=dates))
    found = json.loads(extraction_json(replace(EXTRACTION, statements=(told,))))["statements"][0]["occasion"]
    assert found == {
        "time": {"text": EXTRACTION.document.text[:3], "span": [0, 3]},
        "dates": {"since": "2025-10-27", "until": "2025-10-27", "precision": "day"},
    }


def test_a_statement_of_nobody_has_a_null_speaker_and_says_why() -> None:
    statement = json.loads(extraction_json(EXTRACTION))["statements"][1]
    assert statement["speaker"] is None
    assert statement["silence"] == "no source"
    assert statement["cue"] == statement["source"] == statement["stances"] == []


def test_one_line_whatever_the_text_holds() -> None:
    document = Document("a\u2028b\r\n“c”", location="é\n.txt", record=3)
    line = extraction_json(replace(EXTRACTION, document=document, statements=()))
    assert "\n" not in line
    assert "é" in line
    assert json.loads(line) == {
        "document": "é\n.txt",
        "title": None,
        "published_at": None,
        "run": EXTRACTION.run.id,
        "statements": [],
        "record": 3,
    }


def written(form: str) -> str:
    """The extraction and one without statements, in a form."""
    empty = replace(EXTRACTION, statements=())
    stream = io.StringIO(newline="")
    write_extractions([EXTRACTION, empty], form, stream)
    return stream.getvalue()


def test_json_is_an_array_of_the_lines() -> None:
    assert json.loads(written("json")) == [json.loads(line) for line in written("jsonl").splitlines()]
    assert json.loads(written("jsonl").splitlines()[1])["statements"] == []


def test_csv_has_a_row_a_statement_whose_columns_mean_what_they_mean_in_exports() -> None:
    days = SaidDates(date(2025, 10, 27), date(2025, 10, 28), SaidPrecision.DAY)
    said, nobody = EXTRACTION.statements
    said = replace(said, occasion=Occasion(time=Span(0, 3), dates=days))
    document = replace(EXTRACTION.document, record=3, title="=SUM(A1)")
    stream = io.StringIO(newline="")
    write_extractions([replace(EXTRACTION, document=document, statements=(said, nobody))], "csv", stream)
    first, second = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert tuple(first) == tuple(COLUMNS)
    assert (first["document"], first["title"], first["speaker"]) == ("port.txt, record 3", "'=SUM(A1)", "Amina Okoye")
    assert (first["quote"], first["cue"], first["stances"]) == (
        '"We will go," […] "It is time."',
        "said",
        "port:oppose",
    )
    assert (first["said_since"], first["said_until"], first["said_precision"]) == ("2025-10-27", "2025-10-28", "day")
    assert (first["document_sha256"], first["assertion"]) == (EXTRACTION.document.sha256, "denied")
    assert (second["speaker"], second["speaker_confidence"], second["said_since"]) == ("", "", "")
