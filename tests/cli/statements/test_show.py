"""`attrib show`: one statement in its context."""

import json

from tests.cli.conftest import Attrib


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
