"""Web addresses, against a server on this machine."""

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from attrib.data import Document, Problem
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.sources import read
from tests.readers.reading import NOW, TEXT, documents, only_document, only_problem
from tests.readers.test_html import page
from tests.serving import serving

LINES = b'{"text": "One."}\n{"text": "Two.", "url": "https://gull.example/2"}\n'
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=windows-1252"}, page(head="").encode("cp1252")),
    "/plain": (200, {"Content-Type": "text/plain; charset=utf-8"}, TEXT.encode()),
    "/lines.jsonl": (200, {"Content-Type": "text/plain"}, LINES),
    "/rows": (200, {"Content-Type": "text/csv"}, b"text\nOne.\nTwo.\n"),
    "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())),
    "/caf%C3%A9": (200, {"Content-Type": "text/plain"}, TEXT.encode()),
    "/file.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 ..."),
    "/empty": (200, {"Content-Type": "text/plain"}, b""),
    "/moved": (302, {"Location": "/plain"}, b""),
    "/out": (302, {"Location": "file:///etc/hostname"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/short": (200, {"Content-Type": "text/plain", "Content-Length": "5000"}, TEXT.encode()),
    "/secret": (403, {}, b"no"),
    "/broken": (500, {}, b"no"),
}


class Answering(BaseHTTPRequestHandler):
    """Answers each path of ANSWERS, and others with 404."""

    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Answering) as address:
        yield address


def found_at(url: str) -> list[Document | Problem]:
    return list(read([url], now=NOW, fetching=FetchSettings(allow_private=True)))


def test_a_page_is_read_with_its_address(server: str) -> None:
    document = only_document(found_at(f"{server}/page"))
    assert "“We will not open the port,”" in document.text
    assert document.url == document.location == f"{server}/page"
    assert document.retrieved_at == NOW


@pytest.mark.parametrize("path", ["/plain", "/packed", "/café", "/caf%C3%A9", "/plain#part"])
def test_plain_text_comes_as_it_is(server: str, path: str) -> None:
    document = only_document(found_at(server + path))
    assert document.text == TEXT
    assert document.location == server + path


def test_the_address_after_a_redirect_is_the_documents(server: str) -> None:
    document = only_document(found_at(f"{server}/moved"))
    assert document.url == f"{server}/plain"
    assert document.location == f"{server}/moved"


def test_a_data_file_is_told_by_its_suffix(server: str) -> None:
    first, second = found_at(f"{server}/lines.jsonl")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.url) == ("One.", None)
    assert second.url == "https://gull.example/2"


def test_a_file_without_a_suffix_is_told_by_its_media_type(server: str) -> None:
    assert [document.text for document in documents(found_at(f"{server}/rows"))] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "404 Not Found: there is no such page"),
        ("/secret", "403 Forbidden: the site refuses programs"),
        ("/broken", "500 Internal Server Error: try again later"),
        ("/file.pdf", "PDF"),
        ("/empty", "empty"),
        ("/short", "broke off"),
        ("/out", "only http and https"),
        ("/round", "more than 5 times"),
    ],
)
def test_what_cannot_be_fetched_is_a_problem(server: str, path: str, words: str) -> None:
    problem = only_problem(found_at(server + path))
    assert words in problem.message
    assert problem.location == server + path


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://", "http://[::1", "https://no host/", "http://x:port/", "http://a\nb/"]
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    assert only_problem(found_at(url)).message
