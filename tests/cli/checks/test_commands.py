"""`attrib checks`: fact checks imported, matched and judged, as a person does it."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.claims.test_commands import ids
from tests.cli.conftest import Attrib, Fill
from tests.newsroom import article

WALL = "We will build the new harbour wall by next summer"
CSV = f"""claim,speaker,verdict,fact_checker,url,date
{WALL},Rosa Quill,False,Checks,https://checks.example/1,2025-03-04
The mayor has closed every school,,True,Checks,https://checks.example/2,2025
"""


def ingest_checked(attrib: Attrib, folder: Path) -> None:
    sayings = (("Rosa Quill", f"{WALL} for 9 million"), ("Ivo Hale", "The ferry was late again today"))
    for number, (name, words) in enumerate(sayings):
        (folder / f"{number}.txt").write_text(article((name, words)), encoding="utf-8")
    (folder / "checks.csv").write_text(CSV)
    result = attrib("ingest", "0.txt", "1.txt")
    assert result.exit_code == 0, result.output
    result = attrib("checks", "import", "checks.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout == "Fact checks: 2 new, 0 changed, 0 unchanged.\n"


@pytest.fixture
def checked(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Two articles and two checks, one of which is about a statement."""
    return filled(ingest_checked)


def check_ids(attrib: Attrib) -> list[str]:
    return [json.loads(line)["check"] for line in attrib("checks", "list", "--format", "jsonl").stdout.splitlines()]


def undo_id(said: str) -> str:
    found = re.search(r"attrib checks undo (\w+)", said)
    assert found is not None
    return found[1]


def test_checks_are_listed_shown_deleted_and_restored(checked: Attrib) -> None:
    assert "Rosa Quill" in checked("checks", "list", "harbour").stdout
    [row] = csv.DictReader(io.StringIO(checked("checks", "list", "wall", "--format", "csv").stdout))
    assert (row["rating"], row["publisher"], row["review_date"]) == ("False", "Checks", "2025-03-04")
    [shown] = json.loads(checked("checks", "show", row["check"][:8], "--format", "json").stdout)
    assert json.loads(checked("checks", "show", row["check"], "--format", "jsonl").stdout) == shown
    [told] = csv.DictReader(io.StringIO(checked("checks", "show", row["check"], "--format", "csv").stdout))
    assert told["claim"] == shown["claim"]
    assert "record" not in told
    assert shown["record"]["verdict"] == "False"
    assert "rating: False" in checked("checks", "show", row["check"]).stdout
    deleted = checked("checks", "delete", row["check"], "--by", "eva")
    assert deleted.stdout.startswith("Deleted: ")
    assert len(check_ids(checked)) == 1
    assert "left deleted" in checked("checks", "import", "checks.csv").stdout
    assert checked("checks", "match").stdout == ""
    assert checked("checks", "restore", "-", stdin=row["check"]).exit_code == 0
    assert len(check_ids(checked)) == 2


def test_importing_again_says_what_has_changed(checked: Attrib, tmp_path: Path) -> None:
    again = checked("checks", "import", "checks.csv", "--format", "json")
    assert json.loads(again.stdout)["unchanged"] == 2
    assert checked("checks", "import", "checks.csv", "--format", "jsonl").stdout == again.stdout
    [row] = csv.DictReader(io.StringIO(checked("checks", "import", "checks.csv", "--format", "csv").stdout))
    assert row == {name: str(value) for name, value in json.loads(again.stdout).items()}
    (tmp_path / "checks.csv").write_text(CSV.replace(",False,", ",Half true,") + "too,few\n")
    changed = checked("checks", "import", "checks.csv")
    assert changed.exit_code == 1
    assert changed.stdout == "Fact checks: 0 new, 1 changed, 1 unchanged.\n"
    assert "rating was 'False', is 'Half true'" in changed.stderr
    assert "checks.csv, record 4: the row has 2 cells" in changed.stderr
    strict = checked("checks", "import", "checks.csv", "--strict")
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert "nothing was imported" in strict.stderr


def test_of_many_problems_of_a_file_the_first_are_told_and_the_rest_counted(checked: Attrib, tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text(CSV + "too,few\n" * 30)
    result = checked("checks", "import", "many.csv", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr.count("Error: many.csv, record") == 20
    assert "many.csv: 10 more problems\n" in result.stderr
    assert json.loads(result.stdout)["problems"] == 30


def test_a_match_shows_what_is_shared_and_which_figures_differ(checked: Attrib) -> None:
    [row] = csv.DictReader(io.StringIO(checked("checks", "match", "--format", "csv").stdout))
    assert (row["speaker"], row["rating"], row["status"]) == ("Rosa Quill", "False", "suggested")
    assert (row["figures"], row["check_figures"]) == ("9 million", "")
    assert row["shared_words"].startswith("build; new; harbour; wall")
    assert float(row["score"]) >= 0.8
    assert checked("checks", "match", "--actor", "Hale").stdout == ""
    assert "--least shows more" in checked("checks", "match", "--actor", "Hale").stderr
    assert checked("checks", "match", "--least", "1.2").stdout == ""
    table = checked("checks", "match").stdout
    assert "9 million" in table
    assert "False" in table


def test_judgements_are_kept_listed_and_undone(checked: Attrib) -> None:
    [quill], [hale] = ids(checked, "--actor", "Quill"), ids(checked, "--actor", "Hale")
    wall, school = check_ids(checked)
    rejected = checked("checks", "reject", quill, wall, "--by", "eva", "--note", "another wall")
    assert rejected.stdout.startswith("Rejected: the check ")
    assert checked("checks", "match").stdout == ""
    assert checked("checks", "confirm", hale, school[:8]).exit_code == 0
    [row] = csv.DictReader(io.StringIO(checked("checks", "match", "--format", "csv").stdout))
    assert (row["speaker"], row["status"]) == ("Ivo Hale", "confirmed")
    assert "another wall" in checked("checks", "judgements").stdout
    said = [
        json.loads(line) for line in checked("checks", "judgements", quill, "--format", "jsonl").stdout.splitlines()
    ]
    assert [(each["verdict"], each["judged_by"]) for each in said] == [("rejected", "eva")]
    undone = checked("checks", "undo", undo_id(rejected.stderr), "--by", "kim")
    assert undone.stdout.startswith("Undone: the check ")
    assert "Rosa Quill" in checked("checks", "match", "--format", "csv").stdout
    assert len(checked("checks", "judgements", "--all", "--format", "jsonl").stdout.splitlines()) == 2
    assert checked("db", "check").exit_code == 0


def test_search_count_and_export_ask_for_checked_statements(checked: Attrib) -> None:
    [quill], [hale] = ids(checked, "--actor", "Quill"), ids(checked, "--actor", "Hale")
    assert ids(checked, "--checked") == ids(checked, "--checked", "yes") == ids(checked, "wall", "--checked") == [quill]
    assert ids(checked, "--checked", "no") == [hale]
    assert ids(checked, "--checked", "confirmed") == []
    counted = checked("count", "--by", "speaker", "--checked", "no", "--format", "csv").stdout
    assert "Hale" in counted
    assert "Quill" not in counted
    [row] = csv.DictReader(io.StringIO(checked("export", "--checked").stdout))
    assert (row["check_status"], row["check_rating"], row["check_publisher"]) == ("suggested", "False", "Checks")
    assert row["check_url"] == "https://checks.example/1"
    [told] = json.loads(checked("search", "--checked", "--format", "json").stdout)
    assert told["checks"][0]["rating"] == "False"
    [none] = csv.DictReader(io.StringIO(checked("export", "--checked", "no").stdout))
    assert (none["check_status"], none["check_score"]) == ("", "")
    assert "False (Checks" in checked("show", quill).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("checks", "show", "zz"), 1, "no fact check has the id 'zz'"),
        (("checks", "confirm", "zz"), 2, "Missing argument 'CHECK...'"),
        (("checks", "confirm", "zz", "zz"), 1, "no statement has the id 'zz'"),
        (("checks", "undo", "beef"), 1, "no judgement has the id 'beef'; `attrib checks judgements` lists them"),
        (("checks", "import", "nowhere.csv"), 1, "no such file or folder"),
        (("checks", "import"), 2, "Missing argument"),
        (("checks", "delete"), 2, "give the CHECK to delete"),
        (("search", "--checked", "maybe"), 2, "Invalid value for '--checked'"),
        (("checks", "match", "--least", "2"), 2, "Invalid value for '--least'"),
    ],
)
def test_mistakes_are_told(checked: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = checked(*arguments)
    assert result.exit_code == status
    assert words in result.stderr


def test_an_ingest_matches_what_it_stores(checked: Attrib, tmp_path: Path) -> None:
    assert "Every statement has been matched." in checked("checks", "update").stderr
    (tmp_path / "2.txt").write_text(article(("Ann Lee", f"{WALL}, she said"), ("Ann Lee", "The sea is wide")))
    assert checked("ingest", "2.txt").exit_code == 0
    assert len(ids(checked, "--checked")) == 2


def test_a_draft_of_a_claim_review_is_written_and_read_back(checked: Attrib) -> None:
    [quill] = ids(checked, "--actor", "Quill")
    bare = checked("export", "--format", "claimreview", quill)
    [draft] = json.loads(bare.stdout)
    assert draft["claimReviewed"] == f"{WALL} for 9 million"
    assert f"{quill[:8]} lacks required: url, reviewRating.alternateName; recommended: author" in bare.stderr
    checked("checks", "confirm", quill, check_ids(checked)[0])
    taken = checked("export", "--actor", "Quill", "--output", "draft.jsonld")
    assert "lacks recommended: itemReviewed.datePublished" in taken.stderr
    again = checked("checks", "import", "draft.jsonld")
    assert again.stdout == "Fact checks: 1 new, 0 changed, 0 unchanged.\n"
    [read] = json.loads(checked("checks", "list", "9", "million", "--format", "json").stdout)
    assert (read["claim"], read["claimant"]) == (f"{WALL} for 9 million", "Rosa Quill")
    assert (read["rating"], read["url"]) == ("False", "https://checks.example/1")
    own = checked("export", "--format", "claimreview", "--statement", quill[:6], "--rating", "Half true", "wall")
    [draft] = json.loads(own.stdout)
    assert draft["reviewRating"]["alternateName"] == "Half true"
    assert "author" not in draft


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--rating", "False"), 2, "go with --format claimreview"),
        (("--format", "claimreview", "--long"), 2, "--long is about tables"),
        (("--format", "claimreview", "--review-date", "soon"), 2, "--review-date 'soon' is no date"),
        (("--format", "claimreview", "abcdef012345"), 1, "no statement has the id 'abcdef012345'"),
    ],
)
def test_mistakes_about_drafts_are_told(checked: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = checked("export", *arguments)
    assert result.exit_code == status
    assert words in result.stderr
