"""The fetcher against a server on this machine: policy, limits, redirects, passwords and manners."""

import gzip
import io
import socket
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

import pytest

from attrib.errors import ReadError
from attrib.readers.fetching.fetcher import Answer, Fetcher, PageGoneError, Validators
from attrib.readers.fetching.settings import FetchSettings
from tests.serving import serving

TEXT = b"The minister said the port would stay shut."
BOMB = gzip.compress(bytes(5_000_000))
RAW = zlib.compressobj(wbits=-15)
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/plain": (200, {"Content-Type": "Text/Plain; charset=UTF-8", "ETag": '"1"'}, TEXT),
    "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]) + b"\x00\x00"),
    "/deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(TEXT)),
    "/raw": (200, {"Content-Encoding": "deflate"}, RAW.compress(TEXT) + RAW.flush()),
    "/bomb": (200, {"Content-Encoding": "gzip"}, BOMB),
    "/large": (200, {}, bytes(2_000_000)),
    "/cut": (200, {"Content-Encoding": "gzip"}, gzip.compress(TEXT)[:-9]),
    "/bent": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8bno gzip at all"),
    "/undone": (200, {"Content-Encoding": "br"}, TEXT),
    "/unknown": (200, {"Content-Encoding": "lzma"}, TEXT),
    "/short": (200, {"Content-Length": "5000"}, TEXT),
    "/moved": (302, {"Location": "/plain"}, b""),
    "/round": (307, {"Location": "/round"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/metadata": (302, {"Location": "http://169.254.169.254/latest"}, b""),
    "/lost": (302, {"Location": "http://[::1"}, b""),
    "/gone": (410, {}, b""),
    "/busy": (429, {"Retry-After": "30"}, b""),
    "/odd": (299, {"Content-Type": "text/html; charset=\"\xff', charset*=x''%zz"}, TEXT),
    "/kept/off": (200, {}, TEXT),
}
ROBOTS = "User-agent: *\nDisallow: /kept\nCrawl-delay: 3\n"


class Site(BaseHTTPRequestHandler):
    """Answers each path of ANSWERS, others with 404, and remembers what it was asked."""

    asked: ClassVar[list[tuple[str, str | None]]] = []
    robots: ClassVar[tuple[int, str]] = (404, "")

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"]))
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        if self.path == "/robots.txt":
            status, headers, body = self.robots[0], {}, self.robots[1].encode()
        if headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Site) as address:
        yield address


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "asked", [])


def fetch(url: str, known: Validators | None = None, **settings: Any) -> tuple[Answer, bytes]:
    file = io.BytesIO()
    fetcher = Fetcher(FetchSettings(**{"allow_private": True, "robots": False, **settings}))
    return fetcher.fetch(url, file, known), file.getvalue()


@pytest.mark.parametrize("path", ["/plain", "/gzip", "/deflate", "/raw", "/undone", "/moved", "/odd"])
def test_a_body_comes_unpacked(server: str, path: str) -> None:
    answer, body = fetch(server + path)
    assert body == TEXT
    assert answer.url == f"{server}{'/plain' if path == '/moved' else path}"


def test_headers_are_read_whatever_they_hold(server: str) -> None:
    plain, odd = fetch(f"{server}/plain")[0], fetch(f"{server}/odd")[0]
    assert (plain.media_type, plain.charset) == ("text/plain", "UTF-8")
    assert (odd.media_type, odd.charset) == ("text/html", None)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "404 Not Found: there is no such page"),
        ("/busy", "try again later, after 30 seconds"),
        ("/bomb", "larger than 1,000,000 bytes"),
        ("/large", "larger than 1,000,000 bytes"),
        ("/cut", "cut off"),
        ("/bent", "damaged"),
        ("/unknown", "'lzma'"),
        ("/short", "4,957 bytes before the end"),
        ("/round", "more than 5 times"),
        ("/file", "only http and https"),
        ("/lost", "no web address"),
    ],
)
def test_what_cannot_be_fetched_says_why(server: str, path: str, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(server + path, most_bytes=1_000_000)
    assert words in str(caught.value)


def test_a_page_that_is_gone_has_an_error_of_its_own(server: str) -> None:
    with pytest.raises(PageGoneError, match="410"):
        fetch(f"{server}/gone")


def test_private_addresses_are_refused_at_the_start_and_behind_a_redirect(server: str) -> None:
    with pytest.raises(ReadError, match="--allow-private"):
        fetch(f"{server}/plain", allow_private=False)
    assert Site.asked == []


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server counts as public here, so that only where it leads to is refused.
    public = {"127.0.0.1": None, "169.254.169.254": "link-local"}
    monkeypatch.setattr("attrib.readers.fetching.policy.kind_of_private", public.__getitem__)
    assert fetch(f"{server}/plain", allow_private=False)[1] == TEXT
    with pytest.raises(ReadError, match="link-local"):
        fetch(f"{server}/metadata", allow_private=False)


def test_the_address_connected_to_is_the_one_that_was_checked(server: str) -> None:
    port = server.rpartition(":")[2]
    answers = iter([["127.0.0.1"]])
    fetcher = Fetcher(FetchSettings(allow_private=True, robots=False), resolve=lambda *_: next(answers))
    file = io.BytesIO()
    fetcher.fetch(f"http://gull.example:{port}/plain", file)  # the name exists nowhere, and is asked for once
    assert file.getvalue() == TEXT


def test_an_address_of_several_that_does_not_answer_is_passed_by(server: str) -> None:
    port = server.rpartition(":")[2]
    found = ["127.0.0.2" if hasattr(socket, "AF_UNIX") else "127.0.0.1", "127.0.0.1"]
    fetcher = Fetcher(FetchSettings(allow_private=True, robots=False), resolve=lambda *_: found)
    assert fetcher.fetch(f"http://gull.example:{port}/plain", io.BytesIO()).url.endswith("/plain")


def test_name_and_password_are_sent_and_shown_nowhere(server: str) -> None:
    address = server.replace("://", "://eva:p%40w@")
    answer, _ = fetch(f"{address}/moved")
    assert Site.asked == [("/moved", "Basic ZXZhOnBAdw=="), ("/plain", "Basic ZXZhOnBAdw==")]
    assert answer.url == f"{server}/plain"


def test_nothing_is_loaded_that_has_not_changed(server: str) -> None:
    answer, _ = fetch(f"{server}/plain")
    again, body = fetch(f"{server}/plain", answer.validators)
    assert (again.unchanged, body) == (True, b"")
    other, body = fetch(f"{server}/plain", Validators('"2"', "bad\r\nHeader: x"))
    assert (other.unchanged, body) == (False, TEXT)


def test_robots_are_obeyed_unless_said(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "robots", (200, ROBOTS))
    with pytest.raises(ReadError, match="--ignore-robots"):
        fetch(f"{server}/kept/off", robots=True)
    assert [path for path, _ in Site.asked] == ["/robots.txt"]
    assert fetch(f"{server}/kept/off", robots=False)[1] == TEXT


@pytest.mark.parametrize(("status", "allowed"), [(403, True), (404, True), (503, False)])
def test_without_rules_a_site_is_open_unless_it_fails(
    server: str, monkeypatch: pytest.MonkeyPatch, status: int, allowed: bool
) -> None:
    monkeypatch.setattr(Site, "robots", (status, "User-agent: *\nDisallow: /"))
    if allowed:
        assert fetch(f"{server}/plain", robots=True)[1] == TEXT
    else:
        with pytest.raises(ReadError, match=r"robots\.txt answers 503"):
            fetch(f"{server}/plain", robots=True)


def test_a_public_host_is_asked_at_its_own_pace(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "robots", (200, ROBOTS))
    monkeypatch.setattr("attrib.readers.fetching.connecting.kind_of_private", lambda _: None)
    slept: list[float] = []
    fetcher = Fetcher(FetchSettings(allow_private=True), clock=lambda: 100.0, sleep=slept.append)
    for _ in range(2):
        fetcher.fetch(f"{server}/plain", io.BytesIO())
    assert slept == [3.0]
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/plain", "/plain"]


@pytest.fixture(scope="module")
def trickling() -> Iterator[str]:
    """A server that sends a byte every hundredth of a second: of a header, or of a body once the header is out."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            with client:
                asked = client.recv(4096)
                start = b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if b"/body" in asked else b"X: ")
                try:
                    client.sendall(start)
                    while not over.wait(0.01):
                        client.sendall(b"x")
                except OSError:
                    continue

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    over.set()
    thread.join()
    listener.close()


@pytest.mark.parametrize("path", ["/header", "/body"])
def test_a_trickle_ends_at_the_deadline(trickling: str, path: str) -> None:
    with pytest.raises(ReadError, match="not complete after 0 seconds"):
        fetch(trickling + path, seconds=0.2)


def test_a_server_that_says_nothing_is_left() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(ReadError, match="no answer for 0 seconds"),
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", silence=0.1)


def test_what_is_no_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            client, _ = listener.accept()
            with client:
                client.recv(4096)
                client.sendall(b"220 mail.example ESMTP\r\n\r\n")

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        with pytest.raises(ReadError, match="no HTTP"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()


def test_a_host_that_nobody_knows_is_told() -> None:
    def unknown(host: str, _: float) -> list[str]:
        raise OSError(f"{host} has no address")

    with pytest.raises(ReadError, match=r"the host gull\.example is not known"):
        Fetcher(resolve=unknown).fetch("http://gull.example/", io.BytesIO())
