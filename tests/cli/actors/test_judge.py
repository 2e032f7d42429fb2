"""The commands of `attrib actors` that judge, as a person types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.cli.actors import suggest as suggesting
from attrib.cli.common import asking
from tests.cli.conftest import Attrib, Fill
from tests.newsroom import article


def ingest_namings(attrib: Attrib, folder: Path) -> None:
    for number, name in enumerate(("Muammar Gaddafi", "Moammar Qaddafi", "Ann Lee", "Bo Lee")):
        (folder / f"{number}.txt").write_text(article((name, f"Number {number}")), encoding="utf-8")
    result = attrib("ingest", *(f"{number}.txt" for number in range(4)))
    assert result.exit_code == 0, result.output


@pytest.fixture
def libya(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Articles in which one man has two names."""
    return filled(ingest_namings)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asking, suggesting):
        monkeypatch.setattr(module, "on_terminal", lambda: True)


def listed(attrib: Attrib, *options: str) -> list[dict[str, str]]:
    lines = attrib("actors", "judgements", "--format", "jsonl", *options).stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_merge_and_undo(libya: Attrib) -> None:
    result = libya("actors", "merge", "Gaddafi", "Qaddafi", "--by", "eva", "--note", "same man")
    assert result.exit_code == 0, result.output
    assert "Muammar Gaddafi (person; 2 statements)" in result.stdout
    (judgement,) = listed(libya)
    assert (judgement["judged_by"], judgement["note"], judgement["kind"]) == ("eva", "same man", "merge")
    assert f"attrib actors undo {judgement['batch']}" in result.stderr
    assert "made up of" in libya("actors", "show", "Qaddafi").stdout
    assert "same man" in libya("actors", "judgements").stdout
    undone = libya("actors", "undo", judgement["batch"], "--by", "bob")
    assert "Undone: Moammar Qaddafi" in undone.stdout
    assert listed(libya) == []
    assert "undone by bob" in libya("actors", "judgements", "--all").stdout.replace("\n", " ").replace("  ", "")[
        :9999
    ] or (listed(libya, "--all")[0]["undone_by"] == "bob")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("merge", "Gaddafi"), 2, "give two names or more"),
        (("merge", "Gaddafi", "Zed"), 1, "no actor has the name 'Zed'"),
        (("split", "Gaddafi"), 2, "what to split from NAME"),
        (("split", "Gaddafi", "Qaddafi", "--affiliation", "Libya"), 2, "what to split from NAME"),
        (("split", "Gaddafi", "Qaddafi", "--name", "X"), 2, "--name is the name of a namesake"),
        (("split", "Gaddafi", "--affiliation", "Libya"), 1, "no text gives 'Gaddafi' the affiliation 'Libya'"),
        (("rename", "Gaddafi", "Muammar Gaddafi"), 1, "nothing to rename"),
        (("kind", "Gaddafi", "robot"), 2, "'robot' is not one of"),
        (("wikidata", "Gaddafi", "19878"), 1, "is no Wikidata id; give one such as Q312"),
        (("affiliation", "Gaddafi", "Libya", "--since", "soon"), 2, "'soon' is no date"),
        (("affiliation", "Gaddafi", "Libya", "--since", "2011", "--until", "1969"), 1, "ends earlier"),
        (("alias", "add", "Gaddafi", "Ann Lee"), 1, "is the name of another actor"),
        (("alias", "remove", "Gaddafi", "Bob"), 1, "does not go by 'Bob'"),
        (("undo", "12345678"), 1, "no judgement has the id '12345678'"),
        (("merge", "Gaddafi", "Qaddafi", "--by", ""), 1, "give --by"),
    ],
)
def test_bad_input_is_told_in_a_line(libya: Attrib, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = libya("actors", *arguments)
    assert result.exit_code == status, result.output
    assert words in result.stderr
    assert listed(libya) == []


def test_each_command_says_what_holds_now(libya: Attrib) -> None:
    for arguments, words in (
        (("rename", "Qaddafi", "The Colonel"), "The Colonel (person; 1 statement)"),
        (("kind", "colonel", "group"), "The Colonel (group; 1 statement)"),
        (("alias", "add", "Gaddafi", "Brother Leader"), "Muammar Gaddafi"),
        (("alias", "remove", "brother leader", "Brother Leader"), "Muammar Gaddafi"),
        (("affiliation", "Gaddafi", "Libya", "--role", "leader", "--until", "2011"), "leader, Libya"),
        (("wikidata", "Gaddafi", "Q19878"), "Muammar Gaddafi"),
        (("split", "Gaddafi", "The Colonel"), "The Colonel"),
    ):
        result = libya("actors", *arguments)
        assert result.exit_code == 0, result.output
        assert words in result.stdout
        assert "To undo it: attrib actors undo" in result.stderr
    assert libya("search", "--actor", "Q19878", "--format", "jsonl").stdout.count("\n") == 1
    assert libya("search", "--affiliation", "Libya", "--as-of", "2010", "--format", "jsonl").stdout.count("\n") == 1
    assert libya("search", "--affiliation", "Libya", "--as-of", "2012", "--format", "jsonl").stdout == ""
    assert libya("db", "check").exit_code == 0


def test_suggestions_are_listed_in_a_pipe(libya: Attrib) -> None:
    table = libya("actors", "suggest")
    assert "Qaddafi" in table.stdout
    assert listed(libya) == []
    rows = libya("actors", "suggest", "--format", "csv").stdout.splitlines()
    assert rows[0].startswith('"score","reason","id","name"')
    assert len(rows) == 2
    (pair,) = map(json.loads, libya("actors", "suggest", "--format", "jsonl").stdout.splitlines())
    assert {actor["name"] for actor in pair["actors"]} == {"Muammar Gaddafi", "Moammar Qaddafi"}
    nobody = libya("actors", "suggest", "Lee")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "No pair of speakers" in nobody.stderr
    assert libya("actors", "suggest", "--min-score", "101").exit_code == 2


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "kinds"), [("y", ["merge"]), ("n", ["split"]), ("s", []), ("q", [])])
def test_suggestions_are_judged_one_by_one_on_a_terminal(libya: Attrib, answer: str, kinds: list[str]) -> None:
    result = libya("actors", "suggest", "--by", "eva", stdin=f"x\n{answer}\n")
    assert result.exit_code == 0, result.output
    assert "“" in result.stdout or "Number" in result.stdout
    assert [item["kind"] for item in listed(libya)] == kinds
    if kinds:
        assert "No pair of speakers" in libya("actors", "suggest").stderr


@pytest.mark.usefixtures("terminal")
def test_an_ambiguous_name_is_asked_about_on_a_terminal(libya: Attrib) -> None:
    asked = libya("actors", "show", "Lee", stdin="2\n")
    assert asked.exit_code == 0, asked.output
    assert "Which one?" in asked.stderr
    assert "name        Bo Lee" in asked.stdout
    found = libya("search", "--actor", "Lee", "--format", "jsonl", stdin="1\n")
    assert json.loads(found.stdout)["speaker"] == "Ann Lee"
    none = libya("actors", "show", "Lee", stdin="0\n")
    assert none.exit_code == 1
    assert "'Lee' fits 2 actors" in none.stderr


def test_an_ambiguous_name_is_an_error_in_a_pipe(libya: Attrib) -> None:
    result = libya("search", "--actor", "Lee")
    assert result.exit_code == 1
    assert "Ann Lee (person; 1 statement)" in result.stderr


def test_as_of_needs_a_role(libya: Attrib) -> None:
    result = libya("search", "--as-of", "2010")
    assert result.exit_code == 2
    assert "give --affiliation or --role with it" in result.stderr


@pytest.mark.usefixtures("terminal")
def test_whichever_name_is_ambiguous_is_the_one_asked_about(libya: Attrib) -> None:
    result = libya("actors", "merge", "Gaddafi", " Lee", "--by", "eva", stdin="2\n")
    assert result.exit_code == 0, result.output
    assert "' Lee' fits several" in result.stderr
    assert [(item["actor"], item["other"]) for item in listed(libya)] == [("Muammar Gaddafi", "Bo Lee")]


@pytest.mark.usefixtures("terminal")
def test_a_review_goes_on_where_an_answer_is_refused(libya: Attrib, tmp_path: Path) -> None:
    (tmp_path / "4.txt").write_text(article(("Muamar Gadafi", "Number 4")), encoding="utf-8")
    assert libya("ingest", "4.txt").exit_code == 0
    assert len(libya("actors", "suggest", "--format", "csv").stdout.splitlines()) == 4
    result = libya("actors", "suggest", "--by", "eva", stdin="n\ny\ny\n")
    assert result.exit_code == 0, result.output
    assert "are not one; undo that first" in result.stderr
    assert "1 merged, 1 kept apart" in result.stderr
