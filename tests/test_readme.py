"""The README keeps to the truth: its commands, options, columns, fields and scripts exist, and none is left out."""

import re
import shlex
from pathlib import Path

import click
import pytest

from attrib.cli.main import COMMANDS, cli
from attrib.readers.fields import FIELDS
from attrib.training.evaluation.results import RESULT_COLUMNS
from attrib.writers.statements.csv import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = [line.strip() for line in re.findall(r"^ {4}(\S.*)$", README, re.MULTILINE)] + re.findall(r"`([^`\n]+)`", README)
CALLS = sorted({piece.split("#")[0].strip() for piece in CODE if re.match(r"attrib [a-z]", piece) and "|" not in piece})


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a call runs, down to the subcommand, and its arguments."""
    command, rest = cli.load(words[0]), words[1:]
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    return command, rest


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained(name: str) -> None:
    assert re.search(rf"attrib {name}\b", README)


def test_every_subcommand_is_explained() -> None:
    for name in COMMANDS:
        command = cli.load(name)
        for sub in command.commands if isinstance(command, click.Group) else ():
            assert f"attrib {name} {sub}" in README


@pytest.mark.parametrize("call", CALLS)
def test_calls_have_real_commands_and_options(call: str) -> None:
    command, rest = command_of(shlex.split(call)[1:])
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)} | {"--help"}
    assert {word for word in rest if word.startswith("--")} <= known


def test_there_are_calls_to_check() -> None:
    assert len(CALLS) >= 15


def test_options_named_alone_exist() -> None:
    commands = [cli.load(name) for name in COMMANDS]
    commands += [sub for group in commands if isinstance(group, click.Group) for sub in group.commands.values()]
    known = {
        option
        for command in [cli, *commands]
        for param in command.params
        for option in (*param.opts, *param.secondary_opts)
    } | {"--help"}
    named = {piece.split()[0] for piece in CODE if piece.startswith("--")}
    assert named <= known


def test_every_column_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", README))
    assert set(COLUMNS) <= explained
    assert set(RESULT_COLUMNS) <= explained


def test_every_field_and_its_other_names_are_explained() -> None:
    for field, others in FIELDS.items():
        row = f"| `{field}` | {', '.join(f'`{other}`' for other in others)} |"
        assert row in README


def test_files_it_names_are_there() -> None:
    for name in re.findall(r"(?:scripts|models|migrations)/[\w./-]*\w|constraints\.txt|LICENSE", README):
        assert (ROOT / name).exists(), name


def test_scripts_run() -> None:
    for name in ("quickstart", "test"):
        script = ROOT / "scripts" / name
        assert script.stat().st_mode & 0o111
        assert script.read_text().startswith("#!/usr/bin/env bash\n")
