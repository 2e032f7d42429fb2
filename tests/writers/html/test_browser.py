"""Pages in a browser: laid out, accessible, and without an effect of what articles hold."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attrib.data.checks import CheckMatch
from attrib.data.report_beside import ReportBeside, ReportCheck, ReportClaim
from attrib.writers.digests import digest_text
from attrib.writers.html.article import write_article_page
from attrib.writers.html.report import write_report_page
from tests.writers.html.test_article import ATTACK, page_with
from tests.writers.html.test_digest import everything
from tests.writers.html.test_report import CHECK, CLAIM, articles_of, report_of
from tests.writers.records import RECORD

CHROMIUM = os.environ.get("ATTRIB_TEST_CHROMIUM") or shutil.which("chromium")
AXE = os.environ.get("ATTRIB_TEST_AXE")

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; source .ci/browser")

PAGES = ("report", "article", "digest")
HOSTILE = replace(
    RECORD, title=ATTACK, outlet=ATTACK, author=ATTACK, speaker=ATTACK, url="javascript:document.title='pwned'"
)
LONG = replace(
    RECORD, statement_id="f" * 20, speaker="Word" * 60, title="Long" * 80, url="https://a.example/" + "x" * 300
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report, an article and a digest with hostile and with long words."""
    folder = tmp_path_factory.mktemp("pages")
    attack = replace(CHECK, check=replace(CHECK.check, claim=ATTACK, rating=ATTACK, url="javascript:alert(1)"))
    match = CheckMatch(attack, 0.9, 0.9)
    claim = ReportClaim(replace(CLAIM, words=ATTACK), (1, 2))
    beside = ReportBeside((ReportCheck(attack, ((1, match),)),), (claim,), worthy=(2, 1), scored=2)
    told = replace(HOSTILE, checks=(match,), time=ATTACK, place=ATTACK, worth=0.5)
    report = report_of(told, replace(LONG, worth=0.6), title=ATTACK, beside=beside)
    (folder / "digest.html").write_text(digest_text(everything(), "html"), encoding="utf-8")
    with (folder / "report.html").open("w", encoding="utf-8") as stream:
        write_report_page(report, articles_of(report), stream)
    with (folder / "article.html").open("w", encoding="utf-8") as stream:
        write_article_page(page_with(HOSTILE, LONG), stream)
    return {name: folder / f"{name}.html" for name in PAGES}


class Visit:
    """A page opened in a window of its own, with what it did."""

    def __init__(self, chromium: Any, path: Path, width: int = 1000, scheme: str = "light") -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def _refuse(self, dialog: Any) -> None:
        self.messages.append("dialog")
        dialog.dismiss()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Any]:
    opened: list[Visit] = []

    def go(*given: Any) -> Visit:
        opened.append(Visit(chromium, *given))
        return opened[-1]

    yield go
    for each in opened:
        each.context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [400, 1000, 1600])
def test_a_page_fits_its_window_and_does_nothing(visit: Any, pages: dict[str, Path], name: str, width: int) -> None:
    seen = visit(pages[name], width)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.requests == [pages[name].as_uri()]
    assert not seen.messages
    assert "pwned" not in seen.page.title()
    assert seen.page.locator("script, img").count() == 0


@pytest.mark.skipif(AXE is None, reason="ATTRIB_TEST_AXE names no axe.min.js; source .ci/browser")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (1600, "dark")])
def test_axe_finds_nothing(visit: Any, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    page = visit(pages[name], width, scheme).page
    page.evaluate(Path(str(AXE)).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_links_lead_from_table_to_receipt_to_article_and_back(visit: Any, pages: dict[str, Path]) -> None:
    page = visit(pages["report"]).page
    for selector, target in (
        (f"#r-{RECORD.statement_id} .no a", f"s-{RECORD.statement_id}"),
        (f"#s-{RECORD.statement_id} .ways a:last-child", f"t-{RECORD.statement_id}"),
        (f"#t-{RECORD.statement_id}", f"s-{RECORD.statement_id}"),
        (f"#s-{RECORD.statement_id} .ways a:first-child", f"r-{RECORD.statement_id}"),
    ):
        page.locator(selector).click()
        assert page.evaluate("document.querySelector(':target').id") == target
        top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= top < 900


def test_the_keyboard_reaches_the_content_first(visit: Any, pages: dict[str, Path]) -> None:
    page = visit(pages["report"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "main"


def test_the_policy_lets_no_script_style_or_picture_in(visit: Any, pages: dict[str, Path]) -> None:
    seen = visit(pages["report"])
    seen.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = "document.title = 'pwned'";
            const style = document.createElement('style');
            style.textContent = 'body { opacity: 0.5 }';
            const picture = document.createElement('img');
            picture.src = 'https://a.example/x.png';
            document.body.append(script, style, picture);
        }"""
    )
    assert seen.page.title() != "pwned"
    assert seen.page.evaluate("getComputedStyle(document.body).opacity") == "1"
    assert len(seen.messages) >= 3
    assert all("Content Security Policy" in message or "ERR_BLOCKED_BY_CSP" in message for message in seen.messages)


def test_words_are_copied_without_the_numbers(visit: Any, pages: dict[str, Path]) -> None:
    page = visit(pages["article"]).page
    copied = page.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelectorAll('.text p')[1]);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return getSelection().toString();
        }"""
    )
    assert copied.startswith('"We will go," said Amina Okoye, who leads the union.')


def test_it_prints(visit: Any, pages: dict[str, Path]) -> None:
    page = visit(pages["report"]).page
    printed = page.pdf(format="A4", print_background=True)
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for whole in (".tiles div", ".facts div", ".statements tr"):  # no page ends within them
        assert page.evaluate(f"getComputedStyle(document.querySelector('{whole}')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('.statements thead')).breakAfter") == "avoid"
