import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from tests.store.newsdesk import talks


def change(database: Database, *statements: str) -> None:
    with database.begin() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_sound_database_has_no_problems(database: Database) -> None:
    assert check(database) == []
    save(database, talks())
    assert check(database) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("ALTER TABLE runs ADD COLUMN extra TEXT", "the schema differs from this attrib's: .*extra"),
        ("DROP INDEX ix_stances_target", "the schema differs from this attrib's: .*ix_stances_target'"),
        ("DELETE FROM search_text", "4 statements have no search text"),
        ("UPDATE extractions SET current = NOT current", "1 documents do not have one current extraction"),
        ("UPDATE statements SET current = NOT current", "4 statements disagree with their extraction on being current"),
        (
            "INSERT INTO printed_lines SELECT key, 0, 9999, 1, 0, 0, 1, 1 FROM documents",
            "1 documents have printed lines outside their text",
        ),
        ("UPDATE extractions SET statements = 9", "1 extractions lack some of their statements"),
    ],
)
def test_what_is_wrong_is_said(database: Database, statement: str, problem: str) -> None:
    save(database, talks())
    change(database, statement)
    found = check(database)
    assert found
    with pytest.raises(AssertionError, match=problem):
        raise AssertionError("\n".join(found))


def test_a_lost_full_text_index_is_noticed(database: Database) -> None:
    lost = "DROP TABLE search_index" if database.dialect == "sqlite" else "DROP INDEX ix_search_text_vector"
    change(database, lost)
    assert [problem for problem in check(database) if "full-text index" in problem and "is missing" in problem]


def test_a_full_text_index_out_of_step_is_noticed(database: Database) -> None:
    if database.dialect == "postgresql":
        pytest.skip("PostgreSQL keeps its index in step itself")
    save(database, talks())
    change(database, "DROP TRIGGER search_text_removed", "DELETE FROM search_text")
    assert "the full-text index holds 4 of 0 texts" in check(database)


def test_orphans_are_noticed_on_sqlite(database: Database) -> None:
    if database.dialect == "postgresql":
        pytest.skip("PostgreSQL does not let orphans arise")
    save(database, talks())
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("DELETE FROM runs")
        driver.execute("PRAGMA foreign_keys=ON")
    assert any("refers to a row of runs that does not exist" in problem for problem in check(database))


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM runs", "row 1 of extractions refers to a row of runs that does not exist"),
        ("UPDATE statements SET run_id = 'none'", "row 4 of statements refers to a row of extractions that does not"),
        ("UPDATE statements SET actor_id = 'nobody' WHERE number = 2", "row 2 of statements refers to a row of actors"),
        ("DELETE FROM statements WHERE number = 3", "row None of spans refers to a row of statements that does not"),
        (
            "CREATE TABLE mine (a REFERENCES gone(b)); INSERT INTO mine VALUES (1)",
            "row 1 of mine refers to a row of",
        ),
        ("CREATE TABLE mine (a REFERENCES runs); INSERT INTO mine VALUES (1)", "row 1 of mine refers to a row of runs"),
    ],
)
def test_every_row_that_refers_to_none_is_told_as_the_pragma_does(tmp_path: Path, damage: str, problem: str) -> None:
    path = tmp_path / "attrib.db"
    with open_database(f"sqlite:///{path}") as database:
        save(database, talks())
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(damage)
            told = connection.execute("PRAGMA foreign_key_check").fetchall()
        lines = [
            f"row {row} of {table} refers to a row of {parent} that does not exist" for table, row, parent, _ in told
        ]
        found = [line for line in check(database) if "refers to a row" in line]
    assert sorted(found) == sorted(lines)
    assert any(line.startswith(problem) for line in found)


def test_a_value_of_current_that_is_none_is_told(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'attrib.db'}") as database:
        save(database, talks())
        change(database, "UPDATE statements SET current = 7 WHERE number = 2")
        assert "1 statements disagree with their extraction on being current" in check(database)
