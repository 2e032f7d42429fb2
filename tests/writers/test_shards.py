"""Extractions in a Parquet file: nothing is lost on the way, and what is no such file is told."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from attrib.data import (
    ActorKind,
    Assertion,
    Document,
    EntityKind,
    Extraction,
    Mention,
    PrintedLine,
    Reason,
    Run,
    Span,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementType,
    statement_id,
)
from attrib.data.dates import DatePrecision
from attrib.data.occasions import Occasion, SaidDates, SaidPrecision
from attrib.data.shards import Shard, ShardRow
from attrib.data.vectors import SentenceVectors
from attrib.errors import ReadError, SettingsError
from attrib.readers.shards import count_rows, read_shards
from attrib.writers.shards import write_shard

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
MOMENT = datetime(2022, 7, 15, 13, 14, 15, 161718, tzinfo=UTC)
FULL = Document(
    "Café “𝔘”. He said so, in Geneva.",
    "a/b.jsonl",
    7,
    "Title",
    "https://example.org/a",
    "Outlet",
    "Ann Lee",
    MOMENT,
    "15 July",
    MOMENT,
    "en",
    "x-1",
    DatePrecision.DAY,
    "ab" * 32,
    "https://example.org/b",
    "https://web.archive.org/c",
    MOMENT,
    DatePrecision.TIME,
    'W/"1"',
    "Fri, 15 Jul 2022 13:14:15 GMT",
    "r1",
    (PrintedLine(0, 8, 1, 60.5, 700.0, 300.25, 712.0),),
)
RUN = Run("model", "0" * 64, "1.2", {"precision": "bfloat16", "numbers": [1, 2.5], "nothing": None})


def extraction(document: Document) -> Extraction:
    """An extraction of which every field of every value holds something."""
    speaker = Speaker(
        *("Ann Lee", ActorKind.PERSON, Span(0, 4), "mayor", "Geneva", 0.75, Reason.SURNAME, (Span(1, 2), Span(3, 4))),
        *(0.5, 0.25, "Bo Ray"),
    )
    stance = Stance("Bo", "actor", StanceLabel.OPPOSE, 0.1, Span(2, 3), Span(4, 5), True, "id", True)
    dates = SaidDates(date(2022, 7, 1), date(2022, 7, 31), SaidPrecision.MONTH)
    occasion = Occasion(Span(1, 3), Span(2, 4), Span(3, 5), dates)
    full = Statement(
        *(StatementType.MIXED, (Span(0, 5), Span(6, 9)), (Span(10, 12),), (Span(8, 9),), 0.9, speaker),
        *(Reason.NO_SOURCE, (stance,), "", Assertion.DENIED, occasion),
    )
    plain = Statement(StatementType.DIRECT, (Span(1, 2),))
    made = tuple(replace(each, id=statement_id(document.sha256, RUN.id, each)) for each in (full, plain))
    return Extraction(document, RUN, made, (Mention(Span(0, 4), EntityKind.PERSON, 0.3),))


def write(path: Path, *rows: ShardRow, shard: Shard | None = None) -> Path:
    stream = BytesIO()
    assert write_shard(rows, stream, shard or Shard()) == len(rows)
    path.write_bytes(stream.getvalue())
    return path


def test_the_example_leaves_no_field_empty() -> None:
    found = extraction(FULL)
    full = found.statements[0]
    assert full.speaker is not None
    for value in (FULL, full, full.speaker, full.stances[0], full.occasion):
        assert all(getattr(value, each.name) not in (None, (), "") for each in fields(value))


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    found, none = extraction(FULL), Extraction(Document("Nobody spoke."), RUN, ())
    vectors = {
        each.id: np.array([0.1, -2.5e-8, float(at)], dtype=np.float32) for at, each in enumerate(found.statements)
    }
    rows = [
        ShardRow(3, FULL, found, SentenceVectors("minilm:1", vectors)),
        ShardRow(4, none.document, none),
        ShardRow(9, Document("Il pleut.", language="fr")),
    ]
    read = list(read_shards([write(tmp_path / "a.parquet", *rows)]))
    assert [(row.place, row.document, row.extraction) for row in read] == [
        (row.place, row.document, row.extraction) for row in rows
    ]
    assert read[0].vectors is not None
    assert read[0].vectors.encoder == "minilm:1"
    assert {key: vector.tobytes() for key, vector in read[0].vectors.vectors.items()} == {
        key: vector.tobytes() for key, vector in vectors.items()
    }
    assert read[1].vectors is read[2].vectors is None


def test_files_are_read_in_the_order_of_their_input(tmp_path: Path) -> None:
    places = ((0, 3, 4), (1, 5), (), (2,))
    paths = [
        write(tmp_path / f"{at}.parquet", *(ShardRow(place, Document(f"text {place}")) for place in some))
        for at, some in enumerate(places)
    ]
    assert [row.place for row in read_shards(paths[::-1])] == [0, 1, 2, 3, 4, 5]
    assert count_rows(paths) == 6


def test_metadata_tell_what_a_file_is(tmp_path: Path) -> None:
    from pyarrow.parquet import read_schema

    told = read_schema(write(tmp_path / "a.parquet", shard=Shard(2, 3))).metadata
    assert (told[b"kind"], told[b"schema"], told[b"shard"]) == (b"attrib extractions", b"2", b"2/3")


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    complete = write(tmp_path / "a.parquet", ShardRow(0, FULL, extraction(FULL))).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(complete[: len(complete) // 2])
    (tmp_path / "text.parquet").write_text("no parquet")
    parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "other.parquet")
    newer = parquet.read_table(tmp_path / "a.parquet")
    told = {**newer.schema.metadata, b"schema": b"99"}
    parquet.write_table(newer.replace_schema_metadata(told), tmp_path / "newer.parquet")
    at = newer.schema.get_field_index("sha256")
    parquet.write_table(newer.set_column(at, "sha256", pyarrow.array(["0" * 64])), tmp_path / "changed.parquet")
    for name, words in (
        ("none", "No such file|none"),
        ("cut", "not a complete one; extract it again"),
        ("text", "not a complete one"),
        ("other", "is not a file of `attrib extract"),
        ("newer", r"of a newer attrib \(columns 99, this one reads 2\)"),
        ("changed", "is damaged: the text of a/b.jsonl is not the one that was read; extract it again"),
    ):
        with pytest.raises(ReadError, match=words):
            list(read_shards([tmp_path / f"{name}.parquet"]))


@pytest.mark.parametrize(("number", "count"), [(0, 3), (4, 3), (1, 0), (-1, 2)])
def test_a_part_that_is_none_is_told(number: int, count: int) -> None:
    with pytest.raises(SettingsError, match="shard"):
        Shard(number, count)


def test_each_text_is_in_one_part() -> None:
    shards = [Shard(number, 3) for number in (1, 2, 3)]
    parts = [[shard.number for shard in shards if shard.has(Document(f"text {at}").sha256)] for at in range(60)]
    assert all(len(part) == 1 for part in parts)
    assert {part[0] for part in parts} == {1, 2, 3}
