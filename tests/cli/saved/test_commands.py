"""`attrib saved`: searches kept under a name and told by cron, as a person does it."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib
from tests.newsroom import article
from tests.writers.html.pages import assert_stands_alone

LATE = article(("Ann Lee", "<b>Late</b> words"), ("Cy Ray", "Prices fell"))


def bring(attrib: Attrib, folder: Path, text: str = LATE, name: str = "late.txt") -> None:
    """Ingest one more article."""
    (folder / name).write_text(text, encoding="utf-8")
    assert attrib("ingest", name).exit_code == 0


@pytest.fixture
def saved(news: Attrib) -> Attrib:
    """Runs a command in a folder with two articles ingested and two searches saved."""
    for arguments in (("ann", "--actor", "Ann Lee", "--note", "the minister"), ("prices", "prices")):
        result = news("saved", "add", *arguments, "--by", "eva")
        assert result.exit_code == 0, result.output
    return news


def test_a_search_is_saved_listed_shown_and_run(saved: Attrib) -> None:
    rows = list(csv.DictReader(io.StringIO(saved("saved", "list", "--format", "csv").stdout)))
    assert [(row["name"], row["known"], row["told"], row["note"]) for row in rows] == [
        ("ann", "2", "0", "the minister"),
        ("prices", "1", "0", ""),
    ]
    assert json.loads(rows[0]["filters"]) == {"actor": ["Ann Lee"], "confident": True}
    shown = saved("saved", "show", "Ann").stdout
    assert "command: attrib search --actor 'Ann Lee'" in shown
    assert "told: 0 in digests, 2 known when it was saved" in shown
    assert "by eva on" in shown
    run = json.loads(saved("saved", "run", "ann", "--format", "json").stdout)
    assert {record["speaker"] for record in run} == {"Ann Lee"}
    table = saved("saved", "list").stdout
    assert "speaker: Ann Lee" in table
    assert "words: prices" in table


def test_a_digest_tells_what_came_since(saved: Attrib, tmp_path: Path) -> None:
    bring(saved, tmp_path)
    dry = saved("saved", "digest", "--dry-run")
    assert "Nothing was marked as told." in dry.stderr
    digest = saved("saved", "digest")
    assert digest.exit_code == 0
    assert digest.stdout.splitlines()[0].startswith("attrib digest 1, ")
    assert digest.stdout.splitlines()[1:] == dry.stdout.splitlines()[1:]
    for told in ("2 new statements in 2 saved searches", "<b>Late</b> words", "Prices fell", "late.txt", "Ann Lee"):
        assert told in digest.stdout
    assert "0 new statements" in saved("saved", "digest").stdout


def test_a_digest_as_rows_says_the_rest_beside_them(saved: Attrib, tmp_path: Path) -> None:
    bring(saved, tmp_path)
    rows = saved("saved", "digest", "--limit", "1", "--format", "csv")
    assert rows.exit_code == 0
    assert [row["quote"] for row in csv.DictReader(io.StringIO(rows.stdout, newline=""))]
    assert saved("saved", "digest", "--output", "late.jsonl").exit_code == 0
    assert (tmp_path / "late.jsonl").read_text() == ""


def test_quiet_says_nothing_where_nothing_is_new(saved: Attrib, tmp_path: Path) -> None:
    file = tmp_path / "digest.html"
    for more in ((), ("--output", str(file)), ("ann", "--format", "json")):
        result = saved("saved", "digest", "--quiet", *more)
        assert (result.exit_code, result.output) == (0, "")
    assert not file.exists()
    assert saved("saved", "digest", "--output", str(file)).exit_code == 0
    assert "0 new statements" in file.read_text(encoding="utf-8")


def test_a_page_is_written_whole_and_over_nothing(saved: Attrib, tmp_path: Path) -> None:
    bring(saved, tmp_path)
    (tmp_path / "digest.html").write_text("mine")
    refused = saved("saved", "digest", "--output", "digest.html")
    assert (refused.exit_code, (tmp_path / "digest.html").read_text()) == (1, "mine")
    assert "give --force" in refused.stderr
    assert saved("saved", "digest", "ann", "--output", "digest.html", "--force").exit_code == 0
    page = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert_stands_alone(page)
    assert "&lt;b&gt;Late&lt;/b&gt; words" in page
    assert "Prices fell" not in page
    rest = saved("saved", "digest", "--output", "rest.json")
    assert "1 new; the digest is in rest.json." in rest.stderr
    told = json.loads((tmp_path / "rest.json").read_text(encoding="utf-8"))
    assert [(search["name"], search["new"]) for search in told["searches"]] == [("ann", 0), ("prices", 1)]
    (statement,) = told["searches"][1]["statements"]
    assert (statement["quote"], statement["also_in"]) == ('"Prices fell"', [])


def test_a_search_that_cannot_be_answered_fails_after_the_others_are_told(saved: Attrib, tmp_path: Path) -> None:
    saved("saved", "add", "ray", "--actor", "Ray")
    bring(saved, tmp_path, article(("Di Ray", "Prices fell")))
    for more in ((), ("--quiet",)):
        result = saved("saved", "digest", *more)
        assert result.exit_code == 1
        assert "Error: ray: 'Ray' fits 2 actors" in result.stderr
        assert "PROBLEM: 'Ray' fits 2 actors" in result.stdout
    assert ("Prices fell" in saved("saved", "digest", "prices").stdout, result.exit_code) == (False, 1)


def test_a_topic_is_told_by_nearness(saved: Attrib, tmp_path: Path) -> None:
    added = saved("saved", "add", "topic", "--about", "the talks failed", "--limit", "1")
    assert added.exit_code == 0, added.output
    bring(saved, tmp_path, article(("Ann Lee", "The talks failed again"), ("Bo Lee", "The talks never failed")))
    digest = saved("saved", "digest", "topic")
    assert "against the topic (suggested, 0.90)" in digest.stdout
    assert "1 more new statement farther from the topic, not told" in digest.stdout
    assert "nothing new" in saved("saved", "digest", "topic").stdout


def test_wrong_names_and_options_say_the_way_out(saved: Attrib) -> None:
    assert "attrib saved remove 'ann'" in saved("saved", "add", "ANN", "--actor", "Bo Lee").stderr
    assert "did you mean 'prices'?" in saved("saved", "digest", "pricse").stderr
    assert "see `attrib saved list`" in saved("saved", "run", "quays").stderr
    unknown = saved("saved", "add", "eve", "--actor", "Eve Adamson")
    assert (unknown.exit_code, "The search is saved all the same." in unknown.stderr) == (0, True)
    for arguments in (("add", "x", "--limit", "3"), ("add", "x", "--any"), ("add",)):
        assert saved("saved", *arguments).exit_code == 2
    several = saved("saved", "add", "lee", "--actor", "Lee")
    assert (several.exit_code, "'Lee' fits 2 actors" in several.stderr) == (1, True)


def test_removing_is_undone(saved: Attrib, tmp_path: Path) -> None:
    removed = saved("saved", "remove", "ann", "--by", "bo")
    assert removed.stdout.startswith("Removed: ann, speaker: Ann Lee")
    assert "attrib saved restore 'ann'" in removed.stderr
    assert "ann" not in saved("saved", "list").stdout
    bring(saved, tmp_path)
    assert saved("saved", "restore", "ann").exit_code == 0
    assert "1 new statement in 1 article" in saved("saved", "digest", "ann").stdout
    saved("saved", "remove", "ann")
    saved("saved", "remove", "prices")
    assert "No search is saved" in saved("saved", "list").stderr
    assert "No search is saved" in saved("saved", "digest").stderr
