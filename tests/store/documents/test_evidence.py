"""Altered texts and spans, added triggers and damaged bytes are found."""

import random
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from attrib.cli.main import cli
from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.documents.evidence import altered, evidence_problems
from attrib.store.save import save, save_many
from tests.store.newsdesk import article, talks


def problems(database: Database) -> str:
    return "\n".join([*check(database), *evidence_problems(database)])


def change(database: Database, statement: str) -> None:
    with database.begin() as session:
        session.execute(text(statement))


def test_a_sound_database_has_no_problems(database: Database) -> None:
    save(database, talks())
    assert problems(database) == ""


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE documents SET text = replace(text, 'e', 'a')", "another SHA-256"),
        ("UPDATE documents SET text = text || ' '", "another SHA-256"),
        ('UPDATE spans SET "end" = "end" - 1 WHERE role = \'content\'', "words stored for search"),
        ('UPDATE spans SET "end" = 999999', "outside the text"),
        ('UPDATE spans SET start = start + 1, "end" = "end" + 1 WHERE role = \'cue\'', "that its id"),
        ("UPDATE search_text SET words = 'never said'", "words stored for search"),
    ],
)
def test_altered_evidence_is_found(database: Database, statement: str, words: str) -> None:
    save(database, talks())
    change(database, statement)
    assert words in problems(database)


def test_one_document_that_cannot_be_read_hides_nothing_of_its_neighbours(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 'attrib.db'}") as database:
        save_many(database, [talks(), article("Nobody spoke."), article("Nobody spoke again.")])
        change(database, "UPDATE documents SET added_at = 'never' WHERE text = 'Nobody spoke.'")
        change(database, "UPDATE documents SET text = 'Somebody spoke.' WHERE text = 'Nobody spoke again.'")
        unreadable, altered_text = sorted(evidence_problems(database), key=lambda line: "SHA-256" in line)
    assert "cannot be read" in unreadable
    assert "another SHA-256" in altered_text


def test_altered_texts_are_told_by_their_names(database: Database) -> None:
    document = talks()
    save(database, document)
    sha256 = document.document.sha256
    assert altered(database, [sha256]) == []
    change(database, "UPDATE documents SET text = text || '!'")
    assert altered(database, [sha256, "0" * 64]) == [sha256]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "CREATE TRIGGER lie AFTER INSERT ON documents BEGIN UPDATE documents SET text = ''; END",
            "trigger lie is not of",
        ),
        ("DROP TRIGGER search_text_removed", "trigger search_text_removed is missing"),
        ("CREATE VIEW lie AS SELECT 1", "view lie is"),
        ("CREATE INDEX lie ON documents(text)", "index lie is"),
    ],
)
def test_what_somebody_added_to_the_schema_is_found(database: Database, statement: str, words: str) -> None:
    if database.dialect != "sqlite":
        pytest.skip("the statements are SQLite's")
    save(database, talks())
    change(database, statement)
    assert words in problems(database)


def used_places(path: Path) -> list[int]:
    """Where pages in use begin: all but the free ones."""
    with sqlite3.connect(path) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    return [number * size for number in range(pages)]


def test_random_damage_is_told_without_a_traceback(tmp_path: Path) -> None:
    sound = tmp_path / "sound.db"
    with open_database(f"sqlite:///{sound}") as database:
        save(database, talks())
    with sqlite3.connect(sound) as connection:
        connection.execute("VACUUM")
    places = used_places(sound)
    for seed in range(0, 24, 3):  # scripts/siege tries as many as time allows
        chance = random.Random(seed)
        data = bytearray(sound.read_bytes())
        used = [at for at in range(places[seed % len(places)], places[seed % len(places)] + 4096) if data[at]]
        at = chance.choice(used)
        for offset in range(16):
            if at + offset < len(data):
                data[at + offset] ^= 1 + chance.randrange(255)
        damaged = tmp_path / "damaged.db"
        damaged.write_bytes(data)
        result = CliRunner().invoke(cli, ["db", "check", "--db", str(damaged)])
        assert result.exit_code == 1, f"seed {seed} at {at}: {result.output}"
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), seed
        for rest in tmp_path.glob("damaged.db*"):
            rest.unlink()
