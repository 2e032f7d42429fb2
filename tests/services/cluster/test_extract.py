"""An input extracted bundle by bundle: what the folder has, and what a second run does."""

from pathlib import Path

import pytest

from attrib.data import Problem
from attrib.errors import ModelError, WriteError
from attrib.readers.shards import read_shards
from attrib.services.cluster import bundles
from attrib.services.cluster.chunks import Receipt
from attrib.services.cluster.extract import extract_on_cluster
from attrib.services.cluster.extracting import Extracting
from attrib.services.cluster.manifest import Finished, shard_files
from attrib.services.ingest import ingest
from attrib.services.load import load
from attrib.store.database.session import open_database
from tests.newsroom import SayingPipeline
from tests.services.cluster.input import (
    HereRunner,
    MortalChunks,
    extracting,
    reading,
    sayings,
    write_archive,
)
from tests.store.meaning import WordEncoder
from tests.store.tables import contents

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
FILES = ["a.jsonl", "b.jsonl", "c.jsonl"]
FOUND = Path("found")


@pytest.fixture(autouse=True)
def _archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bundles, "MOST_FILES", 1)
    write_archive(Path("a.jsonl"), [*sayings("Ann Lee", 6), ""])
    write_archive(Path("b.jsonl"), sayings("Bo Ray", 5))
    write_archive(Path("c.jsonl"), sayings("Cy May", 3))


def extracted(runner: HereRunner | None = None, files: list[str] = FILES) -> list[Receipt | Finished]:
    return list(extract_on_cluster(files, reading(4), extracting(FOUND), runner or HereRunner()))


def test_each_bundle_is_finished_when_all_its_chunks_are() -> None:
    found = extracted(HereRunner(backwards=True))
    done = [each for each in found if isinstance(each, Finished)]
    assert [each.number for each in done] == [2, 1, 0]
    assert [(each.articles, each.statements, each.failed, len(each.files)) for each in reversed(done)] == [
        (6, 6, 1, 2),
        (5, 5, 0, 2),
        (3, 3, 0, 1),
    ]
    assert done[2].problems == ("a.jsonl, record 7: the field text is empty; there is nothing to read",)
    receipts = [each for each in found if isinstance(each, Receipt)]
    assert sum(receipt.articles for receipt in receipts) == 14
    assert [type(each) for receipt in receipts for each in receipt.problems] == [Problem]


def test_what_is_loaded_is_what_one_ingest_stores() -> None:
    extracted(HereRunner(backwards=True))
    files = shard_files([FOUND])
    rows = list(read_shards(files))
    assert [row.document.location for row in rows] == ["a.jsonl"] * 6 + ["b.jsonl"] * 5 + ["c.jsonl"] * 3
    documents = [row.document for row in rows]
    with open_database("sqlite:///loaded.db") as loaded, open_database("sqlite:///whole.db") as whole:
        list(load(rows, loaded))
        list(ingest(documents, SayingPipeline(), whole, readable=lambda _: True, open_encoder=WordEncoder))
        assert contents(loaded) == contents(whole)


def test_a_run_that_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        extracted(HereRunner(stop_after=3))  # a.jsonl has two chunks, b.jsonl two
    assert [row.document.location for row in read_shards(shard_files([FOUND]))] == ["a.jsonl"] * 6
    (tmp_path / "notes").mkdir()
    again = extracting(FOUND, MortalChunks(tmp_path / "notes"))
    done = [each for each in extract_on_cluster(FILES, reading(4), again, HereRunner()) if isinstance(each, Finished)]
    assert [each.articles for each in done] == [6, 5, 3]
    assert len(list((tmp_path / "notes").iterdir())) == 8  # of b.jsonl and c.jsonl alone
    ids = [statement.id for row in read_shards(shard_files([FOUND])) if row.extraction
           for statement in row.extraction.statements]  # fmt: skip
    assert len(ids) == len(set(ids)) == 14


def test_what_changed_is_done_anew_and_only_that() -> None:
    extracted()
    write_archive(Path("b.jsonl"), sayings("Bo Ray", 9))
    write_archive(Path("0.jsonl"), sayings("Di Poe", 1))
    receipts = [each for each in extracted(files=["0.jsonl", *FILES]) if isinstance(each, Receipt)]
    assert sum(receipt.articles for receipt in receipts) == 10
    assert shard_files([FOUND])[0].name == receipts[0].file


def test_nothing_to_read_needs_no_runner() -> None:
    assert extracted(files=[]) == []


def test_a_folder_that_cannot_be_made_is_told() -> None:
    FOUND.write_text("a file")
    with pytest.raises(WriteError, match=r"cannot make the folder found: File exists; give another --output"):
        extracted()


def test_a_machine_with_another_attrib_is_refused(tmp_path: Path) -> None:
    other = Extracting(MortalChunks(tmp_path), "found", str(tmp_path), frozenset({"of another"}))
    with pytest.raises(ModelError, match="has another attrib, or other models, than the one that asks; install the"):
        other.open()
