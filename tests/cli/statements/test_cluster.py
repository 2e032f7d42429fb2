"""`attrib cluster`, with a runner in this process, and `attrib load` of the folder that it writes."""

import json
from pathlib import Path

import pytest

from attrib.cli.statements import cluster
from attrib.services.cluster import bundles
from tests.cli.conftest import MARKETS, TALKS, Attrib
from tests.services.cluster.input import HereRunner

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")


@pytest.fixture
def archive(attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Attrib:
    """Runs a command in a folder with articles in files of three formats."""
    from pyarrow import parquet, table

    monkeypatch.setattr(cluster, "require_ray", lambda: None)
    monkeypatch.setattr(cluster, "RayRunner", lambda *_, **__: HereRunner())
    monkeypatch.setattr(bundles, "MOST_FILES", 1)
    news = tmp_path / "news"
    news.mkdir()
    (news / "talks.txt").write_text(TALKS, encoding="utf-8")
    lines = [json.dumps({"text": MARKETS}), "{oops}"]
    (news / "markets.jsonl").write_text("\n".join(lines) + "\n")
    parquet.write_table(table({"body": [MARKETS + "\n\nMore."], "outlet": ["Wire"]}), news / "more.parquet")
    return attrib


def test_what_a_cluster_finds_is_what_ingest_stores(archive: Attrib) -> None:
    result = archive("cluster", "news", "--output", "found")
    assert result.exit_code == 1  # a line could not be read
    assert "Error: news/markets.jsonl, record 2: not valid JSON" in result.stderr
    assert "found: 3 of 3 bundles of files, 3 articles, 5 statements." in result.stderr
    assert result.stdout == ""
    assert archive("load", "found", "--db", "loaded.db").exit_code == 0
    archive("ingest", "news", "--db", "whole.db")
    exports = [archive("export", "--all", "--db", name).stdout for name in ("loaded.db", "whole.db")]
    assert exports[0] == exports[1]
    assert len(exports[0].splitlines()) == 6


def test_a_second_run_reads_nothing_and_tells_the_same_problems(archive: Attrib, pipeline: object) -> None:
    archive("cluster", "news", "--output", "found")
    pipeline.seen.clear()  # type: ignore[attr-defined]
    again = archive("cluster", "news", "--output", "found")
    assert again.exit_code == 1
    assert "Error: news/markets.jsonl, record 2: not valid JSON" in again.stderr
    assert "3 of 3 bundles of files, 3 articles, 5 statements." in again.stderr
    assert pipeline.seen == []  # type: ignore[attr-defined]


def test_it_loads_where_asked(archive: Attrib, tmp_path: Path) -> None:
    (tmp_path / "news" / "markets.jsonl").unlink()
    result = archive("cluster", "news", "--output", "found", "--load", "--db", "loaded.db")
    assert result.exit_code == 0, result.output
    assert "2 documents (2 new), 4 statements stored." in result.stderr


def test_other_ways_of_reading_are_other_results(archive: Attrib) -> None:
    archive("cluster", "news", "--output", "found")
    result = archive("cluster", "news", "--output", "found", "--max-characters", "20")
    assert "news/talks.txt: longer than 20 characters" in result.stderr
    assert "0 articles" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("gone", "--output", "found"), 1, "Error: gone: no such file or folder; check the path"),
        (("https://example.org", "--output", "found"), 2, "is no file; a cluster reads files and folders"),
        (("news",), 2, "Missing option '--output'"),
        (("news", "--output", "news/talks.txt"), 2, "is a file"),
    ],
)
def test_wrong_usage(archive: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = archive("cluster", *arguments)
    assert result.exit_code == status, result.output
    assert words in result.stderr


def test_without_ray_it_says_what_to_install(attrib: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.readers.libraries.find_spec", lambda _name: None)
    refused = attrib("cluster", "news", "--output", "found")
    assert refused.exit_code == 2
    assert "pip install 'attrib[ray]'" in refused.stderr


def test_loading_a_folder_without_manifest_is_refused(archive: Attrib) -> None:
    refused = archive("load", "news", "--db", "loaded.db")
    assert refused.exit_code == 1
    assert "news has no manifest.jsonl, as `attrib cluster` writes it" in refused.stderr
