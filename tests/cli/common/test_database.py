"""--db, which may stand before a command or behind it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Attrib


def test_the_database_may_stand_before_the_command(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "attrib.db").rename(tmp_path / "news.db")
    for call in (["search"], ["db", "stats"], ["db", "runs"], ["review", "list"], ["docs", "list"], ["actors", "list"]):
        assert news("--db", "news.db", *call).exit_code == 0
        assert news("--db", "none.db", *call, "--db", "news.db").exit_code == 0
        lost = news("--db", "none.db", *call)
        assert lost.exit_code == 1
        assert "none.db" in lost.stderr


def test_the_database_of_a_group_holds_for_its_commands(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "attrib.db").rename(tmp_path / "news.db")
    result = news("db", "runs", "--db", "news.db", "diff", "ab", "cd")
    assert "no run has the id 'ab'" in result.stderr


def test_the_command_line_goes_before_the_variable(
    news: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attrib.db").rename(tmp_path / "news.db")
    monkeypatch.setenv("ATTRIB_DB", "none.db")
    assert news("--db", "news.db", "search").exit_code == 0
    assert news("search").exit_code == 1


def test_a_command_without_database_refuses_one_in_front(attrib: Attrib) -> None:
    result = attrib("--db", "news.db", "models", "list")
    assert result.exit_code == 2
    assert "attrib models uses no database; leave out --db" in result.stderr
