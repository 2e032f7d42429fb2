"""`attrib compare`: one utterance as each outlet gave it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from attrib.data.claims import Claim, ClaimLevel
from attrib.store.claims import reading
from tests.cli.claims.test_commands import ids
from tests.cli.conftest import Attrib, Fill
from tests.newsroom import article

WALL = "We will build the new harbour wall by next summer"
FERRY = ("Ivo Hale", "The ferry to the islands was late again today")


def ingest_story(attrib: Attrib, folder: Path) -> None:
    wordings = (WALL, WALL.upper(), f"{WALL} for 12 million", "Nothing at all was said about the tower")
    for number, words in enumerate(wordings):
        (folder / f"{number}.txt").write_text(article(("Rosa Quill", words), FERRY), encoding="utf-8")
    result = attrib("ingest", *(f"{number}.txt" for number in range(len(wordings))))
    assert result.exit_code == 0, result.output


@pytest.fixture
def story(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Four articles on one event."""
    return filled(ingest_story)


def test_an_utterance_stands_beside_its_fullest_version(story: Attrib) -> None:
    [quill] = ids(story, "--actor", "Quill", "--document", "0.txt")
    [found] = [json.loads(line) for line in story("compare", quill, "--format", "jsonl").stdout.splitlines()]
    fullest, shorter = found["versions"]
    assert (found["statements"], fullest["form"], fullest["pieces"][0]["shared"]) == (3, "quoted", True)
    assert fullest["words"].strip('"') == f"{WALL} for 12 million"
    assert shorter["lacks"] == [{"text": "for 12 million", "shared": False, "figure": True, "negation": False}]
    assert len(shorter["copies"]) == 1  # the same words in capitals
    rows = list(csv.DictReader(io.StringIO(story("compare", quill, "--format", "csv").stdout)))
    assert [row["lacks"] for row in rows] == ["", "for 12 million"]
    assert "more with these words" in story("compare", quill).stdout


def test_a_story_is_what_an_article_has_in_common_with_others(story: Attrib) -> None:
    table = story("compare", "--story", "1.txt").stdout
    assert table.count("Claim ") == 2
    alone = [json.loads(line) for line in story("compare", "--story", "3.txt", "--format", "jsonl").stdout.splitlines()]
    assert [each["speakers"] for each in alone] == [["Ivo Hale"]]


def test_of_a_story_only_what_others_have_too_is_read(story: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[int]()
    whole = reading._claim

    def counted(connection: Connection, key: int, level: ClaimLevel) -> Claim:
        read.append(key)
        return whole(connection, key, level)

    monkeypatch.setattr(reading, "_claim", counted)
    assert story("compare", "--story", "3.txt").stdout.count("Claim ") == 1
    assert len(read) == 1  # of the two claims of the article


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 2, "give either the ID of a statement, or --story"),
        (("ab", "--story", "0.txt"), 2, "give either the ID of a statement, or --story"),
        (("zz",), 1, "no statement has the id 'zz'"),
        (("--story", "none.txt"), 1, "none.txt"),
    ],
)
def test_mistakes_are_told(story: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = story("compare", *arguments)
    assert result.exit_code == status
    assert words in result.stderr
