"""Pages that have not changed: asked for by the version that the server told, and not loaded again."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest

from attrib.data import Run
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.sources import read
from attrib.services.ingest import Fate, ingest
from attrib.services.known_pages import pages_known_at
from attrib.store.database.session import open_database
from tests.newsroom import SayingPipeline, article
from tests.serving import serving
from tests.store.backends import Templates

TEXT = article(("Ann Lee", "The port stays shut."))
LATER = article(("Ann Lee", "The port stays shut."), ("Bo Ray", "It opens."))
DAY = "Wed, 05 Mar 2025 18:30:00 GMT"
PATHS = ("/tagged", "/dated", "/plain", "/moved", "/lines.jsonl", "/secret?token=abc")


class Site(BaseHTTPRequestHandler):
    """Answers 304 to whoever knows the version of `text`, and remembers the status of each answer."""

    text: ClassVar[str] = TEXT
    answers: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        tag = f'"{len(self.text)}"'
        versions = {"/dated": {"Last-Modified": DAY}, "/plain": {}}.get(self.path, {"ETag": tag})
        known = tag in self.headers.get("If-None-Match", "") or self.headers["If-Modified-Since"] == DAY
        status = 302 if self.path == "/moved" else 304 if known and versions else 200
        versions |= {"Location": "/tagged"} if status == 302 else {}
        body = self.text.encode() if status == 200 else b""
        if self.path == "/lines.jsonl" and body:
            body = b'{"text": "It rained all day in the port."}\n'
        self.answers.append(status)
        self.send_response(status)
        for name, value in {"Content-Type": "text/plain", "Content-Length": str(len(body)), **versions}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Site, "answers", [])
    with serving(Site) as address:
        yield address


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> str:
    return templates.copy(tmp_path / "news.db")


def run(address: str, url: str, pipeline: SayingPipeline | None = None, **settings: Any) -> list[Fate]:
    fetching = FetchSettings(allow_private=True, robots=False, pause=0)
    items = read([address], fetching=fetching, known=pages_known_at(url), **settings)
    with open_database(url) as database:
        done = ingest(items, pipeline or SayingPipeline(), database, readable=lambda _: True)
        return [outcome.fate for outcome in done]


@pytest.mark.parametrize("path", ["/tagged", "/dated"])
def test_an_unchanged_page_is_not_loaded_and_told_as_unchanged(site: str, url: str, path: str) -> None:
    assert run(site + path, url) == [Fate.NEW]
    assert run(site + path, url) == [Fate.UNCHANGED]
    assert Site.answers == [200, 304]


def test_an_unchanged_page_behind_a_redirect_too(site: str, url: str) -> None:
    assert run(site + "/moved", url) == [Fate.NEW]
    assert run(site + "/moved", url) == [Fate.UNCHANGED]
    assert Site.answers == [302, 200, 302, 304]


def test_a_page_that_has_changed_is_read(site: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(site + "/tagged", url)
    monkeypatch.setattr(Site, "text", LATER)
    assert run(site + "/tagged", url) == [Fate.NEW]
    assert run(site + "/tagged", url) == [Fate.UNCHANGED]
    assert Site.answers == [200, 200, 304]


def test_another_run_reads_what_was_read_of_an_unchanged_page(site: str, url: str) -> None:
    run(site + "/tagged", url)
    pipeline = SayingPipeline(Run("sayings", "1" * 64, "2"))
    assert run(site + "/tagged", url, pipeline) == [Fate.UPDATED]
    assert [document.text for document in pipeline.seen] == [TEXT]
    assert Site.answers == [200, 304]


@pytest.mark.parametrize("path", ["/plain", "/lines.jsonl", "/secret?token=abc"])
def test_what_has_no_version_or_more_than_one_article_is_loaded_again(site: str, url: str, path: str) -> None:
    """So is a page whose address may not be stored: it may stand for several."""
    run(site + path, url)
    run(site + path, url)
    assert Site.answers == [200, 200]


def test_another_way_of_reading_loads_it_again(site: str, url: str) -> None:
    run(site + "/tagged", url)
    run(site + "/tagged", url, date_order="dmy")
    run(site + "/tagged", url, input_format="text")
    assert Site.answers == [200, 200, 200]


def test_an_address_that_leads_elsewhere_now_is_loaded(site: str, url: str) -> None:
    run(site + "/moved", url)
    with open_database(url) as database, database.begin() as connection:
        connection.exec_driver_sql("UPDATE sightings SET final_url = 'https://gull.example/other'")
    run(site + "/moved", url)
    assert Site.answers == [302, 200, 302, 304, 302, 200]
