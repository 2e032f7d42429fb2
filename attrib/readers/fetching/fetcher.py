"""The one way to the web: every page, file and fact check that attrib fetches is fetched here.

httpcore2 speaks HTTP and no more: it follows no redirect, keeps no cookie and asks no proxy, because a proxy would
look up names by itself, past the policy.
"""

import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

from attrib.errors import ReadError
from attrib.readers.fetching.address import WebAddress, parse_address
from attrib.readers.fetching.bodies import ACCEPTED, TooLargeError, copy_body
from attrib.readers.fetching.policy import Resolve, addresses_of
from attrib.readers.fetching.robots import MOST_BYTES, Robots, parse_robots
from attrib.readers.fetching.settings import Clock, Deadline, FetchSettings

if TYPE_CHECKING:
    from httpcore2 import Response

MOST_REDIRECTS = 5
_AGENT = "Mozilla/5.0 (compatible; attrib; quote attribution for fact-checkers)"
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_UNCHANGED = 304
_WAYS_OUT = MappingProxyType(
    {
        401: "the site wants a login; save the page in a browser and give the file",
        403: "the site refuses programs; save the page in a browser and give the file",
        404: "there is no such page; check the address",
        410: "the page was taken down; look for it in a web archive",
        429: "the site wants fewer requests; try again later",
    }
)
_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,80}/[A-Za-z0-9!#$&^_.+-]{1,80}")
_VALUE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,500}")  # of a header that may be sent back
_RECEIVED = re.compile(r"received (\d{1,19}) bytes, expected (\d{1,19})")
_SECONDS = re.compile(r"\d{1,6}")
_BUSY = (429, 503)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)


class RefusedError(ReadError):
    """A server answers with a status that is no page: `status`."""

    status = 0


class PageGoneError(RefusedError):
    """A server says that it has no page at an address, or none any more."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page's version: sent along the next time, it may answer that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address after redirects, without a password, and the headers by their small names.

    `unchanged` says that the page is as the validators sent along know it; nothing was loaded then.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False

    @property
    def media_type(self) -> str | None:
        """The type and subtype in small letters; None where the header is absent or none."""
        found = _TOKEN.match(self.headers.get("content-type", "").strip())
        return None if found is None else found[0].lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares, whatever it is worth."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return None if found is None else found[1]

    @property
    def validators(self) -> Validators:
        """What to send along the next time: what of it may be sent back."""
        told = (self.headers.get(name) for name in ("etag", "last-modified"))
        return Validators(*(value if value and _VALUE.fullmatch(value) else None for value in told))


class Fetcher:
    """Fetches addresses one after the other, and remembers each site's robots.txt and when it was last asked."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolve: Resolve = addresses_of,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings or FetchSettings()
        self._resolve = resolve
        self._clock = clock
        self._sleep = sleep
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}  # when each public host was last asked
        self._tls: ssl.SSLContext | None = None

    def fetch(self, url: str, file: IO[bytes], known: Validators | None = None) -> Answer:
        """Load an address into a file, unpacked; with `known`, only if it has changed since.

        Raises PageGoneError where the server has no such page, and ReadError for an address that is private, that
        robots.txt keeps programs from, that cannot be reached, and beyond the limits of time, size and redirects.
        """
        deadline = Deadline(self.settings.seconds, self._clock)
        admit = self._obey_robots if self.settings.robots else None
        return self._load(parse_address(url), file, _conditions(known or Validators()), deadline, admit)

    def _load(
        self,
        address: WebAddress,
        file: IO[bytes],
        headers: Mapping[str, str],
        deadline: Deadline,
        admit: Callable[[WebAddress, Deadline], None] | None,
    ) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if admit is not None:
                admit(address, deadline)
            with self._asking(address, headers, deadline) as response:
                found = _headers(response)
                if response.status in _REDIRECTS and "location" in found:
                    address = address.to(found["location"])
                    continue
                if response.status == _UNCHANGED and headers:
                    return Answer(address.url, found, unchanged=True)
                _refuse_failures(response.status, found)
                coding = found.get("content-encoding", "")
                copy_body(response.iter_stream(), coding, file, self.settings.most_bytes, deadline)
                return Answer(address.url, found)
        raise ReadError(f"the address leads on more than {MOST_REDIRECTS} times; give the address of the page itself")

    @contextmanager
    def _asking(self, address: WebAddress, headers: Mapping[str, str], deadline: Deadline) -> "Iterator[Response]":
        """The answer to one request, over a connection of its own."""
        import httpcore2  # takes a fifth of a second, and only fetching needs it

        from attrib.readers.fetching.connecting import GuardedBackend

        backend = GuardedBackend(self._resolve, deadline, private=self.settings.allow_private)
        sent: dict[bytes | str, bytes | str] = {"Host": address.authority, "User-Agent": _AGENT}
        sent |= {"Accept": "*/*", "Accept-Encoding": ACCEPTED}
        sent["Connection"] = "close"
        sent.update(headers.items())
        if address.authorization is not None:
            sent["Authorization"] = address.authorization
        url = httpcore2.URL(
            scheme=address.scheme, host=address.host.strip("[]"), port=address.port, target=address.target
        )
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self.settings.silence)
        try:
            with (
                httpcore2.ConnectionPool(ssl_context=self._context(address), network_backend=backend) as pool,
                pool.stream("GET", url, headers=sent, extensions={"timeout": timeouts}) as response,
            ):
                yield response
        except (httpcore2.TimeoutException, TimeoutError) as error:
            raise ReadError(self._too_slow(deadline)) from error
        except httpcore2.ConnectError as error:
            raise ReadError(f"cannot be reached ({error}); check the address and the connection") from error
        except httpcore2.ProtocolError as error:
            raise ReadError(_broken_off(str(error))) from error
        except (httpcore2.NetworkError, OSError) as error:
            raise ReadError(f"the connection broke off ({error}); try again") from error
        finally:
            if backend.public:
                self._asked[address.host] = self._clock()

    def _context(self, address: WebAddress) -> ssl.SSLContext | None:
        """The certificates that the system trusts, read once, where they are needed."""
        if address.scheme == "https":
            self._tls = self._tls or ssl.create_default_context()
        return self._tls

    def _too_slow(self, deadline: Deadline) -> str:
        if deadline.passed:
            return f"not complete after {deadline.seconds:.0f} seconds; fetch it with a download program"
        return f"no answer for {self.settings.silence:.0f} seconds; try again later"

    def _obey_robots(self, address: WebAddress, deadline: Deadline) -> None:
        """Wait as long as a site asks for. Raises ReadError for a path that it keeps programs from."""
        robots = self._robots.get(address.origin)
        if robots is None:
            robots = self._robots[address.origin] = self._read_robots(address, deadline)
        elif address.host in self._asked:
            pause = max(self.settings.pause, robots.delay)
            self._sleep(min(max(0.0, self._asked[address.host] + pause - self._clock()), deadline.left()))
        if not robots.allows(address.target):
            raise ReadError(
                "the site's robots.txt asks programs to leave this page alone; save it in a browser and give the file, "
                "or fetch it with --ignore-robots"
            )

    def _read_robots(self, address: WebAddress, deadline: Deadline) -> Robots:
        """The rules of a site; none where it has no robots.txt. Raises ReadError where it may have one (RFC 9309)."""
        text = BytesIO()
        try:
            self._load(address.to("/robots.txt"), text, {}, deadline, None)
        except TooLargeError:
            pass  # the start of it holds
        except RefusedError as error:
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return Robots()
            raise ReadError(
                f"the site's robots.txt answers {error.status}, so it is not known what programs may fetch; try again "
                "later, or use --ignore-robots"
            ) from error
        return parse_robots(text.getvalue()[:MOST_BYTES].decode("utf-8", "replace"))


def _conditions(known: Validators) -> dict[str, str]:
    """The headers that ask for a page only if it has changed."""
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in pairs.items() if value is not None and _VALUE.fullmatch(value)}


def _headers(response: "Response") -> dict[str, str]:
    """The headers by their names in small letters; of several with one name the last."""
    return {name.decode("ascii", "replace").lower(): _text(value) for name, value in response.headers}


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _refuse_failures(status: int, headers: Mapping[str, str]) -> None:
    """Raise PageGoneError or RefusedError for an answer that is no page."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    phrase = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
    way_out = _WAYS_OUT.get(status, "try again later, or save the page in a browser and give the file")
    after = headers.get("retry-after", "")
    waiting = f", after {after} seconds" if status in _BUSY and _SECONDS.fullmatch(after) else ""
    error = (PageGoneError if status in _GONE else RefusedError)(
        f"the server answers {status} {phrase}".rstrip() + f": {way_out}{waiting}"
    )
    error.status = status
    raise error


def _broken_off(words: str) -> str:
    """What went wrong where an answer is not as HTTP wants it, from the words of h11."""
    found = _RECEIVED.search(words)
    if found is None:
        return f"the answer is no HTTP, or it breaks off ({words[:100]}); check the address and try again"
    left = int(found[2]) - int(found[1])
    return f"the connection broke off {left:,} bytes before the end; try again"
