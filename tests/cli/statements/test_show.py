"""`attrib show`: one statement in its context."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Attrib
from tests.writers.html.pages import assert_stands_alone, elements


def identity(news: Attrib) -> str:
    record = json.loads(news("search", "paper", "--format", "jsonl").stdout)
    found: str = record["statement_id"]
    return found


def test_page_has_words_speaker_and_provenance(news: Attrib) -> None:
    result = news("show", identity(news))
    assert result.exit_code == 0
    for expected in ("We never saw a paper", "Bo Lee", "spokesman", "Sudland", "talks.txt", "sha256", "sayings"):
        assert expected in result.stdout


def test_first_digits_are_enough(news: Attrib) -> None:
    full = identity(news)
    assert news("show", full[:8]).stdout == news("show", full).stdout


def test_json(news: Attrib) -> None:
    result = news("show", identity(news), "--format", "jsonl")
    assert json.loads(result.stdout)["speaker"] == "Bo Lee"


def test_json_and_csv_as_everywhere(news: Attrib) -> None:
    asked = identity(news)
    (one,) = json.loads(news("show", asked, "--format", "json").stdout)
    assert one["speaker"] == "Bo Lee"
    (row,) = csv.DictReader(io.StringIO(news("show", asked, "--format", "csv").stdout))
    assert (row["statement_id"], row["speaker"]) == (asked, "Bo Lee")
    whole = list(csv.DictReader(io.StringIO(news("show", asked, "--whole", "--format", "csv").stdout)))
    assert asked in [row["statement_id"] for row in whole]
    assert len(whole) == 3
    assert len(json.loads(news("show", asked, "--whole", "--format", "json").stdout)["statements"]) == 3


def test_unknown_id(news: Attrib) -> None:
    result = news("show", "ffffffffffffffffffff")
    assert result.exit_code == 1
    assert "ffffffffffffffffffff" in result.stderr


def test_digits_of_several_statements(news: Attrib) -> None:
    result = news("show", "")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_no_id_is_wrong_usage(news: Attrib) -> None:
    assert news("show").exit_code == 2


def test_cue_and_assertion_are_told(news: Attrib) -> None:
    words = " ".join(news("show", identity(news)).stdout.split())
    assert "cue said" in words
    assert "assertion not known: read by an attrib before 0.3" in words


def test_the_whole_article(news: Attrib) -> None:
    result = news("show", identity(news)[:8], "--whole")
    assert result.exit_code == 0
    assert '⟦1|"The talks failed"|1⟧ said Ann Lee' in result.stdout
    assert '⟦2|"We never saw a paper, not one"|2⟧ ⟨said⟩ ⟪Bo Lee⟫' in result.stdout
    assert "\x1b" not in result.stdout
    assert "3 statements of sayings" in result.stdout
    whole = json.loads(news("show", identity(news), "--whole", "--format", "jsonl").stdout)
    assert len(whole["statements"]) == 3


def test_as_much_context_as_asked(news: Attrib) -> None:
    for sentences, contexts in (("0", 1), ("1", 2)):
        shown = json.loads(news("show", identity(news), "--context", sentences, "--format", "jsonl").stdout)
        assert shown["context"].count('" said') >= contexts
    assert "The talks failed" not in news("show", identity(news), "--context", "0").stdout
    assert "The talks failed" in news("show", identity(news), "--context", "1").stdout


def test_context_that_cannot_be(news: Attrib) -> None:
    assert news("show", identity(news), "--context", "-1").exit_code == 2
    both = news("show", identity(news), "--context", "1", "--whole")
    assert both.exit_code == 2
    assert "leave out --context" in both.stderr


def test_the_article_as_a_page(news: Attrib, tmp_path: Path) -> None:
    asked = identity(news)
    result = news("show", asked[:8], "--html", "--output", "article.html")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "open it in a browser" in result.stderr
    page = (tmp_path / "article.html").read_text(encoding="utf-8")
    assert_stands_alone(page)
    assert len([each for each in elements(page) if each.classes == ["n"]]) == 3
    assert f'id="s-{asked}"' in page
    assert news("show", asked, "--html").stdout == page
    assert "\\x1b" in page


def test_a_page_is_never_written_over_a_file_unasked(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    refused = news("show", identity(news), "--html", "--output", "mine.html")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert news("show", identity(news), "--html", "--output", "mine.html", "--force").exit_code == 0
    assert (tmp_path / "mine.html").read_text().startswith("<!DOCTYPE html>")


def test_no_folder_for_a_page(news: Attrib) -> None:
    refused = news("show", identity(news), "--html", "--output", "none/x.html")
    assert refused.exit_code == 1
    assert "there is no folder" in refused.stderr


def test_options_that_a_page_has_no_use_for(news: Attrib) -> None:
    asked = identity(news)
    for options in (["--html", "--context", "1"], ["--html", "--format", "json"], ["--output", "x"], ["--force"]):
        assert news("show", asked, *options).exit_code == 2
