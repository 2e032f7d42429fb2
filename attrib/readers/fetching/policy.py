"""Which addresses of the internet may be connected to, and the addresses of a host.

A name is looked up once, every address found is checked, and the connection goes to an address that was checked: a
name that answers differently the next time (rebinding) gains nothing. Kinds of addresses are those of the special
registries of IANA (RFC 6890).
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from types import MappingProxyType

from attrib.errors import ReadError

Resolve = Callable[[str, float], Sequence[str]]
"""The addresses of a host's name, looked up within some seconds. Raises OSError where nobody knows it."""

_KINDS = MappingProxyType(
    {
        "this machine's own": ("127.0.0.0/8", "::1/128", "0.0.0.0/8", "::/128"),
        "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
        "link-local": ("169.254.0.0/16", "fe80::/10"),
        "carrier-grade NAT": ("100.64.0.0/10",),
        "multicast": ("224.0.0.0/4", "ff00::/8"),
        "IPv4 within IPv6": ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96"),
        "NAT64": ("64:ff9b::/96", "64:ff9b:1::/48"),
        "6to4": ("2002::/16", "192.88.99.0/24"),
        "Teredo": ("2001::/32",),
    }
)
_NETWORKS = tuple((kind, ipaddress.ip_network(text)) for kind, texts in _KINDS.items() for text in texts)
_UNICAST = ipaddress.ip_network("2000::/3")  # all that is given out of IPv6


def kind_of_private(address: str) -> str | None:
    """What keeps an IP address from being public, in a word: "loopback", "NAT64"; None for a public one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unreadable"
    for kind, network in _NETWORKS:
        if found.version == network.version and found in network:
            return kind
    if not found.is_global or (found.version == _UNICAST.version and found not in _UNICAST):
        return "reserved"
    return None


def addresses_of(host: str, seconds: float) -> list[str]:
    """The addresses of a host's name. Raises OSError where nobody knows it, TimeoutError after `seconds`."""
    found: list[str] = []
    failures: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:  # UnicodeError: a name that IDNA has no form for
            failures.append(error)

    # The system's resolver has no deadline of its own; a thread that outlives this one is left to end by itself.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if failures:
        raise OSError(getattr(failures[0], "strerror", None) or "no such host") from failures[0]
    if not found:
        raise TimeoutError
    return found


def allowed_addresses(host: str, seconds: float, resolve: Resolve, *, private: bool) -> Sequence[str]:
    """The addresses to connect to. Raises ReadError where any is not public unless `private`, OSError as `resolve`."""
    found = resolve(host, seconds)
    for address in () if private else found:
        kind = kind_of_private(address)
        if kind is not None:
            named = address if host == address else f"{host} ({address})"
            raise ReadError(
                f"{named} is an address of a private network or no public one ({kind}); "
                "--allow-private fetches it all the same"
            )
    return found
