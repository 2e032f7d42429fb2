"""Fact checks in the forms that publishers and tools give them; one bad record never stops the rest."""

import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from attrib.data import DatePrecision, Problem
from attrib.data.checks import FactCheck
from attrib.readers.checks.reading import read_checks
from attrib.readers.fetching.settings import FetchSettings
from tests.serving import serving

NOW = datetime(2026, 3, 1, tzinfo=UTC)
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/wall",
    "datePublished": "2025-03-04",
    "claimReviewed": "The wall is paid for.",
    "author": {"@type": "Organization", "name": "Checks"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Rosa Quill"},
        "datePublished": "2025-03",
    },
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "alternateName": "False"},
}
ANSWER = {
    "claims": [
        {
            "text": "The wall is paid for.",
            "claimant": "Rosa Quill",
            "claimDate": "2025-03-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Checks", "site": "checks.example"},
                    "url": "https://checks.example/wall",
                    "title": "No, it is not",
                    "reviewDate": "2025-03-04T10:00:00Z",
                    "textualRating": "False",
                    "languageCode": "en",
                },
                {"publisher": {"site": "other.example"}, "url": "https://other.example/1", "textualRating": "Wrong"},
            ],
        },
        {"text": "Nobody has looked at this.", "claimReview": []},
    ],
    "nextPageToken": "x",
}


def checks(*paths: Path | str, order: str | None = None) -> tuple[list[FactCheck], list[Problem]]:
    fetching = FetchSettings(allow_private=True)
    found = list(read_checks(paths, date_order=order, now=NOW, fetching=fetching))
    return [item for item in found if isinstance(item, FactCheck)], [
        item for item in found if isinstance(item, Problem)
    ]


def page(*scripts: str, head: str = "") -> str:
    ld = "".join(f'<script type="application/ld+json">{each}</script>' for each in scripts)
    return f"<!doctype html><html><head><title>No, it is not</title>{head}{ld}</head><body><p>Text.</body></html>"


def test_a_claim_review_of_a_page_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(page(json.dumps(REVIEW)))
    [found], problems = checks(tmp_path / "wall.html")
    assert problems == []
    assert (found.claim, found.claimant, found.rating) == ("The wall is paid for.", "Rosa Quill", "False")
    assert (found.publisher, found.url, found.title) == ("Checks", "https://checks.example/wall", "No, it is not")
    assert (found.claim_at, found.claim_precision) == (datetime(2025, 3, 1, tzinfo=UTC), DatePrecision.MONTH)
    assert (found.reviewed_at, found.reviewed_precision) == (datetime(2025, 3, 4, tzinfo=UTC), DatePrecision.DAY)
    assert found.raw["reviewRating"]["ratingValue"] == "1"
    assert (found.location, found.record) == (str(tmp_path / "wall.html"), 1)


def other(**changes: object) -> dict[str, Any]:
    return {name: value for name, value in (REVIEW | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ({"@graph": [{"@type": "WebPage"}, REVIEW]}, {}),
        ([[REVIEW]], {}),
        ({"@type": "NewsArticle", "review": [REVIEW]}, {}),
        (other(**{"@type": ["Review", "http://schema.org/ClaimReview"]}), {}),
        ({f"schema:{name}" if name[0] != "@" else name: value for name, value in REVIEW.items()}, {}),
        (other(claimReviewed={"@value": "The wall is paid for."}), {}),
        (
            other(claimReviewed=None, itemReviewed={"@type": "Claim", "text": "The wall is paid for."}),
            {"claimant": None},
        ),
        (other(author=[{"name": "Checks"}, {"name": "Desk"}]), {"publisher": "Checks, Desk"}),
        (other(author="Checks"), {}),
        (other(reviewRating=[{"ratingValue": 2, "bestRating": 5}]), {"rating": "2 of 5"}),
        (other(reviewRating=None), {"rating": None}),
        (other(url=None, mainEntityOfPage={"@id": "https://checks.example/wall"}), {}),
        (
            {"@graph": [other(itemReviewed={"@id": "#c"}), {"@id": "#c", "@type": "Claim", "author": {"name": "Ivo"}}]},
            {"claimant": "Ivo"},
        ),
    ],
)
def test_publishers_write_it_in_many_ways(tmp_path: Path, review: object, expected: Mapping[str, object]) -> None:
    (tmp_path / "one.jsonld").write_text(json.dumps(review))
    [found], problems = checks(tmp_path / "one.jsonld")
    assert problems == []
    usual = {"claim": "The wall is paid for.", "claimant": "Rosa Quill", "rating": "False", "publisher": "Checks"}
    wanted = usual | {"url": "https://checks.example/wall"} | dict(expected)
    assert {name: getattr(found, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "script",
    [
        f"<!-- {json.dumps(REVIEW)} -->",
        f"//<![CDATA[\n{json.dumps(REVIEW)}\n//]]>",
        f"/*<![CDATA[*/{json.dumps(REVIEW)}/*]]>*/",
        json.dumps(REVIEW).replace('"', "&quot;"),
        json.dumps(REVIEW).replace("paid for", "paid\nfor"),
        json.dumps(REVIEW) + ";",
    ],
)
def test_wrapped_and_escaped_scripts_are_read(tmp_path: Path, script: str) -> None:
    (tmp_path / "wall.html").write_text(page(script))
    [found], problems = checks(tmp_path / "wall.html")
    assert (found.claim, problems) == ("The wall is paid for.", [])


def test_one_bad_script_or_record_never_stops_the_rest(tmp_path: Path) -> None:
    nameless = other(claimReviewed="  ", itemReviewed=None)
    undated = other(datePublished="soon", url="https://checks.example/2")
    scripts = (json.dumps(REVIEW)[:80], json.dumps([nameless, undated]), json.dumps(REVIEW))
    (tmp_path / "wall.html").write_text(page(*scripts))
    found, problems = checks(tmp_path / "wall.html")
    assert [each.url for each in found] == ["https://checks.example/2", "https://checks.example/wall"]
    assert [(each.record, each.warning) for each in problems] == [(None, False), (1, False), (2, True)]
    assert "script 1 cannot be read" in problems[0].message
    assert "no claim is named" in problems[1].message
    assert "read without the date of the check: 'soon' is no date" in problems[2].message


def test_an_answer_of_the_api_gives_a_check_a_review(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text(json.dumps(ANSWER))
    found, problems = checks(tmp_path / "answer.json")
    assert [(each.publisher, each.rating, each.url) for each in found] == [
        ("Checks", "False", "https://checks.example/wall"),
        ("other.example", "Wrong", "https://other.example/1"),
        (None, None, None),
    ]
    assert (found[0].claimant, found[0].title, found[0].language) == ("Rosa Quill", "No, it is not", "en")
    assert found[0].claim_precision is DatePrecision.TIME
    assert problems == []


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.json"])
def test_lines_are_read_one_by_one(tmp_path: Path, name: str) -> None:
    lines = [json.dumps(REVIEW), "{broken", "", json.dumps({"text": "an article"}), json.dumps(ANSWER["claims"])]
    (tmp_path / name).write_text("\n".join(lines))
    found, problems = checks(tmp_path / name)
    assert len(found) == 4
    assert [each.record for each in problems] == [2, 4]


def test_a_table_has_columns_by_many_names(tmp_path: Path) -> None:
    rows = [
        "Statement;Said by;Verdict;Fact-checker;Link;Date",
        "The wall is paid for.;Rosa Quill;False;Checks;https://checks.example/wall;03/04/2025",
        ";Rosa Quill;False;Checks;https://checks.example/2;2025",
        "too;few",
        '"Half; quoted";;;;;',
    ]
    (tmp_path / "checks.csv").write_text("\n".join(rows))
    found, problems = checks(tmp_path / "checks.csv", order="mdy")
    assert [each.claim for each in found] == ["The wall is paid for.", "Half; quoted"]
    assert (found[0].rating, found[0].publisher, found[0].record) == ("False", "Checks", 2)
    assert found[0].reviewed_at == datetime(2025, 3, 4, tzinfo=UTC)
    assert [(each.record, "cells" in each.message) for each in problems] == [(3, False), (4, True)]
    _, [ambiguous] = checks(tmp_path / "checks.csv")[0], checks(tmp_path / "checks.csv")[1][:1]
    assert "could be 2025-04-03 or 2025-03-04" in ambiguous.message


def test_folders_and_packed_files_are_read_and_others_told(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "wall.jsonld.gz").write_bytes(gzip.compress(json.dumps(REVIEW).encode()))
    (tmp_path / "a.tsv").write_text("title\tfact\nNo\tThe ferry is late\n")
    (tmp_path / "notes.txt").write_text("notes")
    found, problems = checks(tmp_path)
    assert [each.claim for each in found] == ["The ferry is late", "The wall is paid for."]
    assert [(each.warning, "1 file skipped" in each.message) for each in problems] == [(True, True)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.json", b"  \n", "the file is empty"),
        ("bad.json", b'{"@type": "ClaimReview"', "not valid JSON"),
        ("none.json", b'{"@type": "NewsArticle"}', "no fact check is found"),
        ("none.html", b"<html><body>Nothing</body></html>", "no fact check is found"),
        ("none.csv", b"name,place\na,b\n", "no column claim, claim_reviewed"),
        ("cut.json.gz", gzip.compress(b"[]" * 999, mtime=0)[:30], "cannot be read"),
        ("wall.json", b"%PDF-1.4", "a PDF file"),
        ("deep.json", b"[" * 99999, "nested too deeply"),
        ("list.json", b'[1, "text", null, {"@type": 5}]', "no fact check is found"),
    ],
)
def test_what_holds_no_check_is_told(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    found, [problem] = checks(tmp_path / name)
    assert (found, problem.warning) == ([], False)
    assert message in problem.message


def test_missing_files_are_told(tmp_path: Path) -> None:
    found, problems = checks(tmp_path / "nowhere.json", "")
    assert found == []
    assert ["no such file" in problems[0].message, "the path is empty" in problems[1].message] == [True, True]


def test_a_page_on_the_web_names_itself_where_its_review_does_not(tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(page(json.dumps(other(url=None))))

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(tmp_path))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(Files) as address:
        [found], problems = checks(f"{address}/wall.html")
        assert (found.url, problems) == (f"{address}/wall.html", [])
        _, [gone] = checks(f"{address}/gone.html")
        assert "404" in gone.message
