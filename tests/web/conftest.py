"""A page over a small database, asked as a browser asks it, without a server or a model."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import attrib
from attrib import Desk, Document
from attrib.services import models
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder

pytest.importorskip("starlette", reason="the extra web is not installed")

from starlette.testclient import TestClient

from attrib.web.app import make_app

PORT = 8650
HOME = f"http://127.0.0.1:{PORT}"
SECRET = "t" * 43
OWN = {"sec-fetch-site": "same-origin", "origin": HOME}

TALKS = article(
    ("Ann Lee, minister of Norland, for Pakistan", "The talks went well"),
    ("Bo Lee, spokesman of Sudland, against Pakistan", "We never saw a paper"),
    ("Ann Lee", "We shall meet again in May"),
)
MARKETS = article(("Cy Ray", "Prices rose"), ("Cy Ray", "Nobody sold a house"))


@pytest.fixture(scope="session")
def filled(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two articles and five statements, to copy."""
    path = tmp_path_factory.mktemp("filled") / "news.db"
    templates.copy(path)
    with pytest.MonkeyPatch.context() as patch, attrib.open(path, by="tester") as opened:
        patch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
        patch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
        patch.setattr(models, "encoder_id", lambda: WordEncoder.id)
        models.shared_pipeline.cache_clear()
        talks = Document(TALKS, "talks.txt", outlet="BBC", published_at=datetime(2024, 5, 1, tzinfo=UTC), title="Talks")
        opened.ingest([talks, Document(MARKETS, "markets.txt", outlet="AP", title="Markets")])
        models.shared_pipeline.cache_clear()
    return path


@pytest.fixture
def desk(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with a copy of that database, and no model."""
    monkeypatch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
    monkeypatch.setattr(models, "encoder_id", lambda: WordEncoder.id)
    shutil.copy(filled, tmp_path / "news.db")
    with attrib.open(tmp_path / "news.db", by="tester") as opened:
        yield opened


@pytest.fixture
def stranger(desk: Desk) -> Iterator[TestClient]:
    """A browser that has not opened the printed address."""
    with TestClient(make_app(desk, by="tester", port=PORT, token=SECRET), base_url=HOME) as client:
        yield client


@pytest.fixture
def browser(stranger: TestClient) -> TestClient:
    """A browser that has."""
    assert stranger.get("/", params={"token": SECRET}).status_code == 200
    stranger.headers.update(OWN)
    return stranger
