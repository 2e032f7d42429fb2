"""`attrib claims`: what is said more than once, as a person asks for it."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.errors import ModelError
from tests.cli.conftest import Attrib, Fill
from tests.newsroom import article

WALL = "We will build the new harbour wall by next summer"


def ingest_walls(attrib: Attrib, folder: Path) -> None:
    sayings = (("Rosa Quill", WALL), ("Rosa Quill", WALL.upper()), ("Ivo Hale", "The ferry was late again today"))
    for number, (name, words) in enumerate(sayings):
        (folder / f"{number}.txt").write_text(article((name, words)), encoding="utf-8")
    result = attrib("ingest", *(f"{number}.txt" for number in range(3)))
    assert result.exit_code == 0, result.output
    dated = attrib("docs", "edit", "1.txt", "--date", "2025-03-01", "--outlet", "The Gull", "--by", "eva")
    assert dated.exit_code == 0, dated.output


@pytest.fixture
def walls(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Articles in which one thing is said twice."""
    return filled(ingest_walls)


def ids(attrib: Attrib, *query: str) -> list[str]:
    return [
        json.loads(line)["statement_id"] for line in attrib("search", *query, "--format", "jsonl").stdout.splitlines()
    ]


def undo_id(said: str) -> str:
    found = re.search(r"attrib claims undo (\w+)", said)
    assert found is not None
    return found[1]


def test_a_claim_is_listed_and_shown(walls: Attrib) -> None:
    [row] = csv.DictReader(io.StringIO(walls("claims", "list", "--format", "csv").stdout))
    assert (row["statements"], row["speakers"], row["outlets"], row["first_at"]) == (
        "2",
        "Rosa Quill",
        "1",
        "2025-03-01",
    )
    shown = walls("claims", "show", row["claim"][:6]).stdout
    assert "2 statements by 1 speaker in 1 outlet and 2 articles; first 2025-03-01, latest 2025-03-01." in shown
    [quill, _] = ids(walls, "--actor", "Quill")
    assert walls("claims", "of", quill).stdout == walls("claims", "show", row["claim"]).stdout
    assert "2x" in walls("claims", "list", "--level", "same_words").stdout
    assert json.loads(walls("claims", "list", "--format", "json").stdout)[0]["speakers"] == ["Rosa Quill"]


def test_search_finds_what_repeats_a_statement(walls: Attrib) -> None:
    both = ids(walls, "--actor", "Quill")
    assert sorted(ids(walls, "--repeats", both[0][:10])) == sorted(both)
    assert ids(walls, "--repeats", both[0], "--outlet", "Gull") == ids(walls, "--outlet", "Gull")
    [hale] = ids(walls, "--actor", "Hale")
    assert ids(walls, "--repeats", hale) == [hale]
    assert walls("search", "--repeats", "zz").exit_code == 1
    assert "2 statements" in walls("count", "--by", "speaker", "--repeats", both[0]).stdout or both


def test_judgements_are_kept_listed_and_undone(walls: Attrib) -> None:
    [one, two], [hale] = ids(walls, "--actor", "Quill"), ids(walls, "--actor", "Hale")
    apart = walls("claims", "different", one, two, "--by", "eva", "--note", "another wall")
    assert apart.exit_code == 0, apart.output
    assert "1 statement by 1 speaker" in apart.stdout
    assert "No claim is made twice here." in walls("claims", "list").stderr
    assert walls("claims", "same", one, hale).exit_code == 0
    assert "2 statements by 2 speakers" in walls("claims", "of", one).stdout
    assert "another wall" in walls("claims", "judgements").stdout
    assert "not been compared" not in walls("claims", "list").stderr
    said = [json.loads(line) for line in walls("claims", "judgements", one, "--format", "jsonl").stdout.splitlines()]
    assert [(each["verdict"], each["judged_by"]) for each in said[1:]] == [("different", "eva")]
    undone = walls("claims", "undo", undo_id(apart.stderr), "--by", "kim")
    assert "Undone: " in undone.stdout
    assert "does not say the same as" in undone.stdout
    assert len(walls("claims", "judgements", "--format", "jsonl").stdout.splitlines()) == 1
    assert len(walls("claims", "judgements", "--all", "--format", "jsonl").stdout.splitlines()) == 2
    assert walls("db", "check").exit_code == 0


def test_nothing_waits_after_an_ingest(walls: Attrib) -> None:
    assert "Every statement has been compared." in walls("claims", "update").stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("claims", "show", "zz"), 1, "no claim has the id 'zz'"),
        (("claims", "of", "zz"), 1, "no statement has the id 'zz'"),
        (("claims", "same", "zz"), 2, "Missing argument 'OTHER...'"),
        (("claims", "undo", "beef"), 1, "no judgement has the id 'beef'; `attrib claims judgements` lists them"),
        (("claims", "list", "--level", "none"), 2, "Invalid value for '--level'"),
    ],
)
def test_mistakes_are_told(walls: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = walls(*arguments)
    assert result.exit_code == status
    assert words in result.stderr


def test_what_has_not_been_compared_is_said_and_may_be_judged(walls: Attrib) -> None:
    [one, _], [hale] = ids(walls, "--actor", "Quill"), ids(walls, "--actor", "Hale")
    assert walls("review", hale, "--role", "captain", "--by", "eva").exit_code == 0  # it may be another claim now
    waiting = "1 article has not been compared with others yet; attrib claims update compares what is new."
    assert waiting in walls("claims", "list").stderr
    with sqlite3.connect("attrib.db") as connection:
        connection.execute("DELETE FROM statement_utterances")
    judged = walls("claims", "same", one, hale, "--by", "eva")
    assert (judged.exit_code, judged.stdout) == (0, "")
    assert "The judgement is kept and holds once the statements are compared" in judged.stderr
    assert "Undone" in walls("claims", "undo", undo_id(judged.stderr)).stdout


def test_claims_of_older_rules_are_said_with_the_way_out(walls: Attrib) -> None:
    [quill, _] = ids(walls, "--actor", "Quill")
    [claim] = json.loads(walls("claims", "list", "--format", "json").stdout)
    calls = (
        ("claims", "list"),
        ("claims", "show", claim["claim"]),
        ("claims", "of", quill),
        ("compare", quill),
        ("compare", quill, "--format", "csv"),
        ("compare", "--story", "2.txt"),
        ("search", "--repeats", quill),
    )
    assert not [call for call in calls if "older rules" in walls(*call).stderr]
    with sqlite3.connect("attrib.db") as connection:
        some = connection.execute("SELECT document_key FROM extractions LIMIT 2").fetchall()
        connection.executemany("UPDATE extractions SET claims = 'claims:0123 old rules' WHERE document_key = ?", some)
    said = "2 articles were compared by older rules or another model, whose claims these are; attrib claims update"
    assert [call for call in calls if said not in walls(*call).stderr] == []
    assert walls("claims", "update").exit_code == 0
    assert "older rules" not in walls("claims", "list").stderr


def test_without_the_model_claims_are_listed_and_that_is_said(walls: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelError("no model of claims; install it again")

    monkeypatch.setattr("attrib.services.claim_updates.open_scorer", missing)
    listed = walls("claims", "list")
    assert listed.exit_code == 0
    assert "2x" in listed.stdout
    assert "no model of claims; install it again" in listed.stderr
