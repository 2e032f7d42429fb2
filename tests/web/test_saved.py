"""Saved searches on the page: saved from a search, listed, told once, taken away and brought back."""

import html
import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from attrib import Desk, Document
from attrib.services import models
from attrib.web.addresses import address, pairs_of, query_at
from attrib.web.digests import MOST, Digests
from tests.newsroom import SayingPipeline, article
from tests.web.test_search import SEARCHES


def form_of(page: str) -> str:
    """Where the form of a page saves its search."""
    (action,) = re.findall(r'<form method="post" action="(/saved[^"]*)">\n<div class="fields">', page)
    return html.unescape(action)


def more(desk: Desk, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingest an article in which Cy Ray says something."""
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
    models.shared_pipeline.cache_clear()
    day = datetime(2024, 6, 1, tzinfo=UTC)
    desk.ingest([Document(article(("Cy Ray", words)), f"{words}.txt", outlet="AP", published_at=day)])
    models.shared_pipeline.cache_clear()


def test_a_search_is_saved_with_its_filters_and_asked_again(browser: TestClient, desk: Desk) -> None:
    there = "/search?actor=Cy+Ray&type=direct&sort=date"
    page = browser.get(there).text
    assert 'name="name" value="Cy Ray"' in page
    listed = browser.post(form_of(page), data={"do": "add", "name": "Ray <b>", "note": "for Friday"})
    assert listed.url.path == "/saved"
    assert "Ray &lt;b&gt;" in listed.text
    assert "for Friday" in listed.text
    assert "2 known from the start" in listed.text
    (saved,) = desk.saved.list()
    assert saved.saved_by == "tester"
    (again,) = {html.unescape(link) for link in re.findall(r'href="(/search\?[^"]*)"', listed.text)}
    assert "2 statements" in browser.get(again).text
    assert sorted(again.partition("?")[2].split("&")) == sorted(there.partition("?")[2].split("&"))


@pytest.mark.parametrize("pairs", SEARCHES)
def test_the_address_of_a_query_asks_the_same(pairs: tuple[tuple[str, str], ...]) -> None:
    query = query_at(pairs, {})
    assert query_at(pairs_of(query), {}) == query
    assert set(pairs_of(query)) >= {(name, value) for name, value in pairs if name not in ("since", "until")}


def test_what_is_new_is_told_once(browser: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post(address("/saved", (("actor", "Cy Ray"),)), data={"do": "add", "name": "ray"})
    assert "0 new statements" in browser.get("/news").text
    more(desk, "Houses <i>sell</i>", monkeypatch)
    page = browser.get("/news?name=ray").text
    assert "1 new statement" in page
    assert "Houses &lt;i&gt;sell&lt;/i&gt;" in page
    assert "1 new statement" in browser.get("/news").text  # looking does not tell
    told = browser.post("/saved", data={"do": "digest", "name": "ray"})
    assert told.url.path == "/digests/1"
    assert "Houses &lt;i&gt;sell&lt;/i&gt;" in told.text
    assert "default-src 'none'" in told.headers["content-security-policy"]
    assert "script-src" not in told.headers["content-security-policy"]
    kept = browser.get("/digests/1?keep=1")
    assert kept.text == told.text
    assert 'filename="digest-1.html"' in kept.headers["content-disposition"]
    assert "0 new statements" in browser.get("/news").text
    nothing = browser.post("/saved", data={"do": "digest"})
    assert "nothing new to tell" in nothing.text
    assert browser.get("/digests/2").status_code == 404


def test_a_search_that_tells_all_it_has(browser: TestClient) -> None:
    browser.post("/saved?outlet=BBC", data={"do": "add", "name": "bbc", "tell": "all"})
    page = browser.get("/news").text
    assert "3 new statements" in page
    assert "outlet=BBC" in page  # the statements lead on within their search


def test_taken_away_and_brought_back(browser: TestClient, desk: Desk) -> None:
    browser.post("/saved?outlet=AP", data={"do": "add", "name": "ap"})
    page = browser.post("/saved", data={"do": "remove", "name": "ap"}).text
    assert "No search is saved yet" in page
    assert "Bring back" in page
    assert not desk.saved.list()
    assert "Bring back" not in browser.post("/saved", data={"do": "restore", "name": "ap"}).text
    assert [each.name for each in desk.saved.list()] == ["ap"]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"do": "add", "name": "***"}, 409, "needs a name"),
        ({"do": "add", "name": "ap"}, 409, "has saved a search"),
        ({"do": "remove", "name": "none"}, 404, "no search is saved"),
        ({"do": "restore", "name": "none"}, 404, "no search was removed"),
        ({"do": "digest", "name": "none"}, 404, "no search is saved"),
        ({"do": "praise"}, 400, "nothing to do with a saved search"),
    ],
)
def test_what_cannot_be_done_is_told(browser: TestClient, form: dict[str, str], status: int, words: str) -> None:
    browser.post("/saved?outlet=AP", data={"do": "add", "name": "ap"})
    answer = browser.post("/saved", data=form)
    assert answer.status_code == status
    assert words in html.unescape(answer.text)


def test_asking_saves_nothing(browser: TestClient, desk: Desk) -> None:
    browser.get("/saved?do=add&name=x&outlet=AP")
    assert not desk.saved.list()
    assert browser.get("/news?name=x").status_code == 404


def test_old_digests_are_forgotten() -> None:
    kept = Digests()
    for number in range(MOST + 1):
        kept.keep(number, f"page {number}")
    assert kept.find("0") is None
    assert kept.find("1") == "page 1"
    assert kept.find("one") is None
