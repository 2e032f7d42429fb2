"""The shipped model on the shipped sample article: what a newcomer sees first must be right."""

import json
from importlib.util import find_spec
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


@pytest.mark.skipif(find_spec("openvino") is None, reason="OpenVINO is not installed; it is in attrib[fast]")
def test_openvino_finds_what_torch_finds(statements: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    from attrib.nn.encoder import openvino_engine

    made: list[tuple[int, ...]] = []
    make = openvino_engine.make_engine

    def counted(stack: Any, wanted: tuple[int, ...], dtype: Any) -> Any:
        made.append(wanted)
        return make(stack, wanted, dtype)

    monkeypatch.setattr(openvino_engine, "make_engine", counted)
    monkeypatch.setenv("ATTRIB_ENGINE", "openvino")
    result = CliRunner().invoke(cli, ["extract", str(SAMPLE)])
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)["statements"]
    # The detector with its heads, the pointer, the head that proposes stances, the judge that reads them once more.
    assert made == [(5, 3, 6), (3,), (4, 5), (8,)]
    assert [told(statement) for statement in found] == [told(statement) for statement in statements]


def told(statement: dict[str, Any]) -> list[Any]:
    """What a statement tells, its scores left out."""
    sides = [(stance["target"], stance["stance"]) for stance in statement["stances"]]
    return [
        *(statement[key] for key in ("id", "content", "cue", "source")),
        (statement["speaker"] or {}).get("name"),
        sides,
    ]
