"""Rows added one by one, and by COPY where PostgreSQL takes many."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from attrib.errors import StoreError
from attrib.store.database.adding import LEAST_COPIED, add_rows
from attrib.store.database.session import Database
from attrib.store.schema.actors import ActorRow, AliasRow
from attrib.store.schema.columns import Row
from attrib.store.schema.runs import RunRow
from attrib.store.schema.search import TermRow, VectorBlockRow

MANY = 2 * LEAST_COPIED
ODD = ("tab\there", "line\nbreak", "back\\slash \\N", "quote ' and \"", "é “curly” 漢", "", " ")


def terms(names: range) -> list[Row]:
    return [{"kind": "role", "key": f"{number:04}"} for number in names]


def size(database: Database, table: type[TermRow]) -> int:
    with database.session() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("count", [1, MANY])
def test_rows_that_are_known_are_left_out_and_not_counted(database: Database, count: int) -> None:
    with database.begin() as connection:
        assert add_rows(connection, TermRow, terms(range(count))) == count
        assert add_rows(connection, TermRow, terms(range(count)), unless_known=True) == 0
        assert add_rows(connection, TermRow, terms(range(2 * count)), unless_known=True) == count
        assert add_rows(connection, TermRow, terms(range(0)), unless_known=True) == 0
    assert size(database, TermRow) == 2 * count


@pytest.mark.parametrize("count", [1, MANY])
def test_a_known_row_is_an_error_where_none_may_be(database: Database, count: int) -> None:
    with database.begin() as connection:
        add_rows(connection, TermRow, terms(range(count)))
    with pytest.raises(StoreError, match=r"(?i)unique"), database.begin() as connection:
        add_rows(connection, TermRow, terms(range(count)))
    assert size(database, TermRow) == count


def test_what_is_undone_leaves_nothing_for_the_next_rows(database: Database) -> None:
    def fail(_: object) -> None:
        raise RuntimeError

    for act in (fail, lambda _: None):
        try:
            with database.begin() as connection:
                add_rows(connection, TermRow, terms(range(MANY)), unless_known=True)
                act(connection)
        except RuntimeError:
            assert size(database, TermRow) == 0
    assert size(database, TermRow) == MANY


def _actors(count: int) -> list[Row]:
    return [
        {"id": f"{number:016x}", "name": f"{ODD[number % len(ODD)]}{number}", "kind": "person", "key": "k",
         "document_key": None}
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("unless_known", [False, True])
@pytest.mark.parametrize("count", [7, MANY])
def test_values_come_back_as_they_were(database: Database, count: int, unless_known: bool) -> None:
    actors = _actors(count)
    aliases = [{"actor_id": each["id"], "alias": each["name"], "folded": "f"} for each in actors]
    with database.begin() as connection:
        add_rows(connection, ActorRow, actors, unless_known=unless_known)
        add_rows(connection, AliasRow, aliases, unless_known=unless_known)
    with database.session() as session:
        found = session.execute(select(ActorRow.name, ActorRow.document_key).order_by(ActorRow.id)).all()
        assert [row.name for row in found] == [row["name"] for row in actors]
        assert {row.document_key for row in found} == {None}
        assert set(session.execute(select(AliasRow.found, AliasRow.judged)).all()) == {(True, None)}, "defaults"


@pytest.mark.parametrize("count", [1, MANY])
def test_times_json_and_bytes_are_converted(database: Database, count: int) -> None:
    moment = datetime(2025, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
    settings = {"list": [1, 2.5, None], "é": "\\N\t"}
    made = {"model": "m", "weights_digest": "0", "code_version": "1", "settings": settings, "first_at": moment}
    block = {"encoder": "e", "count": 1, "numbers": bytes(range(256)), "scales": b"", "vectors": b"\\x00\n"}
    with database.begin() as connection:
        add_rows(connection, RunRow, [made | {"id": str(number)} for number in range(count)], unless_known=True)
        add_rows(connection, VectorBlockRow, [block] * count)
    with database.session() as session:
        for row in session.execute(select(RunRow.settings, RunRow.first_at)):
            assert row == (settings, moment)
        blocks = session.execute(select(VectorBlockRow.numbers, VectorBlockRow.scales, VectorBlockRow.vectors)).all()
    assert set(blocks) == {(bytes(range(256)), b"", b"\\x00\n")}
    assert len(blocks) == count


@pytest.mark.parametrize("count", [1, MANY])
def test_a_value_that_is_missing_is_an_error(database: Database, count: int) -> None:
    rows = terms(range(count))
    rows[-1]["key"] = None
    with pytest.raises(StoreError, match=r"(?i)null"), database.begin() as connection:
        add_rows(connection, TermRow, rows)
    assert size(database, TermRow) == 0
