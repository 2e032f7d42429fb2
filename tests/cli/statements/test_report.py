"""`attrib report`: statements as one HTML file."""

import json
from pathlib import Path

import pytest

from attrib.services import report as reports
from tests.cli.conftest import Attrib
from tests.writers.html.pages import Element, assert_stands_alone, elements


def written(news: Attrib, folder: Path, *options: str) -> tuple[str, list[Element]]:
    """The page that a report is, and its elements."""
    result = news("report", *options, "--output", "report.html", "--force")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert_stands_alone(page)
    return page, elements(page)


def receipts(found: list[Element]) -> list[str]:
    return [each.attributes["id"][2:] for each in found if each.classes == ["receipt"]]


def test_it_holds_what_a_search_finds_in_its_order(news: Attrib, tmp_path: Path) -> None:
    for options in ([], ["--actor", "Ann"], ["paper"], ["--sort", "speaker"], ["--exclude-actor", "Ann", "--all"]):
        listed = news("search", *options, "--limit", "0", "--format", "jsonl").stdout.splitlines()
        _, found = written(news, tmp_path, *options)
        assert receipts(found) == [json.loads(line)["statement_id"] for line in listed]


def test_articles_have_the_statements_of_the_report_numbered_and_others_marked(news: Attrib, tmp_path: Path) -> None:
    _, found = written(news, tmp_path, "--actor", "Bo Lee")
    (article,) = (each for each in found if "whole" in each.classes)
    assert "We never saw a paper, not one" in article.text
    assert "The talks failed" in article.text
    assert [each.text for each in found if each.classes == ["n"]] == ["1"]
    assert [each.text for each in found if each.classes == ["o"] and "article" in each.within] == [
        '"The talks failed"',
        '"+1 for trying [bold]\\x1b[31m"',
    ]


def test_what_was_asked_is_told(news: Attrib, tmp_path: Path) -> None:
    page, _ = written(news, tmp_path, "--actor", "Bo", "--since", "1990", "--all", "--heading", "What Bo said")
    assert '<h1 dir="auto">What Bo said</h1>' in page
    assert "attrib report --actor Bo --since 1990-01-01 --all --output report.html" in page


def test_a_cut_report_says_so(news: Attrib, tmp_path: Path) -> None:
    result = news("report", "--limit", "2", "--output", "two.html")
    assert "2 of 4 statements are in the report" in result.stderr
    page = (tmp_path / "two.html").read_text(encoding="utf-8")
    assert "4 statements fit; the first 2 are here" in page
    assert "--limit 2" in page


def test_without_articles(news: Attrib, tmp_path: Path) -> None:
    page, found = written(news, tmp_path, "--no-articles")
    assert "left out on request" in page
    assert not [each for each in found if "whole" in each.classes]


@pytest.mark.parametrize(("name", "most"), [("MOST_ARTICLES", 1), ("MOST_CHARACTERS", 20)])
def test_too_many_articles_are_left_out_and_it_says_so(
    news: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(reports, name, most)
    result = news("report", "--output", "report.html")
    assert "no whole articles" in result.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert_stands_alone(page)
    assert "The whole articles are not in this report. They are 2 of" in page


def test_nothing_fits(news: Attrib, tmp_path: Path) -> None:
    page, found = written(news, tmp_path, "nosuchword")
    assert "No statement fits" in page
    assert not receipts(found)


def test_a_file_that_is_there_stays(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    refused = news("report", "--output", "mine.html")
    assert refused.exit_code == 1
    assert "mine.html exists; give --force" in refused.stderr
    assert (tmp_path / "mine.html").read_text() == "mine"


def test_what_breaks_off_leaves_nothing(news: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> object:
        yield from ()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("attrib.cli.statements.report.report_articles", broken)
    before = sorted(tmp_path.iterdir())
    result = news("report", "--output", "report.html")
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("place", ["none/report.html", "."])
def test_places_where_no_report_can_be(news: Attrib, place: str) -> None:
    refused = news("report", "--output", place)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: cannot write")


def test_standard_output(news: Attrib) -> None:
    for options in ([], ["--output", "-"]):
        result = news("report", *options)
        assert result.exit_code == 0
        assert_stands_alone(result.stdout)


@pytest.mark.parametrize("limit", ["0", "10001", "x"])
def test_limits_that_there_are_not(news: Attrib, limit: str) -> None:
    assert news("report", "--limit", limit).exit_code == 2


def test_unknown_names_are_errors_and_write_nothing(news: Attrib, tmp_path: Path) -> None:
    refused = news("report", "--actor", "Nobody Known", "--output", "report.html")
    assert refused.exit_code == 1
    assert not (tmp_path / "report.html").exists()


def test_reviews_are_told(news: Attrib, tmp_path: Path) -> None:
    (line,) = news("search", "paper", "--format", "jsonl").stdout.splitlines()
    news("review", json.loads(line)["statement_id"], "--accept", "--by", "Ada")
    page, found = written(news, tmp_path)
    assert "People have reviewed 1 of them" in page
    rows = [each.text for each in found if each.tag == "tr"]
    assert "Ada1" in rows
    assert "nobody3" in rows
