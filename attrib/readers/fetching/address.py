"""A web address taken apart: where to connect, what to ask for, and whose name and password go along."""

import base64
import re
import urllib.parse
from dataclasses import dataclass, replace

from attrib.errors import ReadError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}(?:%[a-z0-9._-]{1,20})?\]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SAFE = "%/:=&?~+!$,;'@()*[]"  # stays as it is in a path or query


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that can be asked: `host` in ASCII, `target` is path and query, `authorization` a header's value."""

    scheme: str
    host: str
    port: int
    target: str
    authorization: str | None = None

    @property
    def authority(self) -> str:
        """The host, with the port where it is not the usual one."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """What a name and password hold for: scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address without name and password."""
        return self.origin + self.target

    def to(self, location: str) -> "WebAddress":
        """Where a redirect leads; name and password go along to the same origin alone. Raises ReadError."""
        try:
            found = parse_address(urllib.parse.urljoin(self.url, location))
        except ValueError as error:  # of urljoin
            raise ReadError("the address leads on to what is no web address; check it") from error
        return replace(found, authorization=self.authorization if found.origin == self.origin else None)


def parse_address(url: str) -> WebAddress:
    """A web address taken apart. Raises ReadError, without the address, which may have a password in it."""
    try:
        return _parse(url.strip())
    except ValueError as error:
        words = "its host or port cannot be read" if isinstance(error, UnicodeError) else str(error)
        raise ReadError(f"this is no web address ({words}); check it") from None


def _parse(url: str) -> WebAddress:
    if _CONTROLS.search(url):
        raise ValueError("it holds a control character")
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # its message may hold the password
        raise ValueError("its host or port cannot be read; in a password write @ / ? # as %40 %2F %3F %23") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError("only http and https are fetched")
    if "\\" in parts.netloc:  # which browsers take for the end of the host
        raise ValueError("its host has characters that no host has")
    user = parts.netloc.rpartition("@")[0]
    if user and "@" in url.partition("://")[2].replace(parts.netloc, "", 1):
        raise ValueError("behind a name and password a second @ is written %40, also within the password")
    host = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host):
        raise ValueError("the address has no host" if not host else "its host has characters that no host has")
    path, query = (urllib.parse.quote(part, safe=_SAFE) for part in (parts.path or "/", parts.query))
    target = f"{path}?{query}" if query else path
    return WebAddress(scheme, host, port or _PORTS[scheme], target, _authorization(user))


def _authorization(user: str) -> str | None:
    """The header's value of a name and password as an address has them (RFC 7617)."""
    if not user:
        return None
    name, _, password = user.partition(":")
    plain = f"{urllib.parse.unquote(name)}:{urllib.parse.unquote(password)}"
    return f"Basic {base64.b64encode(plain.encode()).decode('ascii')}"
