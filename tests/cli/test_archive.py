"""`attrib archive`: a local server stands for the archive."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest

from tests.cli.conftest import Attrib
from tests.newsroom import article
from tests.serving import serving

ADDRESS = "https://gull.example/talks?page=2"
COPY = f"/web/20251106120000/{ADDRESS}"
BYTES = b"<html>the page's own bytes</html>"


class Archive(BaseHTTPRequestHandler):
    """Answers /save/ADDRESS as Save Page Now does, and remembers what it was asked."""

    asked: ClassVar[list[str]] = []
    redirects = False

    def do_GET(self) -> None:
        self.asked.append(self.path)
        saving = self.path.startswith("/save/")
        found = saving or self.path in (COPY, COPY.replace("0000/", "0000id_/"))
        self.send_response(302 if saving and self.redirects else 200 if found and "busy" not in self.path else 429)
        if saving and "empty" not in self.path:
            self.send_header("Location" if self.redirects else "Content-Location", COPY)
        self.send_header("Content-Length", str(len(BYTES)))
        self.end_headers()
        self.wfile.write(BYTES)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Archive, "asked", [])
    with serving(Archive) as address:
        yield address


@pytest.fixture
def archiving(attrib: Attrib, archive: str, tmp_path: Path) -> Attrib:
    """Runs a command beside an article that has ADDRESS."""
    (tmp_path / "talks.txt").write_text(article(("Ann Lee", "It rained")))
    (tmp_path / "attrib.toml").write_text(f'archive = "{archive}/save/"\n')
    assert attrib("ingest", "talks.txt").exit_code == 0
    assert attrib("docs", "edit", "talks.txt", "--address", ADDRESS).exit_code == 0
    return attrib


@pytest.mark.parametrize("redirects", [False, True])
def test_the_link_and_the_hash_of_the_copy_are_kept(
    archiving: Attrib, archive: str, redirects: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Archive, "redirects", redirects)
    result = archiving("archive", "--allow-private", "talks.txt", "--by", "eva")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{archive}{COPY}\n"
    assert "others than those" in result.stderr
    assert Archive.asked[0] == f"/save/{ADDRESS}"
    shown = archiving("docs", "show", "talks.txt").stdout
    assert hashlib.sha256(BYTES).hexdigest() in shown
    assert "eva" in archiving("docs", "changes").stdout
    assert archiving("archive", "--allow-private", "talks.txt").exit_code == 0
    assert archiving("docs", "changes", "--format", "jsonl").stdout.count('"archive"') == 1


def test_nothing_private_is_sent_unless_said(archiving: Attrib) -> None:
    for address in ("https://eva:pw@gull.example/a", "http://10.0.0.1/a"):
        archiving("docs", "edit", "talks.txt", "--address", address)
        result = archiving("archive", "--allow-private", "talks.txt")
        assert result.exit_code == 1
        assert "--private sends it" in result.stderr
    assert Archive.asked == []
    assert archiving("archive", "--allow-private", "talks.txt", "--private").exit_code == 0
    assert Archive.asked[0] == "/save/http://10.0.0.1/a"


@pytest.mark.parametrize(
    ("address", "words"), [("https://gull.example/busy", "429"), ("https://gull.example/empty", "without the address")]
)
def test_an_archive_without_a_copy_is_told_and_nothing_kept(archiving: Attrib, address: str, words: str) -> None:
    archiving("docs", "edit", "talks.txt", "--address", address)
    result = archiving("archive", "--allow-private", "talks.txt")
    assert result.exit_code == 1
    assert words in result.stderr
    assert "archive url" not in archiving("docs", "show", "talks.txt").stdout


def test_a_file_has_no_page(archiving: Attrib) -> None:
    archiving("docs", "edit", "talks.txt", "--address", "")
    result = archiving("archive", "--allow-private", "talks.txt")
    assert result.exit_code == 1
    assert "no web address" in result.stderr
