"""The page while an ingest runs: every answer is there, no snapshot stays open, and the log of SQLite stays small."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

import attrib
from attrib import Desk, Document
from attrib.services import models
from attrib.store.database import session
from tests.newsroom import SayingPipeline, article

PATHS = ("/search", "/search?text=word", "/search?sort=position&actor=Ann+Lee", "/export.csv?actor=Cy+Ray", "/actors")
CHECKPOINT = 100  # pages, in place of 4,000, so that few articles show whether the log is begun anew
ARTICLES = 40


def many() -> Iterator[Document]:
    for number in range(ARTICLES):
        sayings = [("Ann Lee", f"Word {number} {place} was given") for place in range(5)]
        yield Document(article(*sayings, extra="\n\n" + "Filling words stand here. " * 2000), f"{number}.txt")


def test_pages_answer_while_an_ingest_runs(
    browser: TestClient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
    often = tuple(each.replace("checkpoint=4000", f"checkpoint={CHECKPOINT}") for each in session._PRAGMAS)
    assert often != session._PRAGMAS
    monkeypatch.setattr(session, "_PRAGMAS", often)
    models.shared_pipeline.cache_clear()
    ended = threading.Event()
    log = tmp_path / "news.db-wal"
    sizes: list[int] = []

    def write() -> None:
        try:
            with attrib.open(tmp_path / "news.db") as other:
                other.ingest(many(), vectors=False, progress=lambda _: sizes.append(log.stat().st_size))
        finally:
            ended.set()

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        statuses = [browser.get(path).status_code for _ in iter(ended.is_set, True) for path in PATHS]
        writing.result()
    models.shared_pipeline.cache_clear()
    assert set(statuses) <= {200}
    assert len(sizes) == ARTICLES
    assert max(sizes) < ARTICLES * sizes[0] / 2  # the first article is written to an empty log
    assert open_connections(desk) == 0
    assert f"{5 + 5 * ARTICLES} statements" in browser.get("/search").text


def open_connections(desk: Desk) -> int:
    engine: Engine = desk._opened().engine
    return int(engine.pool.status().partition("Current Checked out connections: ")[2])
