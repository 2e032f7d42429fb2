"""Web addresses: a page or file is fetched over HTTP, within limits of size and time, and read like a file."""

import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import IO

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.formats import MEDIA_TYPES, format_of
from attrib.readers.source import Readings, ReadSettings, Source
from attrib.readers.streams import Context, buffered, read_source

_AGENT = "Mozilla/5.0 (compatible; attrib; quote attribution for fact-checkers)"
_SILENCE = 20.0  # maximum seconds without a byte
_PATIENCE = 600.0  # maximum seconds of one download
_MOST = 1 << 30  # maximum bytes of one download
_CHUNK = 1 << 16
_GONE = (404, 410)
_WAYS_OUT = {
    401: "the site wants a login; save the page in a browser and give the file",
    403: "the site refuses programs; save the page in a browser and give the file",
    404: "there is no such page; check the address",
    410: "the page was taken down; look for it in a web archive",
    429: "the site wants fewer requests; try again later",
}


def is_url(path: str) -> bool:
    """Whether a path given by the user is a web address."""
    return path.lower().startswith(("http://", "https://"))


def read_url(url: str, context: Context) -> Readings:
    """The documents at a web address: a page, or a file in any readable format."""
    try:
        yield from _read_url(url, context)
    except ReadError as error:
        yield Problem(url, None, str(error))


class PageGoneError(ReadError):
    """A server says that it has no page at an address, or none any more."""


def read_page(url: str, now: datetime) -> Document:
    """The document at a web address as it is now.

    Raises PageGoneError where the server has no such page, and ReadError where it cannot be fetched or read.
    """
    problem: Problem | None = None
    for item in _read_url(url, Context(ReadSettings(), now)):
        if isinstance(item, Document):
            return item
        problem = item
    raise ReadError(problem.message if problem else "the page holds no article")


def _read_url(url: str, context: Context) -> Readings:
    """The documents at a web address; raises ReadError where it cannot be fetched."""
    with tempfile.TemporaryFile() as file:
        answer = fetch(url, file)
        content_type, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
        file.seek(0)
        # Servers often declare data files as text/plain, so a known suffix takes precedence over the type.
        named = format_of(urllib.parse.urlsplit(answer.url).path) or MEDIA_TYPES.get(content_type)
        source = Source(url, buffered(file), context.now, context.settings, url=answer.url, charset=charset)
        yield from read_source(source, context.input_format or named)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address, after redirects, and the headers."""

    url: str
    headers: Message


def fetch(url: str, file: IO[bytes]) -> Answer:
    """Load an address into a file. Raises PageGoneError and ReadError."""
    try:
        with _opener().open(_ascii(url), timeout=_SILENCE) as response:
            _load(response, file)
            return Answer(response.url, response.headers)
    except urllib.error.HTTPError as error:
        error.close()
        way_out = _WAYS_OUT.get(error.code, "try again later, or save the page in a browser and give the file")
        kind = PageGoneError if error.code in _GONE else ReadError
        raise kind(f"the server answers {error.code} {error.reason}: {way_out}") from error
    except urllib.error.URLError as error:
        raise ReadError(f"cannot be reached ({error.reason}); check the address and the connection") from error
    except TimeoutError as error:
        raise ReadError(f"no answer for {_SILENCE:.0f} seconds; try again later") from error
    except (HTTPException, OSError, ValueError) as error:
        raise ReadError(
            f"cannot be fetched ({error or type(error).__name__}); check the address and try again"
        ) from error


def _opener() -> urllib.request.OpenerDirector:
    """An opener for HTTP, HTTPS, their redirects and the user's proxy; without local files and FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", _AGENT), ("Accept-Encoding", "identity")]
    return opener


def _ascii(url: str) -> str:
    """The address with characters escaped that HTTP cannot carry. Raises ValueError for one without a host."""
    parts = urllib.parse.urlsplit(url.strip())
    if parts.hostname is None:
        raise ValueError("the address has no host")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme.lower(), host, path, query, ""))


def _load(response: HTTPResponse, file: IO[bytes]) -> None:
    """Copy a response into a file; raises ReadError beyond the limits, or where the connection breaks off."""
    started, size = time.monotonic(), 0
    while chunk := response.read(_CHUNK):
        size += file.write(chunk)
        if size > _MOST:
            raise ReadError(f"larger than {_MOST:,} bytes; fetch it with a download program and give the file")
        if time.monotonic() - started > _PATIENCE:
            raise ReadError(f"not complete after {_PATIENCE:.0f} seconds; fetch it with a download program")
    if response.length:  # bytes that the server announced and did not send
        raise ReadError(f"the connection broke off {response.length:,} bytes before the end; try again")
