"""Asking a public archive for a copy of a page: Save Page Now of the Internet Archive, or a service that answers alike.

https://web.archive.org/save/ADDRESS answers with the copy's address, /web/YYYYMMDDhhmmss/ADDRESS, in
Content-Location or by a redirect; the same with "id_" behind the time is the page's own bytes.
"""

import hashlib
import ipaddress
import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import replace
from tempfile import TemporaryFile

from attrib.errors import ReadError
from attrib.readers.fetching.fetcher import Fetcher
from attrib.readers.fetching.policy import Resolve, addresses_of, kind_of_private
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.web import is_url

_COPY = re.compile(r"/(\d{14})/")
_SECRET = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|auth|session|sessionid|sid|sig|signature|secret|password|pwd|code|jwt|access)(?:$|[_-])"
)
_PRIVATE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".arpa", ".onion")
_LOOK_UP = 10.0  # seconds


def objection_to_publishing(url: str, resolve: Resolve = addresses_of) -> str | None:
    """Why an address should not be sent to a public archive; None for a public one.

    "https://u:p@gull.example/a" has a password, "https://gull.example/a?token=1" a token, and "http://10.0.0.1/" is of
    a private host; "https://gull.example/a?page=2" is public.
    """
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.username is not None or parts.password is not None:
        return "it has a name or password in it"
    secrets = [name for name, _ in urllib.parse.parse_qsl(parts.query, True) if _SECRET.search(name.lower())]
    if secrets:
        return f"its part {secrets[0]} may be a key to it"
    literal = _is_address(host)
    if not literal and ("." not in host or host.endswith(_PRIVATE)):
        return f"{host} is a name of a private network"
    if any(kind_of_private(address) is not None for address in ([host] if literal else _known(host, resolve))):
        return f"{host} is in a private network"
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _known(host: str, resolve: Resolve) -> Sequence[str]:
    """The addresses of a host's name; none where nobody here knows it."""
    try:
        return resolve(host, _LOOK_UP)
    except OSError:
        return ()


def ask_archive(url: str, service: str, fetching: FetchSettings | None = None) -> tuple[str, str | None]:
    """Have a page archived: the copy's address, and the SHA-256 of its bytes where the archive gives them.

    Raises ReadError where the archive cannot be reached, refuses, or answers without a copy.
    """
    if not is_url(url):
        raise ReadError(f"{url!r} is no web address; an archive keeps pages of the web")
    if not is_url(service):
        raise ReadError(f"the archive {service!r} is no web address; give one such as https://web.archive.org/save/")
    # A service that a person asks by name is no site that a program walks through.
    fetcher = Fetcher(replace(fetching or FetchSettings(), robots=False))
    with TemporaryFile() as file:
        answer = fetcher.fetch(f"{service.rstrip('/')}/{url}", file)
    copy = urllib.parse.urljoin(answer.url, answer.headers.get("content-location") or answer.url)
    if not _COPY.search(copy):
        raise ReadError(f"the archive {service} answers without the address of a copy; try again later")
    try:
        with TemporaryFile() as file:
            fetcher.fetch(_COPY.sub(r"/\1id_/", copy, count=1), file)
            file.seek(0)
            return copy, hashlib.file_digest(file, "sha256").hexdigest()
    except ReadError:  # the copy is there; its own bytes may come later
        return copy, None
