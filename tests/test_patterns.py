"""Every regular expression takes time in proportion to its text, also on texts made to be slow."""

import re
import signal
from collections.abc import Iterator

import pytest

from tests.patterns import Pattern, growth, interrupt, patterns

SMALL, LARGE = 500, 2000
MOST_GROWTH = 9.0  # of four times the text; twice the square root of that between 4, linear, and 16, quadratic

# Rooms that read no text of strangers: options and figures, trainings, weights.
WITHOUT = ("cli", "training", "nn")


@pytest.fixture(autouse=True)
def _interrupted() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, interrupt)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.linear
def test_every_expression_is_linear() -> None:
    found = list(patterns(WITHOUT))
    assert len(found) > 150
    slow = {}
    for pattern in found:
        factor, text = growth(pattern, SMALL, LARGE)
        if factor > MOST_GROWTH:
            slow[pattern.name] = f"{factor:.0f} times as long, by {text!r}"
    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "scanning"),
    [
        (r"(a+)+$", False),
        (r"(?:<!--.*?-->\s*)*<html", False),
        (r"\s+$", True),
        (r"[.!?]+[)]*\s+(?=[A-Z])", True),
        (r"(?:\w+ ?)*:", True),
        (r"[A-Z]+x", True),
    ],
)
def test_slow_expressions_are_found(pattern: str, scanning: bool) -> None:
    assert growth(Pattern("slow", re.compile(pattern, re.DOTALL), scanning), SMALL, LARGE)[0] > MOST_GROWTH


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++x", r"[.!?]", r"\w{1,30}:", r"(?:a|b)*+c"])
def test_quick_expressions_are_not(pattern: str) -> None:
    assert growth(Pattern("quick", re.compile(pattern), scanning=False), SMALL, LARGE)[0] < MOST_GROWTH
