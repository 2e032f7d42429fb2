"""Extracted in parts and loaded: the database of one ingest, whatever was stopped or done twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import Document, Problem, Run
from attrib.data.shards import Shard, ShardRow
from attrib.errors import ReadError
from attrib.services import load as loading
from attrib.services.extract_shard import extract_shard
from attrib.services.ingest import Fate, ingest
from attrib.services.load import load
from attrib.store.database.check import check
from attrib.store.database.session import Database
from tests.newsroom import SayingPipeline, article
from tests.store.backends import BACKENDS, Templates, two_databases
from tests.store.meaning import WordEncoder
from tests.store.tables import contents

SAYINGS = ("taxes rose", "the war ended", "schools close", "trade fell")
ANN, BO = "Ann Lee, minister of Norland", "Bo Ray, chief of Mint, against Oz"
PARTS = 3


def items(count: int = 14) -> list[Document | Problem]:
    """Articles, one of them at two places, one in another language, one that says nothing, and inputs that fail."""
    documents: list[Document | Problem] = [
        Document(
            article(
                ("Ann Lee, minister of Norland", f"{SAYINGS[at % 4]} {at}"), ("Bo Ray, chief of Mint, against Oz", "no")
            ),
            f"{at}.txt",
            outlet="Wire" if at % 2 else None,
        )
        for at in range(count)
    ]
    first = documents[0]
    assert isinstance(first, Document)
    documents[4:4] = [Document("Il pleut.", "temps.txt", language="fr"), Problem("bad.txt", None, "is empty")]
    documents[9:9] = [Problem("late.txt", 2, "has no date", warning=True), Document("Nobody says a thing.", "late.txt")]
    return [*documents, replace(first, location="copy.txt", title="Again"), Problem("worse.txt", 3, "is odd")]


def parts(pipeline: SayingPipeline | None = None) -> list[list[ShardRow | Problem]]:
    return [
        list(extract_shard(items(), pipeline or SayingPipeline(), Shard(number, PARTS), open_encoder=WordEncoder))
        for number in range(1, PARTS + 1)
    ]


def merged(found: list[list[ShardRow | Problem]]) -> list[ShardRow]:
    rows = [row for part in found for row in part if isinstance(row, ShardRow)]
    return sorted(rows, key=lambda row: row.place)


@pytest.fixture(params=BACKENDS)
def databases(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path
) -> Iterator[tuple[Database, Database]]:
    """Two empty databases."""
    with two_databases(templates, request.param, tmp_path) as found:
        yield found


def fill(database: Database) -> list[Fate]:
    outcomes = ingest(
        items(),
        SayingPipeline(),
        database,
        readable=lambda item: item.language is None,
        open_encoder=WordEncoder,
    )
    return [outcome.fate for outcome in outcomes]


def test_parts_that_are_loaded_are_one_ingest(databases: tuple[Database, Database]) -> None:
    whole, loaded = databases
    fates = [fate for fate in fill(whole) if fate not in (Fate.PROBLEM, Fate.WARNING)]
    assert sorted(outcome.fate for outcome in load(merged(parts()), loaded)) == sorted(fates)
    assert fates.count(Fate.NEW) == 15
    assert check(loaded) == []
    expected, found = contents(whole), contents(loaded)
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table
    assert len(found["statements"]) == 28
    assert found["vector_blocks"]


def test_loading_again_changes_nothing(databases: tuple[Database, Database]) -> None:
    database, _ = databases
    list(load(merged(parts()), database))
    before = contents(database)
    again = {outcome.fate for outcome in load(merged(parts()), database)}
    assert again <= {Fate.UNCHANGED, Fate.SET_ASIDE}
    assert contents(database) == before


def test_a_load_goes_on_where_it_was_stopped(
    databases: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "TOGETHER", 4)
    monkeypatch.setattr(loading, "JOINED", 8)
    stopped, straight = databases
    rows = merged(parts())
    first = load(rows, stopped)
    for _ in range(6):
        next(first)
    first.close()
    assert len(contents(stopped)["extractions"]) == 8
    list(load(rows, stopped))
    list(load(rows, straight))
    mended, whole = contents(stopped), contents(straight)
    for table in whole.keys() - {"vector_blocks"}:  # blocks are joined at other places
        assert mended[table] == whole[table], table
    assert check(stopped) == []


def test_parts_of_several_runs_stand_beside_each_other(databases: tuple[Database, Database]) -> None:
    database, _ = databases
    newer = SayingPipeline(run=Run("sayings", "1" * 64, "2"))
    list(load(merged(parts()), database))
    fates = [outcome.fate for outcome in load(merged(parts(newer)), database)]
    assert fates.count(Fate.UPDATED) == 15
    assert check(database) == []


def test_each_problem_is_told_by_one_part_and_warnings_by_that_of_their_document() -> None:
    found = parts()
    told = sorted(str(item) for part in found for item in part if isinstance(item, Problem))
    assert told == [
        "bad.txt: is empty",
        "late.txt, record 2: has no date",
        "temps.txt: in language 'fr', not in English, so nothing was extracted",
        "worse.txt, record 3: is odd",
    ]
    [part] = [part for part in found if any(isinstance(item, Problem) and item.record == 2 for item in part)]
    assert "late.txt" in {row.document.location for row in part if isinstance(row, ShardRow)}


def test_a_strict_part_ends_at_its_first_problem() -> None:
    given: list[Document | Problem] = [
        Document('"Yes" said Ann Lee.'),
        Problem("bad.txt", None, "is empty"),
        Document("Two."),
    ]
    found: list[object] = []
    with pytest.raises(ReadError, match=r"bad\.txt: is empty"):
        found.extend(extract_shard(given, SayingPipeline(), Shard(), strict=True))
    assert [row.place for row in found if isinstance(row, ShardRow)] == [0]
