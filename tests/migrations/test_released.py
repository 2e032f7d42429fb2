"""A database that an older attrib made loses nothing: not its statements, not what people have said."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from attrib.cli.main import cli
from attrib.data import ActorKind, Document, Extraction, Run, Speaker, StanceLabel, Statement, StatementQuery
from attrib.services.ingest import Fate
from attrib.services.reread import reread
from attrib.services.runs import list_runs
from attrib.store.actors.decisions import list_judgements
from attrib.store.actors.listing import resolve_actor
from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.reviews.listing import list_reviews
from attrib.store.search.query import count, get, search

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "databases"
OLD_RUN = "f657bb249aab5a47"
NOT_COUNTED = ("sqlite_", "search_index", "alembic_version")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the database of 0.1.0."""
    copy = tmp_path / "0.1.0.db"
    with gzip.open(FIXTURES / "0.1.0.db.gz") as packed, copy.open("wb") as stream:
        shutil.copyfileobj(packed, stream)
    return copy


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    with open_database(f"sqlite:///{file}") as opened:
        yield opened


def rows(file: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
            if not name.startswith(NOT_COUNTED)
        }


def test_an_upgrade_loses_no_row(file: Path) -> None:
    before = rows(file)
    result = CliRunner().invoke(cli, ["db", "upgrade", "--db", str(file)])
    assert result.exit_code == 0, result.output
    after = rows(file)
    assert {name: after.get(name) for name in before} == before
    assert before["statements"] == 28
    assert before["reviews"] == 7
    with open_database(f"sqlite:///{file}", upgrade=False) as opened:
        assert check(opened) == []


def test_statements_are_found_as_before(database: Database) -> None:
    assert count(database, StatementQuery()) == 27
    assert count(database, StatementQuery(rejected=True)) == 1
    (peace,) = search(database, StatementQuery(text="reservoirs"))
    assert (peace.speaker, peace.quote) == ("critics of the government", "the reservoirs were half empty")
    (festival,) = search(database, StatementQuery(outlet=("The Gull",), actor=("Solberg",)))
    assert festival.quote == "“It was the best one yet,”"
    assert festival.url == "https://gull.example/festival"
    assert {record.run_id for record in search(database, StatementQuery())} == {OLD_RUN}


def test_what_people_said_holds(database: Database) -> None:
    assert len(list_reviews(database)) == 6
    assert len(list_reviews(database, undone=True)) == 7
    judgements = list_judgements(database)
    assert [str(item.kind) for item in judgements] == ["alias", "split", "rename", "merge"]
    assert {item.judged_by for item in judgements} == {"eva"}
    assert count(database, StatementQuery(actor=("A. Okoye",))) == 4
    assert resolve_actor(database, "The Iron Heron").name == "Helen Marsh"
    assert resolve_actor(database, "Solberg").name == "Ingrid M. Solberg"
    court = get(database, "f51cd865")
    assert (court.speaker, court.role, court.affiliation) == ("Carl Brandt", "spokesman", "Port Authority")
    (stance,) = get(database, "163fecae").stances
    assert (stance.target, stance.label, stance.reviewed) == ("decision", StanceLabel.NEUTRAL, True)
    assert get(database, "123e7196").reviewed.startswith("accepted (eva")


class Replay:
    """Finds what is stored already, as a newer run and with another speaker for all of it."""

    run = Run("replay", "0" * 64, "0.2.0+test")
    warnings: tuple[str, ...] = ()

    def __init__(self, database: Database) -> None:
        self.found: dict[str, list[Statement]] = {}
        for query in (StatementQuery(), StatementQuery(rejected=True)):
            for record in search(database, query):
                spans = (record.content_spans, record.cue_spans, record.source_spans)
                statement = Statement(record.type, *spans, speaker=Speaker("Max Muster", ActorKind.PERSON))
                self.found.setdefault(record.document_sha256, []).append(statement)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            yield Extraction(document, self.run, tuple(self.found[document.sha256]))


def test_reviews_hold_for_a_newer_run(database: Database) -> None:
    outcomes = list(reread(Replay(database), database))
    assert [outcome.fate for outcome in outcomes] == [Fate.UPDATED] * 6
    assert [(run.id, run.documents, run.current_documents, run.statements) for run in list_runs(database)] == [
        (OLD_RUN, 6, 0, 28),
        (Replay.run.id, 6, 6, 28),
    ]
    assert count(database, StatementQuery()) == 27
    assert count(database, StatementQuery(rejected=True)) == 1
    reviewed = {record.reviewed: record for record in search(database, StatementQuery()) if record.reviewed}
    assert len(reviewed) == 3
    assert {record.run_id for record in reviewed.values()} == {Replay.run.id}
    (court,) = (record for record in reviewed.values() if "speaker: " in record.reviewed)
    assert (court.speaker, court.role, court.affiliation) == ("Carl Brandt", "spokesman", "Port Authority")
    (stance,) = next(record for record in reviewed.values() if "decision" in record.reviewed).stances
    assert (stance.target, stance.label) == ("decision", StanceLabel.NEUTRAL)
    assert get(database, "f51cd865").speaker == "Carl Brandt"
    assert check(database) == []


def test_the_shipped_models_read_it_again(file: Path) -> None:
    arguments = ["--db", str(file)]
    result = CliRunner().invoke(cli, ["ingest", "--again", "--device", "cpu", *arguments])
    assert result.exit_code == 0, result.output
    assert "6 documents (6 extracted anew)" in result.stderr
    with open_database(f"sqlite:///{file}") as database:
        old, new = list_runs(database)
        assert (old.id, old.documents, old.current_documents, old.statements) == (OLD_RUN, 6, 0, 28)
        assert (new.documents, new.current_documents) == (6, 6)
        assert new.statements > 20
        assert len(list_reviews(database)) == 6
        assert check(database) == []
    result = CliRunner().invoke(cli, ["db", "runs", "diff", OLD_RUN, new.id, *arguments])
    assert result.exit_code == 0, result.output
    assert "6 articles read by both" in result.stdout
    result = CliRunner().invoke(cli, ["ingest", "--again", "--device", "cpu", *arguments])
    assert "0 documents, 0 statements stored." in result.stderr
