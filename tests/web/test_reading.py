"""Reading in context: the article beside what is known of a statement, and nothing of either as markup."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import attrib
from attrib import Desk, Document
from attrib.services import models
from attrib.web.app import make_app
from attrib.web.pages import PAGES
from tests.newsroom import SayingPipeline
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder
from tests.web.conftest import HOME, OWN, PORT, SECRET

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{7*7}}\u202e"
TEXT = f'"{ATTACK.replace(chr(34), "")}" said Ann Lee.\n\n"Fine" said Bo Ray, chief of Mint, against Pakistan.'


def test_the_article_stands_beside_the_statement(browser: TestClient, desk: Desk) -> None:
    record = next(iter(desk.search(text="never")))
    page = browser.get(f"/statement/{record.statement_id}").text
    assert f'id="t-{record.statement_id}"' in page
    assert "spokesman" in page
    assert page.count('class="n"') == 3
    assert browser.get(f"/statement/{record.statement_id[:12]}").status_code == 200


def test_it_leads_on_through_the_search(browser: TestClient, desk: Desk) -> None:
    ids = [record.statement_id for record in desk.search(outlet="BBC")]
    page = browser.get(f"/statement/{ids[1]}?outlet=BBC").text
    assert f"/statement/{ids[0]}?outlet=BBC#t-{ids[0]}" in page
    assert f"/statement/{ids[2]}?outlet=BBC#t-{ids[2]}" in page
    assert 'rel="prev"' not in browser.get(f"/statement/{ids[0]}?outlet=BBC").text


@pytest.mark.parametrize("name", ["zz", "%00", "' or 1=1", "a" * 5000])
def test_an_id_that_is_none_is_told(browser: TestClient, name: str) -> None:
    answer = browser.get(f"/statement/{name}")
    assert answer.status_code in (404, 409)
    assert "It did not work" in answer.text


class HostilePipeline(SayingPipeline):
    """Names and targets that are markup."""

    @staticmethod
    def _statement(match: re.Match[str]) -> attrib.Statement:
        found = SayingPipeline._statement(match)
        assert found.speaker is not None
        stances = tuple(replace(stance, target=ATTACK) for stance in found.stances)
        speaker = replace(found.speaker, name=ATTACK, role=ATTACK, affiliation=ATTACK)
        return replace(found, speaker=speaker, stances=stances)


@pytest.fixture
def attacked(templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser of a database in which every text of an article is an attack."""
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: HostilePipeline())
    monkeypatch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
    monkeypatch.setattr(models, "encoder_id", lambda: WordEncoder.id)
    models.shared_pipeline.cache_clear()
    templates.copy(tmp_path / "bad.db")
    with attrib.open(tmp_path / "bad.db", by=ATTACK) as desk:
        document = Document(TEXT, f"{ATTACK}.txt", title=ATTACK, outlet=ATTACK, author=ATTACK)
        desk.ingest([replace(document, url="javascript:alert(1)", published_original=ATTACK)])
        identity = next(iter(desk.search(limit=1))).statement_id
        desk.review(identity, accept=True, note=ATTACK)
        app = make_app(desk, by=ATTACK, port=PORT, token=SECRET)
        with TestClient(app, base_url=HOME, headers={"x-statement": identity}) as client:
            client.get("/", params={"token": SECRET})
            client.headers.update(OWN)
            yield client
    models.shared_pipeline.cache_clear()


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(text: str) -> None:
    """Nothing of the attack became an element, an attribute, an address that runs, or hidden text."""
    for tag, attributes in Elements(text).found:
        assert tag not in ("img", "iframe", "object", "style", "base")
        assert tag != "script" or attributes == {"src": "/own/keys.js", "defer": None}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not (attributes.get("href") or "").lower().startswith(("javascript", "data", "//"))
        assert (attributes.get("action") or "/").startswith("/")
    fields = re.compile(r'value="[^"]*"|<textarea.*?</textarea>', re.DOTALL)  # a field has its text as it is
    assert "\u202e" not in fields.sub("", text)


def test_no_field_of_an_article_is_markup(attacked: TestClient) -> None:
    identity = attacked.headers["x-statement"]
    for path in PAGES.keys() - {"/report"}:
        answer = attacked.get(path.replace("{id}", identity))
        assert_harmless(answer.text)
    assert "&lt;script&gt;" in attacked.get(f"/statement/{identity}").text


def test_no_parameter_is_markup(attacked: TestClient) -> None:
    for name in ("text", "actor", "outlet", "target", "since", "stance", "sort", "after", "by", "all", "nonsense"):
        assert_harmless(attacked.get("/search", params={name: ATTACK}).text)
