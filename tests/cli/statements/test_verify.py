"""`attrib verify`: what is as it was, what is not, and the exit status that says so."""

import csv
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.cli.conftest import Attrib
from tests.newsroom import article
from tests.serving import serving

TALKS = article(("Ann Lee", "The talks failed"), ("Bo Lee", "We never saw a paper, not one"))


class Site(BaseHTTPRequestHandler):
    """A site of one page, /talks; None is a page that was taken down."""

    text: str | None = TALKS

    def do_GET(self) -> None:
        if self.path == "/old":
            self.send_response(302)
            self.send_header("Location", "/talks")
            self.end_headers()
            return
        body = (self.text or "").encode()
        self.send_response(200 if self.text else 410)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def test_a_sound_database_has_nothing_to_list(news: Attrib) -> None:
    result = news("verify")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Texts: 2 same." in result.stderr
    assert "Files: 2 same." in result.stderr


def test_a_changed_file_is_listed_and_ends_with_1(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "news" / "talks.txt").write_text("Something else.")
    result = news("verify")
    assert result.exit_code == 1
    assert "other bytes" in result.stdout
    assert news("verify", "markets.txt").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(news("verify", "--words", "talks", "--format", "csv").stdout)))
    assert [row["check"] for row in rows if row["mismatch"] == "yes"] == ["raw"]
    assert {row["check"] for row in rows} == {"text", "spans", "raw"}


def test_nothing_to_check_is_said(news: Attrib) -> None:
    assert "No article fits" in news("verify", "--words", "nowhere").stderr
    assert news("verify", "ffffffffff").exit_code == 1


def test_the_page_today_is_compared(attrib: Attrib, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attrib("ingest", f"{site}/old", "--allow-private").exit_code == 0
    assert f"{site}/talks" in attrib("docs", "show", f"{site}/old").stdout
    result = attrib("verify", "--online", "--allow-private")
    assert result.exit_code == 0, result.output
    assert "Quotes in today's pages: 2 found." in result.stderr
    monkeypatch.setattr(Site, "text", TALKS.replace("never saw a paper", "never saw any papers"))
    result = attrib("verify", "--online", "--allow-private")
    assert result.exit_code == 1
    assert "1 found, 1 changed." in result.stderr
    assert "any papers" in " ".join(result.stdout.split())
    monkeypatch.setattr(Site, "text", None)
    assert "1 gone." in attrib("verify", "--online", "--allow-private").stderr
