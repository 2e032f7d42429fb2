from dataclasses import replace
from datetime import UTC, datetime

from attrib.data import Document
from attrib.store.database.migrate import head
from attrib.store.database.session import Database
from attrib.store.save import save, save_document
from attrib.store.stats import stats
from tests.store.newsdesk import NEXT_RUN, RUN, talks


def test_an_empty_database_counts_nothing(database: Database) -> None:
    counted = stats(database)
    assert (counted.documents, counted.statements, counted.actors, counted.runs) == (0, 0, 0, ())
    assert (counted.first_at, counted.types) == (None, ())
    assert counted.schema == head()
    assert counted.size > 0


def test_what_search_shows_is_counted_apart_from_older_runs(database: Database) -> None:
    save(database, talks())
    save(database, replace(talks(NEXT_RUN), statements=talks().statements[:2]))
    save_document(database, Document("Guten Tag.", language="de"))
    counted = stats(database)
    assert (counted.documents, counted.extracted, counted.statements, counted.older_statements) == (2, 1, 2, 4)
    assert (counted.with_speaker, counted.actors, counted.stances, counted.reviews) == (2, 3, 0, 0)
    assert counted.first_at == counted.last_at == datetime(2025, 11, 6, tzinfo=UTC)
    assert counted.types == (("direct", 1), ("mixed", 1))
    assert counted.outlets == (("BBC News", 1), ("unknown", 1))
    assert dict(counted.languages) == {"de": 1, "unknown": 1}
    runs = {run.id: (run.documents, run.current_documents, run.statements) for run in counted.runs}
    assert runs == {RUN.id: (1, 0, 4), NEXT_RUN.id: (1, 1, 2)}
