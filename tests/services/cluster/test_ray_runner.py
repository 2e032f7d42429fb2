"""A local Ray cluster: the ids of one process, and what is left when processes, machines and the driver are killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attrib.errors import ModelError, ReadError, SettingsError, WorkerError
from attrib.readers.shards import read_shards
from attrib.services.batches import Crew, read_all
from attrib.services.cluster import bundles
from attrib.services.cluster.chunks import Receipt
from attrib.services.cluster.extract import extract_on_cluster
from attrib.services.cluster.extracting import Extracting
from attrib.services.cluster.manifest import Manifest, shard_files
from attrib.services.cluster.ray_runner import RayRunner
from tests.newsroom import SayingPipeline
from tests.services.cluster.input import DEADLY, MortalChunks, extracting, reading, sayings, write_archive
from tests.services.reading import SayingOpening
from tests.services.work import PATIENCE
from tests.store.meaning import WordEncoder

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
pytest.importorskip("ray", reason="the extra `ray` is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # of Ray itself

ROOT = Path(__file__).resolve().parents[3]
FILES = ["a.jsonl", "b.jsonl", "c.jsonl"]
COUNTS = (9, 6, 4)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two machines of two processors each, as far as Ray knows."""
    import ray
    from ray.cluster_utils import Cluster

    os.environ["PYTHONPATH"] = str(ROOT)  # for the processes that Ray starts
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    made.add_node(num_cpus=2)
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture(autouse=True)
def _archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bundles, "MOST_FILES", 1)
    for file, speaker, count in zip(FILES, ("Ann Lee", "Bo Ray", "Cy May"), COUNTS, strict=True):
        write_archive(Path(file), sayings(speaker, count))
    (tmp_path / "notes").mkdir()


def extract(how: Extracting, tries: int = 20) -> list[Receipt]:
    found = extract_on_cluster(FILES, reading(2), how, RayRunner(tries=tries))
    return [each for each in found if isinstance(each, Receipt)]


def found_ids(folder: Path) -> list[str]:
    rows = read_shards(shard_files([folder]))
    return [item.id for row in rows if row.extraction is not None for item in row.extraction.statements]


def reads(notes: Path) -> Counter[int]:
    """How many documents were read how often."""
    return Counter(len(path.read_text().split()) for path in notes.glob("*.read"))


def test_a_cluster_finds_what_one_process_and_two_find(cluster: object) -> None:
    assert cluster
    extract(extracting(Path("found")))
    rows = list(read_shards(shard_files([Path("found")])))
    documents = [row.document for row in rows]
    assert [document.location for document in documents] == [
        name for name, count in zip(FILES, COUNTS, strict=True) for _ in range(count)
    ]
    one = [each for each, _ in read_all(documents, SayingPipeline(), WordEncoder)]
    two = [each for each, _ in read_all(documents * 30, SayingPipeline(), WordEncoder, Crew(2, SayingOpening()))]
    assert [row.extraction for row in rows] == one == two[: len(one)]


def test_a_killed_worker_loses_and_doubles_nothing(cluster: object, tmp_path: Path) -> None:
    assert cluster
    write_archive(Path("b.jsonl"), [*sayings("Bo Ray", 5), *(text + DEADLY for text in sayings("Di Poe", 1))])
    receipts = extract(extracting(Path("found"), MortalChunks(tmp_path / "notes")))
    assert list((tmp_path / "notes").glob("killed-*"))
    assert sum(receipt.articles for receipt in receipts) == sum(COUNTS)
    ids = found_ids(Path("found"))
    assert len(ids) == len(set(ids)) == sum(COUNTS)


def test_an_article_that_always_kills_is_told(cluster: object, tmp_path: Path) -> None:
    assert cluster
    write_archive(Path("c.jsonl"), [text + DEADLY for text in sayings("Di Poe", 1)])
    with pytest.raises(WorkerError, match=r"the cluster gave up \(.*what is finished is kept: run the same command"):
        extract(extracting(Path("found"), MortalChunks(tmp_path / "notes", always=True)), tries=1)


def test_errors_of_attrib_come_as_they_are(cluster: object) -> None:
    assert cluster
    other = Extracting(MortalChunks(Path()), "found", str(Path.cwd()), frozenset({"of another"}))
    with pytest.raises(ModelError, match="has another attrib, or other models"):
        extract(other)
    unseen = replace(reading(), home="/nowhere")
    with pytest.raises(ReadError, match=r"cannot read /nowhere: No such file or directory; give a folder"):
        list(extract_on_cluster(FILES, unseen, extracting(Path("found")), RayRunner()))


def test_a_lost_machine_loses_and_doubles_nothing(cluster: Any, tmp_path: Path) -> None:
    lost = cluster.add_node(num_cpus=3)
    cluster.wait_for_nodes()
    slow = extracting(Path("found"), MortalChunks(tmp_path / "notes", pause=0.3))
    receipts = []
    for each in extract_on_cluster(FILES, reading(2), slow, RayRunner()):
        receipts += [each] if isinstance(each, Receipt) else []
        if len(receipts) == 1:
            cluster.remove_node(lost, allow_graceful=False)
    assert sum(receipt.articles for receipt in receipts) == sum(COUNTS)
    ids = found_ids(Path("found"))
    assert len(ids) == len(set(ids)) == sum(COUNTS)


def test_a_cluster_without_room_to_extract_is_refused(cluster: object) -> None:
    assert cluster
    with pytest.raises(SettingsError, match="processors and 0 GPUs: after 99 for reading there is no processor left"):
        list(RayRunner(readers=99)([next(bundles.bundles(FILES))], reading(), extracting(Path("found"))))


DRIVER = """
import sys
from pathlib import Path
from attrib.services.cluster import bundles
from attrib.services.cluster.extract import extract_on_cluster
from attrib.services.cluster.ray_runner import RayRunner
from tests.services.cluster.input import MortalChunks, extracting, reading

bundles.MOST_FILES = 1
how = extracting(Path("found"), MortalChunks(Path("notes"), pause=float(sys.argv[1])))
for each in extract_on_cluster(sys.argv[2:], reading(2), how, RayRunner(extractors=1)):
    pass
"""


def test_a_killed_driver_is_gone_on_with(tmp_path: Path) -> None:
    write_archive(Path("a.jsonl"), sayings("Ann Lee", 2))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("RAY_ADDRESS", None)
    command = [sys.executable, "-W", "ignore", "-c", DRIVER]
    with subprocess.Popen([*command, "0.5", *FILES], env=environment, start_new_session=True) as driver:
        deadline = time.monotonic() + PATIENCE
        while not (tmp_path / "found" / "manifest.jsonl").exists():
            assert driver.poll() is None, "the driver ended before it could be killed"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        driver.send_signal(signal.SIGKILL)
        assert driver.wait() == -signal.SIGKILL
    before = Manifest(tmp_path / "found").finished
    assert 1 <= len(before) < 3
    done = {path.name for path in (tmp_path / "notes").glob("*.read") if path.exists()}
    subprocess.run([*command, "0", *FILES], env=environment, check=True, timeout=PATIENCE)
    assert len(Manifest(tmp_path / "found").finished) == 3
    ids = found_ids(Path("found"))
    assert len(ids) == len(set(ids)) == 2 + 6 + 4
    assert done
    assert reads(tmp_path / "notes")[1] >= sum(each.articles for each in before.values())  # these were not read again
