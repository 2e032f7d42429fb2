"""What grows with the database, and how: four times as much is to cost about four times as much, not sixteen."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select, text

from attrib.data import Document, StatementQuery
from attrib.store.database.counted import COUNTED
from attrib.store.database.session import Database, open_database
from attrib.store.documents.verifying import stored_documents
from attrib.store.save import save_many
from attrib.store.schema.documents import DocumentRow
from attrib.store.search.query import search
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates
from tests.store.steps import steps

SMALL, LARGE = 20, 80
MOST = 5.5  # times the cost of a quarter of the rows; what sorts takes a little more than four

REVIEWS = """
    INSERT INTO reviews (id, statement_id, document_key, start, "end", field, reviewed_by, reviewed_at, followed_by)
    SELECT id, id, document_key, start, "end", 'added', 'ann', '2020-01-01 00:00:00', id FROM statements
"""


def fill(database: Database, count: int) -> None:
    """Articles of three statements by the same two ministers, one a day, of which people added a statement each."""
    documents = [
        Document(article(("Ann Lee, minister of Norland", f"It is {number}"), ("Bo Ray, chief of Mint", "No"))
                 + f'\\n\\nCy Dee said nothing {number}.', f"{number}.txt")
        for number in range(count)
    ]  # fmt: skip
    save_many(database, list(SayingPipeline().extract(documents)))
    with database.begin() as session:
        session.execute(text("UPDATE statements SET date_order = -number"))


@pytest.fixture(scope="module")
def databases(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    """A small and a large database, the second with four times as much."""
    folder = tmp_path_factory.mktemp("costs")
    with ExitStack() as opened:
        made = [opened.enter_context(open_database(templates.copy(folder / f"{size}.db"))) for size in (SMALL, LARGE)]
        for database, size in zip(made, (SMALL, LARGE), strict=True):
            fill(database, size)
        yield made[0], made[1]


@pytest.mark.parametrize("what", COUNTED)
def test_checks_are_linear(databases: tuple[Database, Database], what: str) -> None:
    def run(database: Database) -> int:
        with database.session() as session:
            found = session.scalar(text(COUNTED[what]))
        assert isinstance(found, int)
        return found

    small, large = (steps(database, partial(run, database)) for database in databases)
    assert large <= MOST * small + 200


def test_checking_a_document_costs_the_same_among_many(databases: tuple[Database, Database]) -> None:
    def run(database: Database) -> None:
        with database.session() as session:
            keys = session.scalars(select(DocumentRow.key).order_by(DocumentRow.key).limit(5)).all()
        assert all(document.statements for document in stored_documents(database, keys))

    small, large = (steps(database, partial(run, database)) for database in databases)
    assert large <= 1.2 * small


def test_a_role_at_a_date_is_linear(databases: tuple[Database, Database]) -> None:
    query = StatementQuery(role=("minister",), as_of=datetime(2020, 1, 1, tzinfo=UTC), limit=5)

    def run(database: Database) -> None:
        assert [record.speaker for record in search(database, query)] == ["Ann Lee"] * 5

    small, large = (steps(database, partial(run, database)) for database in databases)
    assert large <= MOST * small


def test_a_rare_role_at_a_date_costs_the_same_among_many_statements(databases: tuple[Database, Database]) -> None:
    query = StatementQuery(role=("admiral",), as_of=datetime(2020, 1, 1, tzinfo=UTC), limit=5)
    fleet = Document(article(("Di Poe, admiral of Fleet", "We sail")), "fleet.txt")

    def run(database: Database) -> None:
        assert [record.speaker for record in search(database, query)] == ["Di Poe"]

    for database in databases:
        save_many(database, list(SayingPipeline().extract([fleet])))
        with database.begin() as session:
            session.execute(text("UPDATE statements SET date_order = -number"))
    small, large = (steps(database, partial(run, database)) for database in databases)
    assert large <= 1.1 * small + 20
