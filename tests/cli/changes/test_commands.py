"""`attrib changes NAME`: changes of mind shown, judged and taken back, as a person does it."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib, Fill

SAYINGS = (
    ("2024-06-01", "Ann Lee", "The treaty failed", "against Norland"),
    ("2025-01-01", "Ann Lee", "We welcome them", "for Norland"),
    ("2025-01-01", "Bo Ray", "We welcome them too", "for Norland"),
)


def ingest_turns(attrib: Attrib, folder: Path) -> None:
    lines = [
        json.dumps(
            {"text": f'"{words}" said {name}, {side}.', "date": day, "outlet": "Gull", "url": f"https://g.example/{n}"}
        )
        for n, (day, name, words, side) in enumerate(SAYINGS)
    ]
    (folder / "turns.jsonl").write_text("\n".join(lines))
    result = attrib("ingest", "turns.jsonl")
    assert result.exit_code == 0, result.output


@pytest.fixture
def turned(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Three articles, in two of which one speaker is on both sides."""
    return filled(ingest_turns)


def told(attrib: Attrib, *more: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(attrib("changes", "Ann Lee", "--format", "csv", *more).stdout)))


def undo_id(said: str) -> str:
    found = re.search(r"attrib changes undo (\w+)", said)
    assert found is not None
    return found[1]


def test_a_change_is_shown_in_every_form(turned: Attrib) -> None:
    [row] = told(turned)
    assert (row["actor"], row["target"], row["status"], row["score"]) == ("Ann Lee", "Norland", "suggestion", "0.7")
    assert (row["earlier_date"], row["earlier_side"], row["earlier_quote"]) == (
        "2024-06-01",
        "oppose",
        '"The treaty failed"',
    )
    assert (row["later_outlet"], row["later_url"]) == ("Gull", "https://g.example/1")
    table = turned("changes", "Ann Lee")
    assert "a suggestion (0.70)" in table.stdout
    assert "Suggestions until somebody confirms them" in table.stderr
    assert table.stdout == turned("changes", "of", "Ann Lee").stdout
    [whole] = json.loads(turned("changes", "--target", "Norland", "Ann Lee", "--format", "json").stdout)
    assert whole["earlier"]["id"] == row["earlier_id"]
    assert whole["later"]["context"].startswith('"We welcome them" said Ann Lee')
    assert len(turned("changes", "Ann Lee", "--format", "jsonl").stdout.splitlines()) == 1


def test_without_a_change_the_way_on_is_told(turned: Attrib) -> None:
    for arguments in (("Bo Ray",), ("Ann Lee", "--target", "Sudland"), ("Ann Lee", "--until", "2024")):
        result = turned("changes", *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "No change of mind of" in result.stderr


def test_judgements_are_kept_listed_and_undone(turned: Attrib) -> None:
    [row] = told(turned)
    pair = row["later_id"], row["earlier_id"]
    confirmed = turned("changes", "confirm", *pair, "--by", "eva", "--note", "she says so")
    assert confirmed.stdout.startswith("Confirmed: from ")
    [row] = told(turned)
    assert (row["status"], row["judged_by"], row["note"]) == ("confirmed", "eva", "she says so")
    assert "confirmed by eva" in turned("changes", "Ann Lee").stdout
    again = turned("changes", "reject", *pair)
    assert (again.exit_code, "the contrary (confirmed)" in again.stderr) == (1, True)
    assert turned("changes", "undo", undo_id(confirmed.stderr), "--by", "kim").stdout.startswith("Undone: from ")
    assert turned("changes", "reject", *pair, "--note", "misread").exit_code == 0
    assert told(turned) == []
    assert [each["status"] for each in told(turned, "--rejected-too")] == ["rejected"]
    assert "misread" in turned("changes", "judgements").stdout
    assert len(turned("changes", "judgements", "--all", "--format", "jsonl").stdout.splitlines()) == 2
    assert turned("db", "check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("Nobody",), 1, "Nobody"),
        (("confirm", "zz"), 2, "Missing argument"),
        (("confirm", "zz", "zz"), 1, "no statement has the id 'zz'"),
        (("undo", "beef"), 1, "no judgement has the id 'beef'; `attrib changes judgements` lists them"),
        (("Ann Lee", "--since", "soon"), 2, "soon"),
        (("Ann Lee", "Bo Ray"), 2, "unexpected extra argument"),
    ],
)
def test_mistakes_are_told(turned: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = turned("changes", *arguments)
    assert result.exit_code == status
    assert words in result.stderr
