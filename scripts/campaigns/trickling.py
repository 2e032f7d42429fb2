"""Servers that send a byte now and then: each fetch must end by its deadline."""

import io
import random
import socket
import threading
import time

from attrib.errors import ReadError
from attrib.readers.fetching.fetcher import Fetcher
from attrib.readers.fetching.settings import FetchSettings
from scripts.campaigns.report import Report, rounds

_DEADLINE = 0.3  # seconds
_LATE = 60.0  # seconds of the clock, two hundred times the deadline: a busy machine is slow, not hung
_OK = b"HTTP/1.1 200 OK\r\n"
_STARTS = (
    *(b"", b"H", _OK, _OK + b"\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    *(_OK + b"Transfer-Encoding: chunked\r\n\r\n", _OK + b"Content-Encoding: gzip\r\n\r\n"),
)


def trickle(seconds: float, seed: int = 0) -> Report:
    """Fetch from such servers for a time."""
    report = Report("servers that trickle")
    for number in rounds(seconds):
        chance = random.Random(f"{seed} {number}")
        start = chance.choice(_STARTS)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(_LATE)
            over = threading.Event()
            thread = threading.Thread(target=_serve, args=(listener, start, chance.randbytes(1), over), daemon=True)
            thread.start()
            _try(f"http://127.0.0.1:{listener.getsockname()[1]}/", repr(start), report)
            over.set()
            thread.join()
    return report


def _serve(listener: socket.socket, start: bytes, byte: bytes, over: threading.Event) -> None:
    try:
        client, _ = listener.accept()
        with client:
            client.sendall(start)
            while not over.wait(0.01):
                client.sendall(byte)
    except OSError:
        return


def _try(url: str, named: str, report: Report) -> None:
    report.tried += 1
    started = time.monotonic()
    try:
        Fetcher(FetchSettings(allow_private=True, robots=False, seconds=_DEADLINE)).fetch(url, io.BytesIO())
        report.leaks.append(f"{named}: an answer without an end was taken")
    except ReadError:
        pass
    if time.monotonic() - started > _LATE:
        report.hangs.append(named)
