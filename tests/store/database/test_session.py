import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from attrib.data import StatementQuery
from attrib.errors import StoreError
from attrib.store.database.session import Database, open_database
from attrib.store.save import save
from attrib.store.search.query import count
from tests.store.newsdesk import article, talks


def test_a_new_database_is_made_and_opened_again(url: str) -> None:
    with open_database(url) as database:
        save(database, talks())
    with open_database(url, upgrade=False, must_exist=True) as database:
        assert count(database, StatementQuery()) == 4


def test_a_read_does_not_make_a_database(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with pytest.raises(StoreError, match=r"no database at .*news\.db; run `attrib ingest` first or give --db"):
        open_database(f"sqlite:///{path}", must_exist=True)
    assert not path.exists()


def test_an_empty_database_has_nothing_to_read(url: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).touch()
    with pytest.raises(StoreError, match=r"nothing has been stored in .* yet; run `attrib ingest` first"):
        open_database(url, must_exist=True)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("news.db", "'news.db' is not a database URL; give one like sqlite:///news.db"),
        ("", "is not a database URL"),
        ("oracle://host/news", "the database 'oracle' is not supported; use sqlite:///FILE or postgresql://"),
        ("mysql+pymysql://host/news", "is not supported"),
        ("postgresql://me:secret@127.0.0.1:1/news", "check that the server runs and that host, port, user"),
    ],
)
def test_a_url_that_cannot_be_used_is_explained(url: str, message: str) -> None:
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg", reason="without psycopg the URL is refused before it is tried")
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is a folder; give the file in it, such as --db sqlite:///.*attrib\.db"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*absent of the database does not exist; make it"):
        open_database(f"sqlite:///{tmp_path / 'absent' / 'news.db'}")


def test_an_unwritable_path_is_explained() -> None:
    with pytest.raises(StoreError, match="unable to open database file; check that the folder exists and that you may"):
        open_database("sqlite:////proc/attrib.db")


def test_another_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of the meeting. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="the file is not a SQLite database; give another --db"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"is not an attrib database \(it holds recipes\); give another --db"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_database(f"sqlite:///{path}") as database:
        save(database, talks())
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="restore it from a copy"), open_database(f"sqlite:///{path}") as database:
        save(database, article("More."))


def test_missing_psycopg_is_named(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('no', name='psycopg')")
    program = (
        "from attrib.errors import StoreError\nfrom attrib.store.database.session import open_database\n"
        "try:\n    open_database('postgresql://host/news')\nexcept StoreError as error:\n    print(error)\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{program}"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert shown.stdout == "PostgreSQL needs the package psycopg; install it with: pip install 'attrib[postgresql]'\n"


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'news.db'}") as database, database.session() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]


def test_a_reader_sees_one_state_while_a_writer_writes(url: str) -> None:
    with open_database(url) as database, open_database(url) as other:
        save(database, talks())
        with database.begin() as writing:
            writing.execute(text("UPDATE statements SET type = 'mixed'"))
            assert count(other, StatementQuery()) == 4
            with other.session() as reading:
                assert reading.scalar(text("SELECT count(*) FROM statements WHERE type = 'mixed'")) == 1
        with other.session() as reading:
            assert reading.scalar(text("SELECT count(*) FROM statements WHERE type = 'mixed'")) == 4


def test_a_failed_change_leaves_nothing_behind(database: Database) -> None:
    def fail() -> None:
        with database.begin() as session:
            session.execute(text("DELETE FROM search_text"))
            raise ZeroDivisionError

    save(database, talks())
    with pytest.raises(ZeroDivisionError):
        fail()
    assert count(database, StatementQuery(text="peace")) == 1


def test_a_database_in_memory_serves_one_process() -> None:
    with open_database("sqlite://") as database:
        save(database, talks())
        assert count(database, StatementQuery()) == 4


def test_the_password_is_hidden(url: str) -> None:
    with open_database(url) as database:
        assert database.url.startswith(database.dialect)
        assert "***" in database.url or ":@" not in database.url


def test_a_reading_session_cannot_write(url: str) -> None:
    with open_database(url) as database:
        with pytest.raises(StoreError, match=r"read-?only"), database.session() as session:
            session.execute(text("DELETE FROM statements"))
        with database.begin() as session:
            session.execute(text("DELETE FROM statements"))


@pytest.mark.parametrize(("given", "value"), [("", 1), ("?synchronous=normal", 1), ("?synchronous=FULL", 2)])
def test_sqlite_waits_for_the_disk_as_it_is_told(tmp_path: Path, given: str, value: int) -> None:
    with open_database(f"sqlite:///{tmp_path / 'a.db'}{given}") as database:
        for session in (database.session, database.begin):
            with session() as connection:
                assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == value
        assert database.url == f"sqlite:///{tmp_path / 'a.db'}"


def test_another_way_of_waiting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"synchronous=off of sqlite:.* is none of normal, full"):
        open_database(f"sqlite:///{tmp_path / 'a.db'}?synchronous=off")
    assert not list(tmp_path.iterdir())


def test_a_stranger_s_file_is_opened_with_care(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database:
        for session, trusted in ((database.session, 0), (database.begin, 1)):
            with session() as connection:
                asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("cell_size_check",
                         "trusted_schema", "query_only", "foreign_keys")}  # fmt: skip
                assert asked == {
                    "cell_size_check": 1, "trusted_schema": trusted, "query_only": 1 - trusted, "foreign_keys": 1
                }  # fmt: skip


@pytest.mark.skipif(not hasattr(sqlite3.Connection, "setconfig"), reason="Python before 3.12 cannot ask for it")
def test_no_statement_may_write_to_the_schema_s_own_table(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'a.db'}") as database, database.begin() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        with pytest.raises(Exception, match="may not be modified"):
            connection.exec_driver_sql("DELETE FROM sqlite_master")


def test_a_schema_with_bytes_that_are_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_database(f"sqlite:///{path}") as database:
        save(database, talks())
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = CAST(X'435245415445209720' AS TEXT) WHERE name = 'documents'"
        )
    connection.close()
    with pytest.raises(StoreError, match=r"news\.db failed: malformed database schema.*; "):
        open_database(f"sqlite:///{path}", upgrade=False, must_exist=True)
