"""Stored documents are read again with a newer run, from the text in the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from attrib.data import Document, Run, StatementQuery
from attrib.services.ingest import Fate, ingest
from attrib.services.reread import reread, waiting
from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.search.query import search
from tests.newsroom import SayingPipeline, article
from tests.store.backends import BACKENDS, Templates

NEWER = Run("sayings", "1" * 64, "2")


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    """Five articles that a run has read, and one in another language that none has."""
    with templates.url(request.param, tmp_path) as url, open_database(url) as opened:
        documents = [Document(article(("Ann Lee", f"Point {number}")), f"{number}.txt") for number in range(5)]
        foreign = Document("Il pleut.", "temps.txt", language="fr")
        for _ in ingest([*documents, foreign], SayingPipeline(), opened, readable=lambda item: item.language is None):
            pass
        yield opened


def test_every_document_of_another_run_is_read_once(database: Database) -> None:
    newer = SayingPipeline(run=NEWER)
    assert waiting(newer, database) == 5
    outcomes = list(reread(newer, database))
    assert [(outcome.fate, outcome.statements) for outcome in outcomes] == [(Fate.UPDATED, 1)] * 5
    assert waiting(newer, database) == 0
    assert list(reread(newer, database)) == []
    assert {record.run_id for record in search(database, StatementQuery())} == {NEWER.id}
    assert check(database) == []


def test_it_goes_on_where_it_was_stopped(database: Database) -> None:
    newer = SayingPipeline(run=NEWER)
    outcomes = reread(newer, database)
    for _ in range(2):
        next(outcomes)
    outcomes.close()
    assert waiting(newer, database) == 3
    assert len(list(reread(newer, database))) == 3
    assert waiting(newer, database) == 0


def test_a_run_of_before_is_shown_again_without_reading(database: Database) -> None:
    list(reread(SayingPipeline(run=NEWER), database))
    older = SayingPipeline()
    assert [outcome.fate for outcome in reread(older, database)] == [Fate.SHOWN_AGAIN] * 5
    assert older.seen == []
    assert {record.run_id for record in search(database, StatementQuery())} == {older.run.id}
    assert check(database) == []
