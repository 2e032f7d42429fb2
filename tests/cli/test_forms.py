"""Every command that prints data prints it as a table, CSV, JSON and JSON lines, with the same entries in each."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from attrib.cli.common.options import FORMS, READABLE
from attrib.cli.main import cli
from tests.cli.conftest import Attrib, Fill, ingest_news

LISTS = [
    ("actors", "list"),
    ("actors", "show", "Ann Lee"),
    ("actors", "judgements"),
    ("actors", "suggest"),
    ("actors", "namesakes"),
    ("db", "runs"),
    ("db", "stats"),
    ("docs", "list"),
    ("docs", "show", "talks.txt"),
    ("docs", "changes"),
    ("models", "list"),
    ("review", "list"),
    ("search",),
    ("settings",),
    ("count", "--by", "speaker"),
]


def work_on_news(news: Attrib, folder: Path) -> None:
    ingest_news(news, folder)
    statement = json.loads(news("search", "--format", "jsonl").stdout.splitlines()[0])["statement_id"]
    for call in (
        ("actors", "alias", "add", "Cy Ray", "C. Ray"),
        ("review", statement, "--accept"),
        ("docs", "edit", "talks.txt", "--outlet", "Gull", "--note", "as the page says"),
    ):
        assert news(*call).exit_code == 0


@pytest.fixture
def busy(filled: Callable[[Fill], Attrib]) -> Attrib:
    """The articles, with a judgement, a review and a correction."""
    return filled(work_on_news)


@pytest.mark.parametrize("call", LISTS, ids=" ".join)
def test_the_forms_hold_the_same_entries(busy: Attrib, call: tuple[str, ...]) -> None:
    table, *others = (busy(*call, *(() if form == "table" else ("--format", form))) for form in FORMS)
    assert {result.exit_code for result in (table, *others)} == {0}, table.output
    rows = list(csv.DictReader(io.StringIO(others[0].stdout, newline="")))
    objects = json.loads(others[1].stdout)
    assert [json.loads(line) for line in others[2].stdout.splitlines()] == objects
    assert len(rows) == len(objects)
    if call[1:] not in [("suggest",), ("namesakes",)]:
        assert rows
        assert table.stdout.strip()


def test_an_empty_list_is_an_empty_file(news: Attrib) -> None:
    assert json.loads(news("review", "list", "--format", "json").stdout) == []
    assert news("review", "list", "--format", "jsonl").stdout == ""
    assert len(news("review", "list", "--format", "csv").stdout.splitlines()) == 1


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, with its whole name; those of the root are imported."""
    for name, stand_in in group.commands.items():
        command = cli.load(name) if group is cli else stand_in
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        yield " ".join((*path, name)), command


def test_every_form_option_offers_the_forms_for_programs() -> None:
    offered = {name: param.type for name, command in commands(cli) for param in command.params if param.name == "form"}
    assert len(offered) > 40
    for name, kind in offered.items():
        assert isinstance(kind, click.Choice)
        assert {"csv", "json", "jsonl"} <= set(kind.choices), name
        if name not in {"export", "actors export"}:  # which write files and show nothing
            assert kind.convert("table", None, None) in READABLE, name


@pytest.mark.parametrize("call", [("actors", "show", "Ann Lee"), ("docs", "show", "talks.txt"), ("saved", "digest")])
def test_a_table_is_what_people_read(busy: Attrib, call: tuple[str, ...]) -> None:
    assert busy(*call, "--format", "table").stdout == busy(*call).stdout
    wrong = busy(*call, "--format", "tables")
    assert wrong.exit_code == 2
    assert "'tables' is not one of" in wrong.stderr


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_names_are_not_cut_within_a_word(busy: Attrib, width: int) -> None:
    for call in (("docs", "list"), ("docs", "changes"), ("db", "runs"), ("review", "list"), ("actors", "judgements")):
        shown = busy("--width", str(width), *call).stdout
        assert max(map(len, shown.splitlines())) <= width
    assert "Gull" in busy("--width", str(width), "docs", "list").stdout.split()
    assert "talks.txt" in busy("--width", str(width), "docs", "list").stdout
