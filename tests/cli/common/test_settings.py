"""Settings from the environment and from files, and the command that shows them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import click
import pytest

from attrib.cli.common.settings import SETTINGS
from attrib.readers.source import DATE_ORDERS
from attrib.store.database.session import _preparing
from tests.cli.conftest import Attrib


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The settings file in the user's folder, not yet there."""
    path = tmp_path / "home" / "attrib" / "attrib.toml"
    path.parent.mkdir(parents=True)
    return path


def shown(attrib: Attrib, *arguments: str) -> dict[str, tuple[object, str]]:
    """Each setting's value and origin."""
    result = attrib("settings", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return {row["setting"]: (row["value"], row["from"]) for row in json.loads(result.stdout)}


def test_without_files_everything_is_built_in(attrib: Attrib) -> None:
    found = shown(attrib)
    assert list(found) == list(SETTINGS)
    assert {origin for _, origin in found.values()} == {"built in"}
    assert found["database"][0] == "attrib.db"


def test_each_place_goes_before_the_next(
    attrib: Attrib, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text('model = "accurate"\nby = "Own"\nwidth = 90\ndevice = "cpu"')
    (tmp_path / "attrib.toml").write_text('by = "Beside"\nwidth = 110\ndevice = "cuda"')
    monkeypatch.setenv("ATTRIB_WIDTH", "120")
    monkeypatch.setenv("ATTRIB_DEVICE", "cuda:1")
    result = attrib("--width", "130", "settings", "--format", "json")
    found = {row["setting"]: (row["value"], row["from"]) for row in json.loads(result.stdout)}
    assert found["model"] == ("accurate", str(own))
    assert found["by"] == ("Beside", "attrib.toml")
    assert found["device"] == ("cuda:1", "ATTRIB_DEVICE")
    assert found["width"] == (130, "--width")


def test_the_file_lies_beside_the_database_in_use(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "attrib.db").rename(tmp_path / "desk" / "news.db")
    (tmp_path / "desk" / "attrib.toml").write_text('by = "Desk"')
    assert shown(news)["by"][1] == "built in"
    assert shown(news, "--db", "desk/news.db")["by"] == ("Desk", str(Path("desk/attrib.toml")))
    assert news("--db", "desk/news.db", "docs", "edit", "talks.txt", "--outlet", "Gull").exit_code == 0
    assert "Desk" in news("--db", "desk/news.db", "docs", "changes").stdout


@pytest.mark.parametrize("user", [True, False])
def test_a_file_names_the_database_from_its_own_folder(news: Attrib, tmp_path: Path, own: Path, user: bool) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "attrib.db").rename(tmp_path / "desk" / "news.db")
    if user:
        own.write_text('database = "../../desk/news.db"')
        (tmp_path / "desk" / "attrib.toml").write_text('by = "Desk"')
        assert shown(news)["by"][0] == "Desk"
    else:
        (tmp_path / "attrib.toml").write_text('database = "desk/news.db"')
    assert news("search").exit_code == 0
    assert news("search", "--db", "none.db").exit_code == 1


def test_the_minimum_confidence_of_the_settings_is_said_and_lifted_by_all(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "attrib.toml").write_text("min-confidence = 0.95")
    result = news("search", "--format", "jsonl")
    assert result.stdout == ""
    assert "below 0.95 confidence are left out, as attrib.toml says; --all shows them" in result.stderr
    assert news("search", "--format", "jsonl", "--all").stdout.count("\n") == 4
    assert news("search", "--format", "jsonl", "--min-confidence", "0.1").stdout.count("\n") == 4


def test_tables_have_the_width_and_colour_said(news: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(len, news("--width", "60", "docs", "list").stdout.splitlines())) <= 60
    assert "\x1b[" in news("--color", "always", "docs", "list").stdout
    monkeypatch.setenv("ATTRIB_COLOR", "always")
    assert "\x1b[" in news("docs", "list").stdout
    assert "\x1b[" not in news("--color", "never", "docs", "list").stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('modle = "fast"', "there is no setting 'modle'; did you mean 'model'?"),
        (
            "nonsense = 1",
            "there is no setting 'nonsense'; correct it or take it out; there are database, synchronous, by",
        ),
        ("min-confidence = 7", "min-confidence in attrib.toml: 7.0 is not in the range"),
        ("min-confidence = true", "min-confidence in attrib.toml: True is not a number from 0 to 1"),
        ("width = 3", "width in attrib.toml: 3 is not in the range"),
        ("by = 3", "by in attrib.toml: 3 is not text in quotes"),
        ('by = " "', "by in attrib.toml"),
        ('date-order = "ymd"', "date-order in attrib.toml: 'ymd' is not one of 'dmy', 'mdy'"),
        ("by =", "attrib.toml is no TOML"),
    ],
)
def test_a_bad_file_is_told_with_file_and_key(attrib: Attrib, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "attrib.toml").write_text(text)
    result = attrib("settings")
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_file_that_is_no_text_and_a_bad_variable_are_told(
    attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attrib.toml").write_bytes(b"by = '\xff'")
    assert "attrib.toml cannot be read" in attrib("settings").stderr
    (tmp_path / "attrib.toml").unlink()
    monkeypatch.setenv("ATTRIB_WIDTH", "wide")
    assert "the variable ATTRIB_WIDTH: 'wide' is not a valid integer" in attrib("settings").stderr


def test_orders_of_dates_are_those_of_reading() -> None:
    kind = SETTINGS["date-order"].type
    assert isinstance(kind, click.Choice)
    assert tuple(kind.choices) == DATE_ORDERS


def test_the_command_prints_every_form(attrib: Attrib) -> None:
    assert "min-confidence" in attrib("settings").stdout
    rows = list(csv.DictReader(io.StringIO(attrib("settings", "--format", "csv").stdout)))
    assert [row["setting"] for row in rows] == list(SETTINGS)
    assert len(attrib("settings", "--format", "jsonl").stdout.splitlines()) == len(SETTINGS)
    assert "not there: attrib.toml" in attrib("settings").stderr


def test_synchronous_is_set_and_shown(news: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(news)["synchronous"] == ("normal", "built in")
    (tmp_path / "attrib.toml").write_text('synchronous = "full"')
    found = shown(news)
    assert found["synchronous"] == ("full", "attrib.toml")
    assert found["database"][0] == "attrib.db"
    assert "synchronous" not in news("db", "check").stderr
    monkeypatch.setenv("ATTRIB_SYNCHRONOUS", "off")
    refused = news("search")
    assert refused.exit_code != 0
    assert "ATTRIB_SYNCHRONOUS: 'off' is not one of 'normal', 'full'" in refused.stderr


def test_commands_open_the_database_with_it(news: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def preparing(how: str) -> Any:
        opened.append(how)
        return _preparing(how)

    monkeypatch.setattr("attrib.store.database.session._preparing", preparing)
    monkeypatch.setenv("ATTRIB_SYNCHRONOUS", "full")
    assert news("search").exit_code == 0
    assert news("search", "--db", "sqlite:///attrib.db?synchronous=normal").exit_code == 0
    assert opened == ["full", "normal"]
