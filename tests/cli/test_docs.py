"""`attrib docs`: articles are found, mended, deleted and brought back."""

import csv
import hashlib
import io
import re
from pathlib import Path

from tests.cli.conftest import Attrib
from tests.newsroom import article


def undo_id(said: str) -> str:
    """The id that a command gives to undo it by."""
    found = re.search(r"attrib docs undo (\w+)", said)
    assert found is not None
    return found[1]


def outlets(table: str) -> list[str]:
    """Who published the statement of each row of a CSV."""
    return [row["outlet"] for row in csv.DictReader(io.StringIO(table))]


def test_an_edit_reaches_the_statements_and_can_be_undone(news: Attrib) -> None:
    result = news("docs", "edit", "talks.txt", "--outlet", "The Gull", "--date", "July 2022", "--by", "eva")
    assert result.exit_code == 0, result.output
    assert "2022-07" in result.stdout
    found = news("search", "--outlet", "Gull", "--since", "2022-07-15", "--format", "csv").stdout
    assert outlets(found) == ["The Gull"] * 3
    assert news("docs", "list", "--outlet", "Gull", "--format", "ids").stdout.count("\n") == 1
    assert "outlet: The Gull, before none (eva" in news("docs", "show", "talks.txt").stdout
    assert news("docs", "edit", "talks.txt", "--outlet", "The Gull").exit_code == 1
    assert news("docs", "undo", undo_id(result.stderr)).exit_code == 0
    assert "No statement" in news("search", "--outlet", "Gull").stderr
    assert news("db", "check").exit_code == 0


def test_what_a_person_said_holds_when_the_file_is_read_again(news: Attrib) -> None:
    news("docs", "edit", "talks.txt", "--outlet", "The Gull")
    assert "2 unchanged" in news("ingest", "news").stderr
    assert "1 with other metadata, 1 unchanged" not in news("ingest", "news").stderr
    assert outlets(news("search", "--outlet", "Gull", "--format", "csv").stdout) == ["The Gull"] * 3


def test_documents_are_sorted_by_date_alone(news: Attrib) -> None:
    ids = news("docs", "list", "--format", "ids").stdout.split()
    for identity, date in zip(ids, ("2022-07", "2023"), strict=True):
        assert news("docs", "edit", identity, "--date", date).exit_code == 0
    assert news("docs", "list", "--sort", "date", "--format", "ids").stdout.split() == ids
    assert news("docs", "list", "--format", "ids").stdout.split() == ids[::-1]
    refused = news("docs", "list", "--sort", "confidence")
    assert refused.exit_code == 1
    assert "sort them by date or -date" in refused.stderr


def test_deleted_is_gone_until_undone(news: Attrib) -> None:
    result = news("docs", "delete", "talks.txt", "--by", "eva", "--note", "a test")
    assert "Deleted:" in result.stdout
    assert "Ann Lee" not in news("search", "--format", "csv").stdout
    assert "2 unchanged" in news("ingest", "news").stderr
    assert "Ann Lee" not in news("search", "--format", "csv").stdout
    assert "deleted" in news("docs", "list", "--hidden").stdout
    assert news("db", "check").exit_code == 0
    assert news("docs", "undo", undo_id(result.stderr)).exit_code == 0
    assert "Ann Lee" in news("search", "--format", "csv").stdout
    assert news("db", "check").exit_code == 0


def test_a_moved_file_is_known_at_its_new_place(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "news" / "talks.txt").rename(tmp_path / "old.txt")
    assert news("docs", "move", "news/talks.txt", "old.txt").exit_code == 0
    assert "1 unchanged" in news("ingest", "old.txt").stderr
    assert "old.txt" in news("docs", "show", "old.txt").stdout


def test_a_new_text_at_an_old_path_is_a_version(news: Attrib, tmp_path: Path) -> None:
    file = tmp_path / "news" / "markets.txt"
    old = file.read_text()
    file.write_text(old + article(("Bo Diaz", "They fell again")))
    news("ingest", "news")
    assert len(news("search", "Prices", "--format", "jsonl").stdout.splitlines()) == 1
    assert len(news("docs", "list", "--format", "ids").stdout.split()) == 2
    assert "replaced by" in news("docs", "list", "--hidden").stdout
    assert news("db", "check").exit_code == 0
    file.write_text(old)
    news("ingest", "news")
    assert "Bo Diaz" not in news("search", "--format", "csv").stdout
    file.write_text(article(("Eve Stone", "Nothing at all of this was ever there")))
    news("ingest", "news")
    assert len(news("docs", "list", "--format", "ids").stdout.split()) == 3, "another article under the name"
    assert news("db", "check").exit_code == 0


def test_plain_texts_get_what_is_given(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "2022-07-15_a.txt").write_text(article(("Ann Lee", "One thing")))
    (tmp_path / "b.txt").write_text("KABUL, July 16, 2022 (Wire) -\n" + article(("Ann Lee", "Two things")))
    (tmp_path / "c.txt").write_text(article(("Ann Lee", "Three things")))
    given = ("--outlet", "The Gull", "--date", "2021", "--date-from-name")
    attrib("ingest", "2022-07-15_a.txt", "b.txt", "c.txt", *given)
    found = attrib("search", "--outlet", "Gull", "--sort", "-date", "--format", "csv").stdout
    assert [row["published_at"] for row in csv.DictReader(io.StringIO(found))] == ["2022-07-16", "2022-07-15", "2021"]
    assert attrib("ingest", "c.txt", "--date", "03/04/2005").exit_code == 2
    assert "1 with other metadata" in attrib("ingest", "c.txt", "--outlet", "The Heron").stderr


def test_what_is_not_there_is_told(news: Attrib) -> None:
    assert news("docs", "show", "nowhere").exit_code == 1
    assert news("docs", "edit", "talks.txt").exit_code == 2
    assert news("docs", "undo", "abcdef").exit_code == 1


def test_an_empty_place_and_an_unknown_document_are_refused_with_a_way_out(news: Attrib) -> None:
    moved = news("docs", "move", "talks.txt", " ")
    assert moved.exit_code == 1
    assert "the new place is empty; give an address or a path" in moved.stderr
    assert "attrib docs list" in news("docs", "show", "zzz/nothing-like-it.txt").stderr


def test_an_archived_copy_is_told_at_ingest_and_by_hand(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(article(("Ann Lee", "It rained")))
    (tmp_path / "two.txt").write_text(article(("Cy Ray", "It snowed")))
    copy = "https://archive.example/one"
    refused = attrib("ingest", "one.txt", "two.txt", "--archive-url", copy)
    assert refused.exit_code == 1
    assert "two.txt is a second one" in refused.stderr
    assert attrib("ingest", "one.txt", "--archive-url", copy).exit_code == 0
    assert f"archive url         {copy}" in attrib("docs", "show", "one.txt").stdout
    assert attrib("docs", "edit", "one.txt", "--archive-url", f"{copy}/2").exit_code == 0
    shown = attrib("search", "--format", "csv").stdout
    assert f"{copy}/2" in shown
    assert hashlib.sha256((tmp_path / "one.txt").read_bytes()).hexdigest() in shown


def test_what_is_too_long_for_a_line_is_indented(news: Attrib) -> None:
    news("docs", "edit", "talks.txt", "--title", "What the two sides said of the talks on the border, and why")
    shown = news("--width", "60", "docs", "show", "talks.txt").stdout.splitlines()
    [title] = [place for place, line in enumerate(shown) if line.startswith("title ")]
    assert [line.rstrip() for line in shown[title : title + 2]] == [
        "title               What the two sides said of the talks on",
        "                    the border, and why",
    ]
