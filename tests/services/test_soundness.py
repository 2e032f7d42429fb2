"""Whether a database is sound, asked of two threads."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from attrib.errors import StoreError
from attrib.services import soundness
from attrib.services.soundness import soundness_problems
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from tests.store.newsdesk import talks


def change(database: Database, *statements: str) -> None:
    with database.begin() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_sound_database_has_no_problems(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database:
        save(database, talks())
        assert list(soundness_problems(database)) == []


def test_a_database_in_memory_is_checked_by_the_thread_that_has_it() -> None:
    with open_database("sqlite://") as database:
        save(database, talks())
        assert list(soundness_problems(database)) == []
        change(database, "UPDATE documents SET text = text || '.'")
        assert [problem for problem in soundness_problems(database) if "was altered" in problem]


def test_values_evidence_and_tables_are_all_told_in_this_order(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database:
        save(database, talks())
        change(
            database,
            "UPDATE documents SET published_at = 'soon', text = text || '.'",
            "UPDATE extractions SET statements = 9",
        )
        values, *evidence, counts = soundness_problems(database)
    assert "the table documents holds a value that cannot be read" in values
    assert evidence
    assert counts == "1 extractions lack some of their statements"


def test_queries_run_in_another_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = list[int]()

    def check(_: Database) -> list[str]:
        threads.append(threading.get_ident())
        return []

    monkeypatch.setattr(soundness, "check_by_query", check)
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database:
        assert list(soundness_problems(database)) == []
    assert threads
    assert threads != [threading.get_ident()]


def test_an_error_of_the_other_thread_is_raised_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Database) -> list[str]:
        raise StoreError("the server went away")

    monkeypatch.setattr(soundness, "check_by_query", fail)
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database, pytest.raises(StoreError, match="went away"):
        list(soundness_problems(database))
