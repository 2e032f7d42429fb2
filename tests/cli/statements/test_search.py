"""`attrib search`: filters, forms and what it says when there is nothing, or too much."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib, Fill
from tests.newsroom import article


def quotes(output: str) -> list[str]:
    return [json.loads(line)["quote"] for line in output.splitlines()]


def test_by_any_name_of_a_speaker(news: Attrib) -> None:
    for name in ("Cy Ray", "Ray", "cy ray"):
        result = news("search", "--actor", name, "--format", "jsonl")
        assert result.exit_code == 0, result.output
        assert quotes(result.stdout) == ['"Prices rose"']


def test_ambiguous_name_lists_the_candidates(news: Attrib) -> None:
    result = news("search", "--actor", "Lee")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Ann Lee" in result.stderr
    assert "Bo Lee" in result.stderr
    assert "Norland" in result.stderr


def test_actor_by_id(news: Attrib) -> None:
    found = json.loads(news("search", "--actor", "Bo Lee", "--format", "jsonl").stdout)
    again = news("search", "--actor", found["actor_id"], "--format", "jsonl")
    assert json.loads(again.stdout) == found


def test_unknown_speaker_is_an_error_with_a_suggestion(news: Attrib) -> None:
    result = news("search", "--actor", "Ann Leigh")
    assert result.exit_code == 1
    assert "Ann Lee" in result.stderr


def test_words_and_filters_narrow(news: Attrib) -> None:
    assert quotes(news("search", "paper", "never", "--format", "jsonl").stdout) == ['"We never saw a paper, not one"']
    assert quotes(news("search", "--affiliation", "Norland", "--format", "jsonl").stdout) == ['"The talks failed"']
    assert quotes(news("search", "--role", "spokesman", "--format", "jsonl").stdout) == [
        '"We never saw a paper, not one"'
    ]
    assert quotes(news("search", "--type", "indirect", "--format", "jsonl").stdout) == []
    assert len(quotes(news("search", "--type", "direct", "--format", "jsonl").stdout)) == 4


def test_nothing_found_is_said_and_is_no_error(news: Attrib) -> None:
    result = news("search", "unicorns")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No statement fits" in result.stderr
    assert "--in context" in result.stderr
    for asked in (("unicorns", "--in", "context"), ("--outlet", "Nobody")):
        assert "--in context" not in news("search", *asked).stderr


@pytest.mark.parametrize("text", ['"unbalanced', "a AND OR NOT", "(((", "col:x", "*", "'; DROP TABLE statements; --"])
def test_any_words_are_only_words(news: Attrib, text: str) -> None:
    assert news("search", "--", text).exit_code == 0


def test_table_fits_a_pipe_and_shows_control_characters(news: Attrib) -> None:
    result = news("search")
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    assert "\x1b" not in result.stdout
    assert "[bold]\\x1b" in result.stdout


def test_table_is_as_wide_as_columns_says(news: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(len(line) for line in news("search").stdout.splitlines()) <= 60


def test_limit_tells_what_it_hides(attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(article(*(("Ann Lee", f"Statement {number}") for number in range(25))))
    attrib("ingest", "a.txt")
    result = attrib("search", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 20
    assert result.stderr == "20 of 25 shown; --limit 0 for all.\n"
    everything = attrib("search", "--format", "jsonl", "--limit", "0")
    assert (len(everything.stdout.splitlines()), everything.stderr) == (25, "")
    assert attrib("search", "--limit", "-1").exit_code == 2
    monkeypatch.setattr("attrib.cli.common.left_out.COUNTED", 3)  # more than these are not counted out
    many = "20 of more than 20 shown; --limit 0 for all, --exact-count to count them.\n"
    assert attrib("search", "--format", "jsonl").stderr == many
    assert attrib("search", "Statement", "--format", "jsonl").stderr == many
    assert attrib("search", "--limit", "2", "--format", "jsonl").stderr.startswith("2 of more than 3 shown;")
    assert attrib("search", "--exact-count", "--format", "jsonl").stderr == "20 of 25 shown; --limit 0 for all.\n"
    assert attrib("search", "--limit", "0", "--format", "jsonl").stderr == ""


def test_csv_is_complete(news: Attrib) -> None:
    result = news("search", "--format", "csv", "--actor", "Ann Lee")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert [row["speaker"] for row in rows] == ["Ann Lee", "Ann Lee"]


def test_database_must_exist(attrib: Attrib, tmp_path: Path) -> None:
    result = attrib("search", "--db", "nowhere.db")
    assert result.exit_code == 1
    assert "nowhere.db" in result.stderr
    assert "attrib ingest" in result.stderr
    assert not (tmp_path / "nowhere.db").exists()


def test_database_of_somebody_else(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, this is no database, whatever the name of the file says.")
    result = attrib("search", "--db", "letter.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def ingest_archive(attrib: Attrib, folder: Path) -> None:
    records = [
        {"text": '"Old" said Ann Lee, against Norland.', "outlet": "BBC News", "published_at": "2023-12-31"},
        {
            "text": '"Middle" said Bo Lee, for Norland.',
            "outlet": "The Guardian",
            "published_at": "2024-06-30T23:59:59Z",
        },
        {"text": '"New" said Cy Ray, against Sudland.', "outlet": "BBC News", "published_at": "1 January 2025"},
        {"text": '"Undated" said Dee Fox.'},
    ]
    (folder / "archive.jsonl").write_text("\n".join(map(json.dumps, records)))
    assert attrib("ingest", "archive.jsonl").exit_code == 0


@pytest.fixture
def archive(filled: Callable[[Fill], Attrib]) -> Attrib:
    """A database of dated articles with stances, one of them undated."""
    return filled(ingest_archive)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["New", "Middle", "Old", "Undated"]),
        (("--since", "2024"), ["New", "Middle"]),
        (("--until", "2024-06"), ["Middle", "Old"]),
        (("--since", "2024-06-30", "--until", "2024-06-30"), ["Middle"]),
        (("--outlet", "bbc"), ["New", "Old"]),
        (("--stance", "oppose"), ["New", "Old"]),
        (("--target", "Norland"), ["Middle", "Old"]),
        (("--stance", "oppose", "--target", "Norland"), ["Old"]),
        (("--stance", "neutral"), []),
        (("--assertion", "denied", "--assertion", "asked"), []),  # read without one
        (("--min-confidence", "0.9"), []),
        (("--min-confidence", "0.5", "--limit", "1"), ["New"]),
        (("--sort", "speaker"), ["Old", "Middle", "New", "Undated"]),
    ],
)
def test_filters_and_order(archive: Attrib, arguments: tuple[str, ...], expected: list[str]) -> None:
    result = archive("search", "--format", "jsonl", *arguments)
    assert result.exit_code == 0, result.stderr
    assert [quote.strip('"') for quote in quotes(result.stdout)] == expected


def test_stances_are_exported(archive: Attrib) -> None:
    result = archive("export", "--actor", "Ann Lee")
    (row,) = csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline=""))
    assert row["stances"] == "Norland:oppose"
    assert row["published_at"] == "2023-12-31"


def test_table_with_stances_fits_too(archive: Attrib) -> None:
    result = archive("search")
    assert "oppose Norland" in " ".join(result.stdout.split())
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_what_is_doubtful_is_left_out_and_counted(news: Attrib, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "attrib.db") as opened:
        opened.execute("UPDATE statements SET confidence = 0.2 WHERE speaker = 'Cy Ray'")
    result = news("search", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 3
    assert "1 statement left out, below 0.3 confidence or without a known speaker; --all shows them." in result.stderr
    everything = news("search", "--all", "--format", "jsonl")
    assert (len(everything.stdout.splitlines()), everything.stderr) == (4, "")
    written = news("export", "--format", "jsonl")
    assert len(written.stdout.splitlines()) == 3
    assert "1 statement left out" in written.stderr


def test_oldest_first_and_newest_first(archive: Attrib) -> None:
    def order(*arguments: str) -> list[str]:
        return [each.strip('"') for each in quotes(archive("search", "--format", "jsonl", *arguments).stdout)]

    assert order("--sort", "date") == ["Old", "Middle", "New", "Undated"]
    assert order("--sort", "-date") == ["New", "Middle", "Old", "Undated"]
    wrong = archive("search", "--sort", "about")
    assert wrong.exit_code == 2
    assert "--about" in wrong.stderr


def test_an_array_is_the_lines_as_json(archive: Attrib) -> None:
    lines = archive("search", "--format", "jsonl").stdout.splitlines()
    assert json.loads(archive("search", "--format", "json").stdout) == [json.loads(line) for line in lines]
    assert json.loads(archive("search", "unicorns", "--format", "json").stdout) == []


def test_neutral_stances_are_shown_only_where_asked_for(archive: Attrib, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "attrib.db") as opened:
        opened.execute("UPDATE stances SET label = 'neutral' WHERE target = 'Sudland'")

    for form in ("table", "csv", "json", "jsonl"):
        assert "neutral" in archive("search", "New", "--neutral", "--format", form).stdout
        assert "neutral" not in archive("search", "New", "--format", form).stdout
    assert '"target": "Sudland"' not in archive("search", "--format", "jsonl").stdout
    towards = archive("search", "--target", "Sudland", "--format", "jsonl").stdout
    assert towards.count('"target": "Sudland"') == len(towards.splitlines()) > 0  # why each of them is found
    assert archive("search", "--target", "Sudland", "--stance", "oppose", "--format", "jsonl").stdout == ""
    assert "Sudland:neutral" not in archive("export").stdout
    assert "neutral" in archive("export", "--long", "--neutral").stdout
    assert "neutral" not in archive("export", "--long").stdout
    assert archive("export", "--neutral").exit_code == 2
