"""Statements as JSON lines."""

import io
import json
from dataclasses import replace

from attrib.writers.statements.csv import COLUMNS
from attrib.writers.statements.jsonl import record_object, write_jsonl
from tests.writers.records import RECORD


def test_every_csv_column_is_a_field() -> None:
    assert set(COLUMNS) <= set(record_object(RECORD))


def test_one_line_a_statement_readable_and_complete() -> None:
    stream = io.StringIO()
    assert write_jsonl([RECORD, replace(RECORD, quote="“é\n”", published_at=None, speaker_mention=None)], stream) == 2
    first, second = stream.getvalue().splitlines()
    found = json.loads(first)
    assert found["content_spans"] == [[12, 25], [65, 78]]
    assert found["speaker_mention"] == [31, 42]
    (stance,) = found["stances"]
    said = {"target": "port: \\north;", "kind": "topic", "stance": "oppose", "score": 0.8124}
    assert said.items() <= stance.items()
    assert (stance["mention"], stance["unclear"], stance["reviewed"]) == (None, False, False)
    assert (found["about"], found["reviews"]) == (None, [])
    assert found["retrieved_at"] == "2025-10-31T14:05:00+00:00"
    assert "“é" in second
    assert json.loads(second)["published_at"] is None
