"""Progress for the person at the terminal: a bar, and lines that do not break it. Standard error only."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Never, TypeVar

import click

from attrib.data import Notice
from attrib.text.terminal import printable

if TYPE_CHECKING:
    from tqdm import tqdm

Item = TypeVar("Item")

_WIDTH = 40  # characters of what is going on, behind the bar
SIZE = {"ncols": 80, "nrows": 24}  # of a terminal that does not know its own
EVERY = 10.0  # seconds between two lines of progress where there is no terminal


def with_bar(items: Iterable[Item], unit: str, total: int | None = None) -> Iterator[Item]:
    """The items, counted by a bar if standard error is a terminal; `total` is their number, if known."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # only a terminal needs it

    yield from tqdm(items, total=total, unit=f" {unit}", file=sys.stderr, smoothing=0.1, **_width())


def _width() -> dict[str, Any]:
    """How wide a bar is: as the terminal, also when that changes; SIZE where it says that it has no columns."""
    try:
        told = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):  # no real terminal
        told = 0
    return {"dynamic_ncols": True} if told else SIZE


class Progress:
    """Work on articles as it goes: how many of how many, how long still, and what is going on; on standard error.

    On a terminal it is a bar; else a line before the models are loaded and then every EVERY seconds, even while a
    single step takes longer; without `lines` nothing.
    """

    def __init__(self, total: int | None = None, *, lines: bool = True) -> None:
        self.total = total
        self._lines = lines
        self.done = 0
        self._now = ""
        self._bar: tqdm[Never] | None = None
        self._started = time.monotonic()

    def doing(self, what: str) -> None:
        """Say what is going on now."""
        first, self._now = not self._now, what
        if self._bar is not None:
            self._bar.set_postfix_str(printable(what)[:_WIDTH])
        elif first and self._lines:
            self._tell()

    def over(self, items: Iterable[Item], counts: Callable[[Item], int] = lambda _: 1) -> Iterator[Item]:
        """The items, each of which `counts` for so many articles that are done."""
        stopped = threading.Event()
        if sys.stderr.isatty():
            from tqdm import tqdm  # only a terminal needs it

            self._bar = tqdm(total=self.total, unit=" articles", file=sys.stderr, smoothing=0.1, **_width())
        elif self._lines:
            threading.Thread(target=self._tell_until, args=(stopped,), daemon=True).start()
        try:
            for item in items:
                self.done += counts(item)
                yield item
                if self._bar is not None:
                    self._bar.update(counts(item))
        finally:
            stopped.set()
            if self._bar is not None:
                self._bar.close()
                self._bar = None

    def _tell_until(self, stopped: threading.Event) -> None:
        while not stopped.wait(EVERY):
            self._tell()

    def _tell(self) -> None:
        say(f"{self}{f'; {self._now}' if self._now else ''}")

    def __str__(self) -> str:
        if self.total is None:
            return "1 article done" if self.done == 1 else f"{self.done} articles done"
        left = max(self.total - self.done, 0)
        passed = time.monotonic() - self._started
        still = f", about {_clock(passed / self.done * left)} left" if self.done and left else ""
        return f"{self.done} of {self.total} articles done{still}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def tell_notices(items: Iterable[Item | Notice]) -> Iterator[Item]:
    """The items without the notices among them, which are said as they come."""
    for item in items:
        if isinstance(item, Notice):
            tell([item])
        else:
            yield item


def tell(notices: Iterable[Notice]) -> None:
    """A line about each notice."""
    for notice in notices:
        (warn if notice.warning else say)(notice.message)


def say(words: str) -> None:
    """Print a line on standard error, above the bar if there is one; control characters from file names are shown."""
    line = printable(words)
    if sys.stderr.isatty():
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)
    else:
        click.echo(line, err=True)


def warn(words: str) -> None:
    """A line about something that stops nothing."""
    say(f"Warning: {words}")


def warn_all(warnings: Iterable[str]) -> None:
    """A line about each thing that stops nothing."""
    for words in warnings:
        warn(words)
