"""Serving the page on a port of this machine."""

import secrets
import socket
from collections.abc import Callable, Mapping

import uvicorn

from attrib.errors import SettingsError
from attrib.services.desk import Desk
from attrib.web.app import make_app
from attrib.web.guard import ENTRANCE, HOST

PORT = 8650
"""The port that is tried first."""
_TRIES = 20


def serve(
    desk: Desk,
    *,
    by: str,
    tell: Callable[[str], object],
    port: int | None = None,
    minima: Mapping[str, float] | None = None,
) -> None:
    """Serve the page of a desk until it is interrupted; `tell` gets the address with its token once it can be opened.

    Without a port PORT is taken, or the next free one. Raises SettingsError where the port cannot be had.
    """
    with listening(port) as listener:
        server, address = server_on(listener, desk, by=by, minima=minima)
        tell(address)
        server.run(sockets=[listener])


def server_on(
    listener: socket.socket, desk: Desk, *, by: str, minima: Mapping[str, float] | None = None
) -> tuple[uvicorn.Server, str]:
    """The server of a desk's page for a socket, and the address that opens it."""
    port, token = listener.getsockname()[1], secrets.token_urlsafe(32)
    config = uvicorn.Config(
        make_app(desk, by=by, port=port, token=token, minima=minima),
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    return uvicorn.Server(config), f"http://{HOST}:{port}/?{ENTRANCE}={token}"


def listening(port: int | None) -> socket.socket:
    """A socket on the loopback address, at a port or, without one, at the first free one from PORT on.

    Raises SettingsError where there is none.
    """
    tried = range(PORT, PORT + _TRIES) if port is None else (port,)
    for number in tried:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
        except OSError as error:
            listener.close()
            reason = error.strerror or error
        else:
            return listener
    raise SettingsError(f"port {tried[-1]} of {HOST} cannot be used ({reason}); give another --port, or 0 for any")
