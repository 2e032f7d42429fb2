"""The benchmarks of the registry and of whole commands run, on little."""

import random
from pathlib import Path

import pytest

from scripts.benchmarks import commands, registry


def test_every_figure_is_measured() -> None:
    lines = list(registry.measure(150, 600))
    assert lines[0].startswith("150 actors, 600 statements stored in")
    assert [line.split(":")[0] for line in lines[2:]] == [
        *("suggest, one name", "merge and undo", "search by name", "search by affiliation and role"),
        *("the same as of a date", "find by part of a name", "show the most quoted", "list"),
    ]


def test_names_are_different() -> None:
    people = registry.names(500, random.Random(1))
    assert len(set(people)) == 500
    assert all(" " in name for name in people)


def test_a_command_is_measured_on_a_filled_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_SEARCHES", commands._SEARCHES[:1])
    monkeypatch.setattr(commands, "_nothing_new", lambda *_: iter(()))
    monkeypatch.setattr(commands, "_REPEATS", 1)
    lines = list(commands.measure(36, f"sqlite:///{tmp_path / 'kept.db'}"))
    told = [
        "36 statements stored in",
        "search --role minister",
        "search --about military",
        "export --limit",
        "db check",
    ]
    assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told
    assert (tmp_path / "kept.db").exists()


def test_a_command_that_fails_ends_the_measurement(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"attrib db check ended with status \d+:\nError: no database at"):
        commands._run(f"sqlite:///{tmp_path / 'none.db'}", ("db", "check"))
