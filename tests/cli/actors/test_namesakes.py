"""`attrib actors namesakes`: one name, perhaps two people."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib
from tests.newsroom import article


@pytest.fixture
def smiths(attrib: Attrib, tmp_path: Path) -> Attrib:
    for number, said in enumerate(("John Smith, minister of Norland", "John Smith, captain of Rovers", "Ann Lee")):
        (tmp_path / f"{number}.txt").write_text(article((said, f"Number {number}")), encoding="utf-8")
    result = attrib("ingest", *(f"{number}.txt" for number in range(3)))
    assert result.exit_code == 0, result.output
    return attrib


def test_the_command_it_gives_parts_them(smiths: Attrib) -> None:
    (item,) = [json.loads(line) for line in smiths("actors", "namesakes", "--format", "jsonl").stdout.splitlines()]
    assert item["name"] == "John Smith"
    assert {told["organization"] for told in item["organizations"]} == {"Norland", "Rovers"}
    shown = smiths("actors", "namesakes", "Smith").stdout
    assert item["command"] in shown
    evidence = shown.split("attrib show ")[1].split()[0]
    assert "Number" in smiths("show", evidence).stdout
    parted = smiths(*item["command"].replace("'", "").split()[1:], "--by", "eva")
    assert parted.exit_code == 0, parted.output
    assert "No name has two organizations" in smiths("actors", "namesakes").stderr
    assert len([line for line in smiths("actors", "list").stdout.splitlines() if "John Smith" in line]) == 2


def test_more_than_the_limit_is_said(smiths: Attrib, tmp_path: Path) -> None:
    for number, of in enumerate(("Norland", "Rovers"), 5):
        (tmp_path / f"{number}.txt").write_text(article((f"Bo Day, chief of {of}", f"Number {number}")))
    smiths("ingest", "5.txt", "6.txt")
    result = smiths("actors", "namesakes", "--limit", "1")
    assert "The first 1 shown; --limit 0 for all." in result.stderr
    assert result.stdout.count("attrib actors split") == 1
    assert smiths("actors", "namesakes", "--limit", "0").stdout.count("attrib actors split") == 2


def test_a_name_nobody_has_is_an_error(smiths: Attrib) -> None:
    result = smiths("actors", "namesakes", "Zed")
    assert result.exit_code == 1
    assert "Zed" in result.stderr
