from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import shake_256
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from attrib.data import (
    REJECTED,
    ActorKind,
    Assertion,
    Document,
    Occasion,
    PrintedLine,
    SaidDates,
    SaidPrecision,
    Span,
    StatementQuery,
    StatementType,
)
from attrib.data.document_edits import EditedField
from attrib.errors import StoreError
from attrib.resources import folder
from attrib.store.actors.alike_names import compare_names
from attrib.store.actors.decisions import list_judgements
from attrib.store.database import migrate
from attrib.store.database.check import check
from attrib.store.database.session import open_database, open_engine
from attrib.store.documents.added_statements import AddedStatement, add_statement
from attrib.store.documents.known_page import known_page
from attrib.store.documents.mending import edit_documents, find_summary, list_edits
from attrib.store.naming.identity import actor_id
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review, undo_review
from attrib.store.save import save, save_document
from attrib.store.search.query import count, get, search
from attrib.store.search.vectors import embed_lacking, lacking
from tests.store.meaning import WordEncoder
from tests.store.newsdesk import talks
from tests.store.speaking import says

OLD_ACTORS = (
    "INSERT INTO actors (id, name, kind, key) VALUES ('0000000000000001', 'J. K. Rowling', 'person', 'j k rowling')",
    "INSERT INTO actors (id, name, kind, key) VALUES ('0000000000000002', 'Ann Lee', 'person', 'ann lee')",
    f"""INSERT INTO actors (id, name, kind, key)
    VALUES ('{actor_id("jk rowling", ActorKind.PERSON, None)}', 'JK Rowling', 'person', 'jk rowling')""",
    "INSERT INTO aliases (actor_id, alias, folded) VALUES ('0000000000000001', 'J. K. Rowling', 'j k rowling')",
    f"""INSERT INTO aliases (actor_id, alias, folded)
    VALUES ('{actor_id("jk rowling", ActorKind.PERSON, None)}', 'JK Rowling', 'jk rowling')""",
    """INSERT INTO judgements (id, kind, actor_id, other_actor_id, judged_by, judged_at, undone_by, undone_at)
    VALUES ('j1', 'split', '0000000000000001', '0000000000000002', 'eva', '2026-01-02 03:04:05+00:00',
    'eva', '2026-01-03 03:04:05+00:00')""",
)
BROKEN = '''"""Fails half-way."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer()))
    with op.batch_alter_table("runs") as batch:
        batch.add_column(sa.Column("colour", sa.Text()))
    op.execute("DELETE FROM search_text")
    op.execute("INSERT INTO nowhere VALUES (1)")
'''


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_the_head_is_the_newest_revision() -> None:
    assert revisions()[-1] == migrate.head()


def test_every_step_from_nothing_and_back(url: str) -> None:
    engine = open_engine(url)
    for revision in revisions():
        migrate.migrate(engine, revision)
        assert migrate.current(engine) == revision
    with open_database(url) as database:
        assert check(database) == []
    migrate.migrate(engine, "base", down=True)
    assert tables(url) == {"alembic_version"}
    assert migrate.current(engine) is None
    engine.dispose()
    with open_database(url) as database:
        save(database, talks())
        assert check(database) == []


def test_a_filled_database_of_each_revision_is_upgraded(url: str) -> None:
    """Filled at the head and taken down step by step, then up again: what both ends hold survives."""
    with open_database(url) as database:
        save(database, talks())
        for revision in reversed(revisions()):
            migrate.migrate(database.engine, revision, down=True)
            migrate.migrate(database.engine, migrate.head())
            assert count(database, StatementQuery(text="peace")) == 1
        assert check(database) == []


def test_names_are_found_by_their_parts_after_an_upgrade(url: str) -> None:
    asked = StatementQuery(actor=("Muj",)), StatementQuery(role=("spok",))
    with open_database(url) as database:
        save(database, talks())
        found = [count(database, query) for query in asked]
        assert all(found)
        migrate.migrate(database.engine, "0017", down=True)
        migrate.migrate(database.engine, migrate.head())
        assert [count(database, query) for query in asked] == found
        assert compare_names(database) > 0  # what is alike is not known before
        assert check(database) == []


def test_reviewed_statements_have_no_assertion_until_they_are_read_again(url: str) -> None:
    """A review of an assertion is one that an older attrib does not know; all others stay, with the machine's word."""
    with open_database(url) as database:
        read = talks()
        told = tuple(replace(statement, assertion=Assertion.DENIED) for statement in read.statements)
        save(database, replace(read, statements=told))
        [first, second, *_] = search(database, StatementQuery())
        review(database, first.statement_id, Correction(type=StatementType.MIXED, assertion=Assertion.ASKED), "eva")
        batch, _ = review(database, second.statement_id, Correction(role="envoy"), "eva")
        migrate.migrate(database.engine, "0004", down=True)
        migrate.migrate(database.engine, migrate.head())
        assert {record.assertion for record in search(database, StatementQuery())} == {None}
        [again] = search(
            database, StatementQuery(type=(StatementType.MIXED,), actor_id=(first.actor_id or "",), limit=1)
        )
        assert [item.field for item in again.reviews] == ["type"]
        undo_review(database, batch, "eva")
        assert get(database, second.statement_id) == replace(second, assertion=None)
        assert check(database) == []


def test_initials_become_one_word_and_judgements_stay(url: str) -> None:
    engine = open_engine(url)
    migrate.migrate(engine, "0001")
    with engine.execution_options(writer=True).begin() as connection:
        for statement in OLD_ACTORS:
            connection.execute(text(statement))
    migrate.migrate(engine, migrate.head())
    engine.dispose()
    rowling = actor_id("jk rowling", ActorKind.PERSON, None)
    with open_database(url) as database, database.session() as session:
        assert session.execute(text("SELECT id, key FROM actors ORDER BY key")).all() == [
            ("0000000000000002", "ann lee"), (rowling, "jk rowling"),
        ]  # fmt: skip
        aliases = session.execute(text("SELECT actor_id, alias FROM aliases ORDER BY alias")).all()
        assert aliases == [(rowling, "J. K. Rowling"), (rowling, "JK Rowling")]
        (judgement,) = list_judgements(database, undone=True)
        assert (judgement.actor_id, judgement.other, judgement.judged_by) == (rowling, "Ann Lee", "eva")
        assert judgement.judged_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert check(database) == []


def test_a_failed_migration_leaves_the_earlier_state(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_database(url) as database:
        save(database, talks())
    before, head = tables(url), migrate.head()
    broken = tmp_path / "migrations"
    copytree(folder("migrations"), broken)
    (broken / "versions" / "9999_broken.py").write_text(BROKEN.format(head=head))
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "folder", lambda _name: broken)
        patched.setattr(migrate, "HEAD", "9999")
        with pytest.raises(StoreError, match="nowhere"):
            open_database(url)
    assert tables(url) == before
    with open_database(url, upgrade=False) as database:
        assert migrate.current(database.engine) == head
        assert count(database, StatementQuery(text="peace")) == 1
        assert check(database) == []


def test_a_newer_schema_is_refused(url: str) -> None:
    with open_database(url) as database, database.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '2042'"))
    with pytest.raises(
        StoreError, match=r"was made by a newer attrib \(schema 2042, this one knows up to \d+\); upgrade"
    ):
        open_database(url)


def test_an_older_schema_is_refused_where_it_may_not_be_upgraded(url: str) -> None:
    with pytest.raises(StoreError, match=r"has schema none, expected .*; run `attrib db upgrade`"):
        open_database(url, upgrade=False)
    assert tables(url) == set()


def test_alembic_s_own_command_line_finds_the_migrations(url: str) -> None:
    open_database(url).close()
    shown = StringIO()
    config = Config(stdout=shown)
    config.set_main_option("script_location", str(folder("migrations")))
    config.cmd_opts = type("Options", (), {"x": [f"db={url}"]})()
    command.current(config)
    assert migrate.head() in shown.getvalue()
    config.cmd_opts = None
    with pytest.raises(StoreError, match="which database"):
        command.current(config)


def test_two_spellings_of_initials_with_one_role_in_one_article_become_one(url: str) -> None:
    with open_database(url) as database:
        save(database, says("JK Rowling", 1, of="Lumos", role="founder"))
        migrate.migrate(database.engine, "0001", down=True)
        with database.begin() as session:
            session.execute(text(OLD_ACTORS[0]))
            columns = "organization, role, document_key, run_id, organization_key, statement_number, on_date"
            session.execute(
                text(
                    f"INSERT INTO affiliations (actor_id, {columns}) SELECT '0000000000000001', {columns} "
                    "FROM affiliations"
                )
            )
        migrate.migrate(database.engine, migrate.head())
        with database.session() as session:
            assert session.execute(text("SELECT actor_id, organization FROM affiliations")).all() == [
                (actor_id("jk rowling", ActorKind.PERSON, None), "Lumos")
            ]
        assert check(database) == []


def test_stances_and_reviews_of_a_filled_database_survive_both_ways(url: str) -> None:
    """Down at 0002 the machine's word stands again; up again, what was stored there is as it was and wants vectors."""
    with open_database(url) as database:
        save(database, says("Ann Lee", 1, against="Pakistan", day="2025-01-02"))
        save(database, says("Bo Diaz", 2, against="Norland"))
        before = list(search(database, StatementQuery()))
        ann, bo = (record.statement_id for record in before)
        review(database, ann, Correction(speaker="Cy Ray", type=StatementType.MIXED, stance="support"), "eva")
        review(database, bo, Correction(verdict=REJECTED), "eva")
        migrate.migrate(database.engine, "0002", down=True)
        with database.session() as session:
            rows = session.execute(text("SELECT speaker, type, current FROM statements ORDER BY speaker")).all()
            assert [tuple(row) for row in rows] == [("Ann Lee", "direct", True), ("Bo Diaz", "direct", True)]
            labels = session.execute(text("SELECT target, label FROM stances ORDER BY target")).all()
            assert [tuple(row) for row in labels] == [("Norland", "oppose"), ("Pakistan", "oppose")]
        migrate.migrate(database.engine, migrate.head())
        after = [replace(record, reviews=(), reviewed="") for record in search(database, StatementQuery())]
        assert after == before
        assert lacking(database, WordEncoder.id) == 2
        assert sum(embed_lacking(database, WordEncoder, WordEncoder.id)) == 2
        assert check(database) == []


def test_drawn_statements_go_with_the_revision_that_knows_them(url: str) -> None:
    """Down to 0006 the machine's quotes are back and added statements are gone; other reviews stay."""
    with open_database(url) as database:
        save(database, talks())
        before = [*search(database, StatementQuery(sort="position"))]
        review(database, before[0].statement_id, Correction(quote="We want"), "eva")
        review(database, before[1].statement_id, Correction(role="envoy"), "eva")
        added = AddedStatement("it was too", Correction(speaker="Zabihullah Mujahid"), "said")
        add_statement(database, before[0].document_sha256, added, "eva")
        assert check(database) == []
        migrate.migrate(database.engine, "0006", down=True)
        migrate.migrate(database.engine, migrate.head())
        after = [*search(database, StatementQuery(sort="position"))]
        assert [record.quote for record in after] == [record.quote for record in before]
        assert [record.role for record in after[:2]] == ["spokesperson", "envoy"]
        assert check(database) == []


def test_provenance_goes_with_the_revision_that_knows_it(url: str) -> None:
    with open_database(url) as database:
        save_document(database, Document("It rained.", "rain.html", raw_sha256="ab" * 32))
        edit_documents(database, ["rain.html"], {EditedField.ARCHIVE: {"archive_url": "https://a.example"}}, "eva")
        edit_documents(database, ["rain.html"], {EditedField.TITLE: {"title": "Rain"}}, "eva")
        migrate.migrate(database.engine, "0007", down=True)
        migrate.migrate(database.engine, migrate.head())
        found = find_summary(database, "rain.html")
        assert (found.title, found.raw_sha256, found.archive_url) == ("Rain", None, None)
        assert [edit.field for edit in list_edits(database)] == [EditedField.TITLE]
        assert check(database) == []


def test_occasions_and_scores_go_with_the_revision_that_knows_them(url: str) -> None:
    with open_database(url) as database:
        read = talks()
        first, *rest = read.statements
        dates = SaidDates(date(2025, 10, 27), date(2025, 10, 27), SaidPrecision.DAY)
        told = replace(first, occasion=Occasion(time=Span(0, 3), place=Span(4, 9), dates=dates))
        save(database, replace(read, statements=(told, *rest)))
        migrate.migrate(database.engine, "0011", down=True)
        migrate.migrate(database.engine, migrate.head())
        found = list(search(database, StatementQuery()))
        assert len(found) == len(read.statements)
        assert {(record.time, record.place, record.worth) for record in found} == {(None, None, None)}
        assert all(record.occasion.dates is None or record.occasion.dates.basis == "published" for record in found)
        assert check(database) == []


def test_pages_are_found_by_the_keys_of_their_addresses_from_the_upgrade_on(url: str) -> None:
    known = Document("It rained.", "https://gull.example/rain", etag='"1"', reading="r1")
    unknown = Document("It snowed.", "https://gull.example/snow")
    long = Document("It hailed.", f"https://gull.example/hail?from={shake_256(b'x').hexdigest(3000)}", reading="r1")
    with open_database(url) as database:
        for page in (known, unknown, long):
            save_document(database, page)
        migrate.migrate(database.engine, "0016", down=True)
        migrate.migrate(database.engine, migrate.head())
        assert check(database) == []
        assert known_page(database, known.location, "r1") == known
        assert known_page(database, unknown.location, "r1") is None
        assert known_page(database, long.location, "r1") is None  # is loaded anew; 0016 cannot hold it on PostgreSQL
        save_document(database, long)
        assert known_page(database, long.location, "r1") == long


def test_versions_and_lines_of_pages_go_and_come_back_with_the_next_reading(url: str) -> None:
    line = PrintedLine(0, 4, 3, 60.0, 700.0, 300.0, 712.0)
    day = datetime(2025, 3, 5, tzinfo=UTC)
    page = Document("It rained.", "https://gull.example/rain", etag='"1"', reading="r1", lines=(line,), modified_at=day)
    with open_database(url) as database:
        save_document(database, page)
        save_document(database, replace(page, modified_at=day.replace(day=6)))
        migrate.migrate(database.engine, "0013", down=True)
        migrate.migrate(database.engine, migrate.head())
        assert check(database) == []
        assert list_edits(database) == []
        assert find_summary(database, page.location).modified_at is None
        assert known_page(database, page.location, "r1") is None
        save_document(database, page)
        assert find_summary(database, page.location).modified_at == day
        assert known_page(database, page.location, "r1") == replace(page, lines=())
