"""Asking a public archive for a copy of a page: Save Page Now of the Internet Archive, or a service that answers alike.

https://web.archive.org/save/ADDRESS answers with the copy's address, /web/YYYYMMDDhhmmss/ADDRESS, in
Content-Location or by a redirect; the same with "id_" behind the time is the page's own bytes.
"""

import hashlib
import ipaddress
import re
import socket
import urllib.parse
from collections.abc import Callable, Sequence
from tempfile import TemporaryFile

from attrib.errors import ReadError
from attrib.readers.web import fetch, is_url

_COPY = re.compile(r"/(\d{14})/")
_SECRET = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|auth|session|sessionid|sid|sig|signature|secret|password|pwd|code|jwt|access)(?:$|[_-])"
)
_PRIVATE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".arpa", ".onion")
Resolve = Callable[[str], Sequence[str]]


def addresses_of(host: str) -> list[str]:
    """The addresses of a host's name; none where nobody here knows it."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []


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
    literal = _address(host)
    if literal is None and ("." not in host or host.endswith(_PRIVATE)):
        return f"{host} is a name of a private network"
    known = [host] if literal is not None else resolve(host)
    if any(address is not None and not address.is_global for address in map(_address, known)):
        return f"{host} is in a private network"
    return None


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def ask_archive(url: str, service: str) -> tuple[str, str | None]:
    """Have a page archived: the copy's address, and the SHA-256 of its bytes where the archive gives them.

    Raises ReadError where the archive cannot be reached, refuses, or answers without a copy.
    """
    if not is_url(url):
        raise ReadError(f"{url!r} is no web address; an archive keeps pages of the web")
    if not is_url(service):
        raise ReadError(f"the archive {service!r} is no web address; give one such as https://web.archive.org/save/")
    with TemporaryFile() as file:
        answer = fetch(f"{service.rstrip('/')}/{url}", file)
    copy = urllib.parse.urljoin(answer.url, answer.headers.get("Content-Location") or answer.url)
    if not _COPY.search(copy):
        raise ReadError(f"the archive {service} answers without the address of a copy; try again later")
    try:
        with TemporaryFile() as file:
            fetch(_COPY.sub(r"/\1id_/", copy, count=1), file)
            file.seek(0)
            return copy, hashlib.file_digest(file, "sha256").hexdigest()
    except ReadError:  # the copy is there; its own bytes may come later
        return copy, None
