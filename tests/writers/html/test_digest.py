"""Digests as a page, as text and as JSON."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from attrib.data import About, Assertion, StanceLabel, StatementRecord
from attrib.data.saved import DigestSection, NewStatement, SavedSearch, SearchDigest
from attrib.errors import SettingsError
from attrib.writers.digests import DIGEST_FORMS, digest_text, form_of
from tests.writers.html.pages import assert_stands_alone, elements
from tests.writers.html.test_article import ATTACK
from tests.writers.records import RECORD, REVIEW

NOW = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)
COPY = replace(RECORD, statement_id="c" * 20, outlet="The Tern", url=None)
LATER = replace(RECORD, statement_id="d" * 20, outlet=None, url=None, published_at=None)


def section(name: str, *records: StatementRecord, **changed: Any) -> DigestSection:
    search = SavedSearch(1, name, {"actor": ["Okoye"]}, None, "eva", NOW)
    base = DigestSection(search=search, asked=(("speaker", "Okoye"), ("checked", "")), command="attrib search")
    new = tuple(NewStatement(record, (COPY,)) for record in records)
    return replace(base, new=new, **changed)


def digest_of(*sections: DigestSection, again: bool = False) -> SearchDigest:
    return SearchDigest(number=7, made_at=NOW, version="0.2.0", sections=sections, again=again)


def everything() -> SearchDigest:
    """A digest of four searches with all that one may tell, in hostile words."""
    hostile = replace(
        RECORD, statement_id="e" * 20, speaker=ATTACK, quote=ATTACK, title=ATTACK, outlet=ATTACK, cue=ATTACK,
        url="javascript:alert(1)", assertion=Assertion.DENIED, about=About("port", 0.5, StanceLabel.OPPOSE, 0.9),
    )  # fmt: skip
    reviewed = replace(RECORD, reviews=(REVIEW,), archive_url="https://archive.example/1")
    return digest_of(
        section("port", reviewed, hostile, later=3, distant=1, notices=(ATTACK,), copied=(LATER,)),
        section(ATTACK, problem=ATTACK),
        section("quiet", asked=(), command=""),
        section("again", RECORD),
        again=True,
    )


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.partition("</style>")[2])).split())


def test_a_page_tells_everything_and_stands_alone() -> None:
    page = digest_text(everything(), "html")
    assert_stands_alone(page)
    assert "\u202e" not in page
    text = words(page)
    for told in (
        "Digest 7 tells what 4 saved searches find and no earlier digest has told",
        "An earlier digest was interrupted",
        "2 new statements in 1 article of 2 outlets.",
        "3 more new statements are left for the next digest.",
        "1 more new statement is farther from the topic and not told.",
        "also in: The Tern 2025-10-31",
        "Told before, now also in: port.txt",
        "This search could not be answered.",
        "Nothing new.",
        "suggested, 0.81",
        "against the topic",
        "denied",
        "B. Other",
    ):
        assert told in text, told
    targets = [each.attributes["href"] for each in elements(page) if each.tag == "a" and "href" in each.attributes]
    assert not [target for target in targets if target.startswith("javascript:")]
    assert "No search is saved." in words(digest_text(digest_of(), "html"))


def test_text_fits_a_mail() -> None:
    text = digest_text(everything(), "text")
    lines = text.splitlines()
    assert lines[:3] == [
        "attrib digest 7, 2025-03-04 05:06 UTC",
        "3 new statements in 4 saved searches",
        "An earlier digest was interrupted: what it may have told is told again.",
    ]
    for told in (
        "speaker: Okoye; checked",
        "2 new statements in 1 article of 2 outlets, 2 of them in copies too",
        "3 more new statements left for the next digest",
        "  against port: \\north; (suggested, 0.81)",
        "  against the topic (suggested, 0.90)",
        "  also in: The Tern 2025-10-31",
        "Told before, now also in: port.txt",
        "PROBLEM: ",
        "nothing new",
    ):
        assert told in text, told
    assert "[denied] " in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert max(len(line) for line in lines if "http" not in line and " " in line.strip()) <= 78
    assert digest_text(digest_of(), "text").splitlines()[1] == "0 new statements in 0 saved searches"


def test_json_has_the_whole_statements() -> None:
    told = json.loads(digest_text(everything(), "json"))
    assert (told["digest"], told["new"], told["again"], told["made_at"]) == (7, 3, True, "2025-03-04T05:06:00+00:00")
    port, attack, *_ = told["searches"]
    assert (port["name"], port["filters"], port["later"], port["problem"]) == ("port", {"actor": ["Okoye"]}, 3, None)
    assert attack["problem"] == ATTACK
    assert port["statements"][0]["statement_id"] == RECORD.statement_id
    assert port["statements"][1]["quote"] == ATTACK
    assert [copy["outlet"] for copy in port["statements"][0]["also_in"]] == ["The Tern"]
    assert [copy["statement_id"] for copy in port["told_before"]] == [LATER.statement_id]
    assert json.loads(digest_text(digest_of(section("quiet")), "json"))["digest"] is None


def test_rows_have_the_search_that_each_statement_is_new_to() -> None:
    rows = list(csv.DictReader(io.StringIO(digest_text(everything(), "csv"), newline="")))
    objects = [json.loads(line) for line in digest_text(everything(), "jsonl").splitlines()]
    assert [(row["search"], row["statement_id"]) for row in rows] == [
        ("port", RECORD.statement_id),
        ("port", "e" * 20),
        ("again", RECORD.statement_id),
    ]
    assert [(item["search"], item["statement_id"]) for item in objects] == [
        (row["search"], row["statement_id"]) for row in rows
    ]
    assert (rows[0]["also_in"], objects[0]["also_in"]) == ("c" * 20, ["c" * 20])
    assert (objects[1]["quote"], rows[0]["citation"]) == (ATTACK, RECORD.citation)
    assert digest_text(digest_of(section("quiet")), "jsonl") == ""


def test_forms_by_name() -> None:
    names = ("a.html", "a.HTM", "a.json", "a.CSV", "a.jsonl", "a.txt", "a")
    assert [form_of(Path(name)) for name in names] == ["html", "html", "json", "csv", "jsonl", "text", "text"]
    with pytest.raises(SettingsError, match=f"form 'pdf' is none of {', '.join(DIGEST_FORMS)}"):
        digest_text(digest_of(), "pdf")
