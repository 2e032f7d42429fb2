"""README and docs keep to the truth: their commands, options, columns, fields, files and links exist."""

import re
import shlex
from pathlib import Path

import click
import pytest

from attrib.cli.changes.commands import OF, WithName
from attrib.cli.main import COMMANDS, cli
from attrib.data import FILTERS
from attrib.data.queries import option_name
from attrib.readers.fields import FIELDS
from attrib.readers.formats import SUFFIXES
from attrib.training.evaluation.results import RESULT_COLUMNS
from attrib.writers.statements.csv import COLUMNS
from scripts.documentation.pages import PAGES, main, stale_pages

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "attrib"
PATHS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PATHS}
README = TEXTS["README.md"]
WRITTEN = "\n".join(text for name, text in TEXTS.items() if name not in PAGES)
CODE = [line.strip() for line in re.findall(r"^ {4}(\S.*)$", WRITTEN, re.MULTILINE)] + re.findall(
    r"`([^`\n]+)`", WRITTEN
)
CALLS = sorted({piece.split("#")[0].strip() for piece in CODE if re.match(r"attrib [a-z]", piece) and "|" not in piece})


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a call runs, down to the subcommand, and its arguments."""
    command, rest = cli.load(words[0]), words[1:]
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    if isinstance(command, WithName) and rest and not rest[0].startswith("-"):
        command = command.commands[OF]
    return command, rest


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained(name: str) -> None:
    assert re.search(rf"attrib {name}\b", WRITTEN)


def test_every_subcommand_is_explained() -> None:
    for name in COMMANDS:
        command = cli.load(name)
        for sub in command.commands if isinstance(command, click.Group) else ():
            assert f"attrib {name} {sub}" in WRITTEN or f"## `attrib {name} {sub}`" in TEXTS["commands.md"]


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
    # contributing.md tells of an option that is still to be added.
    users = "\n".join(text for name, text in TEXTS.items() if name not in {*PAGES, "contributing.md"})
    named = {piece.split()[0] for piece in re.findall(r"`(--[^`\n]+)`", users)}
    assert named
    assert named <= known


def test_every_column_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", WRITTEN + TEXTS["csv.md"]))
    assert set(COLUMNS) <= explained
    assert set(RESULT_COLUMNS) <= explained


def test_every_field_and_its_other_names_are_explained() -> None:
    for field, others in FIELDS.items():
        row = f"| `{field}` | {', '.join(f'`{other}`' for other in others)} |"
        assert row in TEXTS["reading.md"]


def test_every_file_name_ending_is_explained() -> None:
    files = re.search(r"^\| files .*?\n\n", TEXTS["reading.md"], re.MULTILINE | re.DOTALL)
    assert files is not None
    assert set(re.findall(r"`(\.\w+)`", files[0])) == set(SUFFIXES)


def test_every_filter_is_explained() -> None:
    explained = set(re.findall(r"`(--[\w-]+)`", TEXTS["search.md"]))
    assert {option_name(name) for name in FILTERS} <= explained


def test_the_table_of_rooms_is_the_tree() -> None:
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", TEXTS["architecture.md"].split("## Values")[0], re.MULTILINE)
    named = {name for names, _ in rows for name in re.findall(r"`([\w.]+/?)`", names)}
    within = {name for _, words in rows for name in re.findall(r"`(\w+/)`", words)}
    folders = [path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("__init__.py")]
    assert named == {f"{path}/" for path in folders if len(path.parts) == 1} | {
        path.name for path in PACKAGE.glob("*.py")
    }
    assert within - {"lexicon/"} == {f"{path.name}/" for path in folders if len(path.parts) > 1}


def test_files_it_names_are_there() -> None:
    for name in re.findall(r"(?:scripts|models|migrations)/[\w./-]*\w|constraints\.txt|LICENSE", WRITTEN):
        assert (ROOT / name).exists(), name


def test_scripts_run() -> None:
    for name in ("quickstart", "test"):
        script = ROOT / "scripts" / name
        assert script.stat().st_mode & 0o111
        assert script.read_text().startswith("#!/usr/bin/env bash\n")


def test_pages_made_from_the_code_are_fresh() -> None:
    assert not stale_pages(), "run scripts/docs"


def test_a_stale_page_is_told_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.documentation.pages.DOCS", tmp_path)
    (tmp_path / "csv.md").write_text("# old\n")
    assert main(["--check"]) == 1
    assert "csv.md" in capsys.readouterr().out
    assert main(["--chek"]) == 2
    assert main([]) == 0
    assert main(["--check"]) == 0


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    folder = ROOT if name == "README.md" else ROOT / "docs"
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)", TEXTS[name]):
        target = folder / link if link else folder / name
        assert target.exists(), f"{name} links to {link}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {heading.lower().replace(" ", "-") for heading in headings}, (
                f"{name} links to {anchor}"
            )


def test_the_readme_links_every_page() -> None:
    for path in PATHS[1:]:
        assert f"docs/{path.name}" in README, path.name


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 130


def examples_of(command: click.Command) -> list[str]:
    """The calls of attrib under "Examples:" in the help of a command and of those below it."""
    lines = (command.help or "").partition("Examples:")[2].splitlines()
    calls = [found[1] for line in lines if (found := re.search(r"\b(attrib [a-z-][^|>]*)", line))]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*calls, *(call for each in below for call in examples_of(each))]


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_in_the_help_are_calls_that_parse(name: str) -> None:
    examples = examples_of(cli.load(name))
    assert examples
    wrong = []
    for call in examples:
        command, rest = command_of(shlex.split(call.rstrip(' ")') if call.count('"') % 2 else call)[1:])
        try:
            command.make_context(name, rest)
        except click.UsageError as error:
            wrong.append(f"{call}: {error}")
    assert [words for words in wrong if "does not exist" not in words] == []  # files that an example reads
