"""The page in a browser: fifty decisions by keys alone, nothing that axe finds, nothing that an attack does."""

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import attrib
from attrib import Desk, Document
from attrib.data import ActorKind
from attrib.data.actors import KnownActor
from attrib.services import models
from attrib.web.server import listening, server_on
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder

CHROMIUM = os.environ.get("ATTRIB_TEST_CHROMIUM") or shutil.which("chromium")
AXE = os.environ.get("ATTRIB_TEST_AXE")

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; source .ci/browser")

ATTACK = "<script>document.title='pwned'</script><img src=x onerror=document.title='pwned'>"
PEOPLE = ("Ann Lee", "Bo Ray", "Cy Fox", "Di Moss", "Ed Hill", "Flo Park")
_SIDES = ("for", "against")  # everybody changes it on the last day
PAGES = ("/", "/search", "/search?outlet=BBC&all=1", "/statement/{id}", "/review", "/decisions", "/actors", "/claims")
JUDGED = ("/actors/{actor}", "/statement/{id}/claim", "/compare/{id}", "/suggestions", "/checks?least=0", "/keys")
OTHERS = ("/changes", "/changes?actor={actor}", "/saved", "/news", "/search?text=word&in=context", "/search?text=zebra")
FILES = ("/report?outlet=BBC", "/digests/1")


class Site(NamedTuple):
    """A running page: its printed address, its address without the token, and the desk behind it."""

    entrance: str
    home: str
    desk: Desk


def documents() -> Iterator[Document]:
    for number in range(10):
        sayings = [
            (
                f"{name}, chief of Mint, {_SIDES[place % 2 ^ number // 9]} Norland",
                f"Word {place} of day {number} was kept",
            )
            for place, name in enumerate(PEOPLE)
        ]
        text = article(*sayings, extra=f"\n\n{ATTACK}")
        day = datetime(2025, 1, number + 1, tzinfo=UTC)
        yield Document(text, f"{number}.txt", title=f"Day {number} {ATTACK}", outlet="BBC", published_at=day)


def judge(desk: Desk, folder: Path) -> None:
    """Make something to show on every page: claims, fact checks, speakers that may be one, judgements, searches."""
    words = [record.statement_id for record in desk.search(text="word", limit=4, sort="position")]
    desk.claims.same(*words[:2])
    desk.claims.same(*words[1:3])
    desk.actors.import_list([KnownActor("Ann B. Lee", ActorKind.PERSON), KnownActor("Bo D. Ray", ActorKind.PERSON)])
    check = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": f"Word 0 of day 0 was kept {ATTACK}",
        "url": "https://checks.example/1",
        "author": {"@type": "Organization", "name": ATTACK},
        "reviewRating": {"@type": "Rating", "alternateName": f"Half {ATTACK}"},
    }
    (folder / "check.jsonld").write_text(json.dumps(check), encoding="utf-8")
    desk.checks.import_from(folder / "check.jsonld")
    (known,) = desk.checks.list()
    desk.checks.confirm(words[0], known.id, note=ATTACK)
    desk.saved.add(f"words {ATTACK}", "word", note=ATTACK, tell_all=True)
    desk.saved.add("gone", outlet="BBC")
    desk.saved.remove("gone")


@pytest.fixture(scope="module")
def site(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("site") / "news.db"
    templates.copy(path)
    with pytest.MonkeyPatch.context() as patch, attrib.open(path, by="Ann Lee") as desk, listening(0) as listener:
        patch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
        patch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
        patch.setattr(models, "encoder_id", lambda: WordEncoder.id)
        models.shared_pipeline.cache_clear()
        desk.ingest(documents())
        models.shared_pipeline.cache_clear()
        judge(desk, path.parent)
        server, entrance = server_on(listener, desk, by="Ann Lee")
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield Site(entrance, entrance.partition("/?")[0], desk)
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


class Visit:
    """A window that has opened the page, with what was told on its console."""

    def __init__(self, chromium: Any, site: Site, width: int = 1000, scheme: str = "light") -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.messages: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.home = site.home
        self.page.goto(site.entrance)

    def go(self, path: str) -> Any:
        self.page.goto(self.home + path)
        return self.page

    def press(self, key: str) -> None:
        """Press a key that leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.fixture
def visit(chromium: Any, site: Site) -> Iterator[Any]:
    opened: list[Visit] = []

    def go(*given: Any) -> Visit:
        opened.append(Visit(chromium, site, *given))
        return opened[-1]

    yield go
    for each in opened:
        each.context.close()


def test_fifty_decisions_by_keys_alone(visit: Any, site: Site) -> None:
    seen = visit()
    page = seen.go("/review?sort=position")
    ids = site.desk.ids(sort="position", limit=60)
    keyboard = page.keyboard
    for place in range(50):
        assert page.title().startswith(f"{place + 1} of 60")
        if place % 5 == 0:
            seen.press("x")
            continue
        if place == 1:
            keyboard.press("e")
            keyboard.type("Bo Ray")  # over the marked name; the keys are letters here
            keyboard.press("Enter")  # leaves the field, and decides nothing
        elif place == 2:
            keyboard.press("1")
        elif place == 3:
            keyboard.press("t")
        elif place == 4:
            keyboard.press("n")
            keyboard.type("axes just decide")
            keyboard.press("Escape")
        elif place == 6:
            seen.press("x")
            seen.press("u")
        seen.press("a")
    assert "51 of 60" in page.title()
    reviews = site.desk.reviews()
    verdicts = {review.statement_id: review.value for review in reviews if review.field == "verdict"}
    assert verdicts == {each: "rejected" if place % 5 == 0 else "accepted" for place, each in enumerate(ids[:50])}
    assert {review.reviewed_by for review in reviews} == {"Ann Lee"}
    assert site.desk.show(ids[1]).speaker == "Bo Ray"
    assert [str(stance.label) for stance in site.desk.show(ids[2]).stances] == ["support"]
    assert site.desk.show(ids[3]).type == "indirect"
    assert [review.note for review in site.desk.reviews(ids[4])] == ["axes just decide"]
    assert not seen.messages


def test_keys_lead_through_search_and_article(visit: Any, site: Site) -> None:
    seen = visit()
    page = seen.go("/search?sort=position")
    page.keyboard.press("j")
    page.keyboard.press("j")
    seen.press("Enter")
    first = page.url
    seen.press("j")
    assert page.url != first
    seen.press("k")
    assert page.url == first
    top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= top < 900
    seen.press("?")
    assert page.url == f"{site.home}/keys"


def test_a_held_key_and_a_changed_one(visit: Any) -> None:
    seen = visit()
    page = seen.go("/keys")
    page.fill("[name=accept]", "y")
    with page.expect_navigation():
        page.click("button[value=save]")
    page = seen.go("/review?sort=position&place=41")
    page.keyboard.press("a")
    assert page.title().startswith("41 of")
    page.dispatch_event("body", "keydown", {"key": "y", "repeat": True})
    assert page.title().startswith("41 of")
    seen.press("y")
    assert page.title().startswith("42 of")
    page = seen.go("/keys")
    page.uncheck("[name=on]")
    with page.expect_navigation():
        page.click("button[value=save]")
    page = seen.go("/review?sort=position&place=43")
    page.keyboard.press("y")
    page.keyboard.press("x")
    assert page.title().startswith("43 of")


def paths(site: Site) -> list[str]:
    """The pages, of the first statement: others make its claim, and its speaker changes sides."""
    record = next(iter(site.desk.search(text="word", limit=1, sort="position")))
    every = (*PAGES, *JUDGED, *OTHERS)
    return [path.replace("{id}", record.statement_id).format(actor=record.actor_id) for path in every]


def test_every_page_has_something_to_show(visit: Any, site: Site) -> None:
    seen = visit()
    shown = {path.partition("?")[0].rpartition("/")[2]: seen.go(path).content() for path in paths(site)}
    assert 'data-key="m"' in shown["suggestions"]
    assert 'data-key="m"' in shown["changes"]
    assert "Half &lt;" in shown["checks"]
    assert "<ins" in shown[paths(site)[len(PAGES) + 2].rpartition("/")[2]]
    assert "same claim</span>" in shown["claim"]
    assert "Take away" in shown["saved"]
    assert re.search(r"[1-9]\d new statements", shown["news"])  # less those that other tests here have rejected


def test_pages_fit_their_window_and_no_attack_works(visit: Any, site: Site) -> None:
    seen = visit()
    for path in paths(site):
        page = seen.go(path)
        assert page.title() != "pwned", path
        if "/statement/" in path and "claim" not in path:
            page.set_viewport_size({"width": 1000, "height": 900})
            assert page.evaluate("document.querySelector('.beside').getBoundingClientRect().width") > 250
        for width in (400, 1000, 1600):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert not seen.messages


@pytest.mark.skipif(AXE is None, reason="ATTRIB_TEST_AXE names no axe.min.js; source .ci/browser")
def test_axe_finds_nothing(visit: Any, site: Site) -> None:
    seen = visit(400)
    for number, path in enumerate(paths(site)):
        page = seen.go(path)
        page.emulate_media(color_scheme=("light", "dark")[number % 2])
        page.evaluate(Path(str(AXE)).read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(path, each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_no_other_name_and_no_other_site_gets_in(visit: Any, site: Site) -> None:
    seen = visit()
    port = site.home.rpartition(":")[2]
    before = len(site.desk.reviews())
    answer = seen.page.goto(f"http://evil.example:{port}/")
    assert answer.status == 421
    seen.page.goto("about:blank")  # of another origin, and without a policy of its own
    with seen.page.expect_navigation() as sent:
        seen.page.evaluate(
            """(home) => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = home + '/decisions/undo';
                document.body.append(form);
                form.submit();
            }""",
            site.home,
        )
    assert sent.value.status == 403
    assert len(site.desk.reviews()) == before
