"""`attrib extract --format parquet` in parts, and `attrib load`."""

from pathlib import Path

import pytest

from tests.cli.conftest import MARKETS, TALKS, Attrib

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")


@pytest.fixture
def parts(attrib: Attrib, tmp_path: Path) -> Attrib:
    """Runs a command in a folder with news, and what was found in two parts of it."""
    (tmp_path / "news").mkdir()
    for name, text in (("talks.txt", TALKS), ("markets.txt", MARKETS), ("more.txt", MARKETS + "\n\nMore.")):
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    for part in ("1/2", "2/2"):
        output = f"part-{part[0]}.parquet"
        result = attrib("extract", "news", "--format", "parquet", "--shard", part, "--output", output)
        assert result.exit_code == 0, result.output
        assert result.stdout == ""
    return attrib


def test_parts_are_loaded_as_one_ingest(parts: Attrib) -> None:
    result = parts("load", "part-2.parquet", "part-1.parquet", "--db", "loaded.db")
    assert result.exit_code == 0, result.output
    assert "3 documents (3 new), 5 statements stored." in result.stderr
    assert parts("ingest", "news", "--db", "whole.db").exit_code == 0
    exports = [parts("export", "--all", "--db", name).stdout for name in ("loaded.db", "whole.db")]
    assert exports[0] == exports[1]
    assert len(exports[0].splitlines()) > 5
    again = parts("load", "part-1.parquet", "part-2.parquet", "--db", "loaded.db")
    assert "3 documents (3 unchanged), 0 statements stored." in again.stderr


def test_without_vectors_they_are_left_to_db_embed(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    attrib("extract", "talks.txt", "--format", "parquet", "--no-vectors", "--output", "all.parquet")
    assert attrib("load", "all.parquet").exit_code == 0
    assert "3 statements" in attrib("db", "embed").stderr


def test_a_file_that_is_not_whole_stores_nothing(parts: Attrib, tmp_path: Path) -> None:
    whole = (tmp_path / "part-1.parquet").read_bytes()
    (tmp_path / "part-1.parquet").write_bytes(whole[:-20])
    result = parts("load", "part-2.parquet", "part-1.parquet", "--db", "loaded.db")
    assert result.exit_code == 1
    assert "part-1.parquet is no Parquet file, or not a complete one; extract it again" in result.stderr
    assert not (tmp_path / "loaded.db").exists()


def test_without_pyarrow_it_says_what_to_install(
    attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attrib.readers.libraries.find_spec", lambda _name: None)
    (tmp_path / "part.parquet").write_bytes(b"PAR1")
    refused = attrib("load", "part.parquet", "--db", "loaded.db")
    assert refused.exit_code == 2, refused.output
    assert "pip install 'attrib[parquet]'" in refused.stderr
    assert not (tmp_path / "loaded.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--shard", "3/2", "--format", "parquet"), "shard 3/2 is none; give one from 1/2 to 2/2"),
        (("--shard", "two", "--format", "parquet"), "'two' is no part of the input; give one such as 3/10"),
        (("--shard", "1/2"), "--shard and --no-vectors go with --format parquet"),
        (("--format", "table", "--output", "a.txt"), "--output goes with the other forms; a table is for the terminal"),
    ],
)
def test_wrong_usage(attrib: Attrib, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    result = attrib("extract", "talks.txt", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_an_output_that_exists_is_kept(parts: Attrib) -> None:
    result = parts("extract", "news", "--format", "parquet", "--output", "part-1.parquet")
    assert result.exit_code == 1
    assert "part-1.parquet exists; give --force to overwrite it" in result.stderr
