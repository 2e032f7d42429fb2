"""A SQLite file, folder or disk that is read-only can be read, and is never called damaged."""

from pathlib import Path

import pytest

from attrib.data import StatementQuery
from attrib.errors import StoreError
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.documents.evidence import evidence_problems
from attrib.store.save import save
from attrib.store.search.query import search
from tests.store.newsdesk import talks


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a filled database that counts as read-only, whoever runs the tests."""
    url = f"sqlite:///{tmp_path / 'a b?#.db'}"
    with open_database(url) as database:
        save(database, talks())
    monkeypatch.setattr("attrib.store.database.read_only._may_write", lambda _: False)
    return url


def test_a_read_only_file_is_searched_and_sound(locked: str, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with open_database(locked, must_exist=True) as database:
        assert len(list(search(database, StatementQuery()))) == 4
        assert [*check(database), *evidence_problems(database)] == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_is_written_and_why_is_said(locked: str) -> None:
    with open_database(locked) as database, pytest.raises(StoreError, match="may not be written to"):
        save(database, talks())


def test_an_older_schema_is_not_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    url = f"sqlite:///{path}"
    with open_database(url) as database, database.begin() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    monkeypatch.setattr("attrib.store.database.read_only._may_write", lambda _: False)
    with pytest.raises(StoreError, match="upgrade a copy"):
        open_database(url)
