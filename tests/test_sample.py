"""The shipped model on the shipped sample article: what a newcomer sees first must be right."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from attrib.cli.main import cli

SAMPLE = Path(__file__).resolve().parent.parent / "scripts" / "sample" / "istanbul_talks.txt"
TEXT = SAMPLE.read_bytes().decode("utf-8")
QUOTE = (
    '"We have repeatedly stated that the Islamic Emirate does not allow anyone '
    'to use Afghan soil against other countries,"'
)


@pytest.fixture(scope="module")
def statements() -> list[dict[str, Any]]:
    """What `attrib extract` finds in the sample."""
    result = CliRunner().invoke(cli, ["extract", str(SAMPLE)])
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    found: list[dict[str, Any]] = json.loads(line)["statements"]
    return found


def words(spans: list[list[int]]) -> str:
    return " ".join(TEXT[start:end] for start, end in spans)


def test_every_statement_of_the_spokesman_names_him_in_full(statements: list[dict[str, Any]]) -> None:
    his = [
        found
        for found in statements
        if "Mujahid" in words(found["source"]) or words(found["source"]).endswith("Taliban spokesperson")
    ]
    assert len(his) >= 2
    for found in his:
        speaker = found["speaker"]
        assert (speaker["name"], speaker["role"], speaker["affiliation"], speaker["kind"]) == (
            "Zabihullah Mujahid",
            "spokesperson",
            "Taliban",
            "person",
        )


def test_the_quotation_is_direct_and_his(statements: list[dict[str, Any]]) -> None:
    (found,) = (statement for statement in statements if "repeatedly stated" in statement["text"])
    start = TEXT.index(QUOTE)
    ((begin, end),) = found["content"]
    assert start <= begin <= start + 1
    assert start + len(QUOTE) - 2 <= end <= start + len(QUOTE)
    assert found["type"] == "direct"
    assert words(found["cue"]) == "stated"
    assert found["speaker"]["name"] == "Zabihullah Mujahid"
    assert TEXT[slice(*found["speaker"]["mention"])] == "Zabihullah Mujahid"


def test_everything_points_into_the_text(statements: list[dict[str, Any]]) -> None:
    for found in statements:
        pieces = [TEXT[start:end] for start, end in found["content"]]
        assert " […] ".join(pieces) == found["text"]
        assert 0 <= found["confidence"] <= 1
