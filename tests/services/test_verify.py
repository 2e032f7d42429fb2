"""Stored documents are checked: a text, span, word or file that is not as it was is told, and pages are looked at."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from attrib.data import Document, StatementQuery
from attrib.data.verification import Check, Outcome, Verified
from attrib.errors import NotFoundError, ReadError
from attrib.readers.sources import read
from attrib.readers.web import PageGoneError
from attrib.services.ingest import ingest
from attrib.services.verify import verify
from attrib.store.database.session import Database, open_database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.search.query import search
from tests.newsroom import SayingPipeline, article
from tests.store.backends import BACKENDS, Templates

TALKS = article(("Ann Lee", "The talks failed"), ("Bo Lee", "We never saw a paper, not one"))
MARKETS = article(("Cy Ray", "Prices rose"))
ADDRESS = "https://gull.example/talks"


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    """Two articles: one of a file, one of a page."""
    (tmp_path / "markets.txt").write_text(MARKETS, encoding="utf-8")
    items = [*read(tmp_path / "markets.txt"), Document(TALKS, ADDRESS, url=ADDRESS)]
    with templates.url(request.param, tmp_path) as url, open_database(url) as opened:
        list(ingest(items, SayingPipeline(), opened, readable=lambda _: True))
        yield opened


def mismatches(database: Database, names: Sequence[str] = ()) -> list[tuple[Check, Outcome]]:
    return [(item.check, item.outcome) for item in verify(database, StatementQuery(), names) if item.mismatch]


def page(database: Database, today: str | ReadError) -> list[Verified]:
    """The checks of the talks' page, which is `today` now."""

    def fetch(url: str) -> Document:
        assert url == ADDRESS
        if isinstance(today, ReadError):
            raise today
        return Document(today, url)

    checks = verify(database, StatementQuery(), [ADDRESS], online=True, fetch=fetch)
    return [item for item in checks if item.check is Check.PAGE]


def test_what_is_as_it_was_has_no_mismatch(database: Database, tmp_path: Path) -> None:
    checks = list(verify(database, StatementQuery()))
    assert not [item for item in checks if item.mismatch]
    assert {item.outcome for item in checks if item.check is Check.RAW} == {Outcome.SAME, Outcome.NOT_AT_HAND}
    (tmp_path / "markets.txt").unlink()
    assert mismatches(database) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE documents SET text = replace(text, 'failed', 'flowed')", [Check.TEXT, Check.SPANS]),
        ("UPDATE documents SET text = text || ' '", [Check.TEXT, Check.TEXT]),
        ("""UPDATE spans SET "end" = "end" + 1 WHERE role = 'cue'""", [Check.SPANS] * 3),
        ("""UPDATE spans SET "end" = 99999 WHERE role = 'source'""", [Check.SPANS] * 3),
        ("UPDATE search_text SET words = 'prices fell' WHERE words = 'prices rose'", [Check.SPANS]),
        ("DELETE FROM spans", [Check.SPANS] * 3),
    ],
    ids=["word", "space", "cue", "outside", "search words", "no spans"],
)
def test_what_was_changed_behind_attrib_is_found(database: Database, change: str, found: list[Check]) -> None:
    with database.begin() as connection:
        connection.execute(text(change))
    assert [check for check, _ in mismatches(database)] == found


def test_a_file_with_one_other_byte_is_found(database: Database, tmp_path: Path) -> None:
    (tmp_path / "markets.txt").write_text(MARKETS.replace("rose", "rise"), encoding="utf-8")
    assert mismatches(database) == [(Check.RAW, Outcome.DIFFERENT)]
    assert mismatches(database, [ADDRESS]) == []


def test_a_record_may_stand_in_another_line(templates: Templates, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One fell."}\n{"text": "Two rose."}\n')
    with open_database(templates.copy(tmp_path / "other.db")) as opened:
        list(ingest(read(path), SayingPipeline(), opened, readable=lambda _: True))
        path.write_text('{"text": "Two rose."}\n{"text": "One fell!"}\n')
        raw = {item.place[-1]: item.outcome for item in verify(opened, StatementQuery()) if item.check is Check.RAW}
    assert raw == {"1": Outcome.DIFFERENT, "2": Outcome.SAME}


def test_what_people_drew_otherwise_is_no_mismatch(database: Database) -> None:
    (record,) = search(database, StatementQuery(text="prices"))
    review(database, record.statement_id, Correction(quote="Prices"), "eva")
    assert mismatches(database) == []


def test_filters_choose_documents(database: Database) -> None:
    checks = verify(database, StatementQuery(text="prices"))
    assert {item.place.rpartition("/")[2] for item in checks} == {"markets.txt"}
    with pytest.raises(NotFoundError):
        verify(database, StatementQuery(), ["nowhere.txt"])


@pytest.mark.parametrize(
    ("today", "outcomes"),
    [
        (TALKS, [Outcome.FOUND, Outcome.FOUND]),
        ("Corrected.\n\n" + "\n\n".join(reversed(TALKS.split("\n\n"))), [Outcome.MOVED, Outcome.MOVED]),
        (TALKS.replace("saw a paper", "saw any paper"), [Outcome.FOUND, Outcome.CHANGED]),
        (TALKS.partition("\n\n")[0] + "\n\nMore tomorrow, when the envoys meet in the old town hall.",
         [Outcome.MOVED, Outcome.GONE]),
        (PageGoneError("the server answers 410"), [Outcome.GONE]),
        (ReadError("no answer"), [Outcome.NOT_REACHED]),
    ],
    ids=["same", "turned round", "changed", "cut", "taken down", "not reached"],
)  # fmt: skip
def test_quotes_are_looked_for_in_the_page_today(
    database: Database, today: str | ReadError, outcomes: list[Outcome]
) -> None:
    assert [item.outcome for item in page(database, today)] == outcomes
