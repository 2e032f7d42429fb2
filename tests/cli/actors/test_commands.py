"""`attrib actors`: the speakers."""

import json

from tests.cli.conftest import Attrib


def test_list_begins_with_who_said_most(news: Attrib) -> None:
    result = news("actors", "list")
    assert result.exit_code == 0, result.output
    assert result.stdout.index("Ann Lee") < result.stdout.index("Bo Lee")
    assert "Cy Ray" in result.stdout


def test_list_by_part_of_a_name(news: Attrib) -> None:
    result = news("actors", "list", "lee")
    assert "Bo Lee" in result.stdout
    assert "Cy Ray" not in result.stdout


def test_list_by_kind(news: Attrib) -> None:
    assert "Ann Lee" in news("actors", "list", "--kind", "person").stdout
    result = news("actors", "list", "--kind", "group")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No speaker" in result.stderr
    assert news("actors", "list", "--kind", "robot").exit_code == 2


def test_limit_tells_that_there_are_more(news: Attrib) -> None:
    result = news("actors", "list", "--limit", "2")
    assert "Cy Ray" not in result.stdout
    assert "--limit 0" in result.stderr


def test_show_by_name_and_by_id(news: Attrib) -> None:
    result = news("actors", "show", "Bo Lee")
    assert result.exit_code == 0, result.output
    assert "spokesman" in result.stdout
    assert "Sudland" in result.stdout
    identity = json.loads(news("search", "--actor", "Bo Lee", "--format", "jsonl").stdout)["actor_id"]
    assert news("actors", "show", identity).stdout == result.stdout
    shown = next(line.split()[0] for line in news("actors", "list").stdout.splitlines() if "Bo Lee" in line)
    assert news("actors", "show", shown).stdout == result.stdout


def test_show_of_an_ambiguous_name_lists_them(news: Attrib) -> None:
    result = news("actors", "show", "Lee")
    assert result.exit_code == 1
    assert "Ann Lee" in result.stderr
    assert "Bo Lee" in result.stderr


def test_show_of_nobody(news: Attrib) -> None:
    result = news("actors", "show", "Zoe Zed")
    assert result.exit_code == 1
    assert "Zoe Zed" in result.stderr


def test_manuals_of_the_subcommands(attrib: Attrib) -> None:
    for name in ("list", "show"):
        assert f"attrib actors {name}" in attrib("actors", name, "--help").stdout
