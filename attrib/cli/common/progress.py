"""Progress for the person at the terminal: a bar, and lines that do not break it. Standard error only."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from attrib.data import Notice

Item = TypeVar("Item")


def with_bar(items: Iterable[Item], unit: str, total: int | None = None) -> Iterator[Item]:
    """The items, counted by a bar if standard error is a terminal; `total` is their number, if known."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # only a terminal needs it

    yield from tqdm(items, total=total, unit=f" {unit}", file=sys.stderr, smoothing=0.1, dynamic_ncols=True)


def tell_notices(items: Iterable[Item | Notice]) -> Iterator[Item]:
    """The items without the notices among them, which are said as they come."""
    for item in items:
        if not isinstance(item, Notice):
            yield item
        elif item.warning:
            warn(item.message)
        else:
            say(item.message)


def say(words: str) -> None:
    """Print a line on standard error, above the bar if there is one; control characters from file names are shown."""
    from attrib.text.terminal import printable

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
