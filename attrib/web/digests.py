"""Digests that were told on the page, kept in memory to be read again; the oldest are forgotten."""

import threading
from collections import OrderedDict

MOST = 20
"""How many digests are kept."""


class Digests:
    """Digests by their number, each as one HTML file; several threads may use them."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, str] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, number: int, page: str) -> None:
        """Keep a digest."""
        with self._lock:
            self._held[number] = page
            while len(self._held) > MOST:
                self._held.popitem(last=False)

    def find(self, number: str) -> str | None:
        """The digest of a number as an address gives it; None where it is forgotten, or there was none."""
        with self._lock:
            return next((page for held, page in self._held.items() if str(held) == number), None)
