"""The plots of a report as plain values: bars with their places, in percent across and in pixels down.

An SVG of these is as wide as the page without being scaled, so that its words keep their size on every screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data.report import Period, Timeline, Unit

HEIGHT = 150
"""Pixels from the top of a plot to the bottom of its bars; HEIGHT of the sides is divided by their middle line."""
_GAP = 0.2  # of the width of a period
_MOST_LABELS = 5
_EDGE = 8  # percent from an edge, where half of a label has no room on a narrow screen
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: left edge and width in percent, upper edge and height in pixels; `words` say what it stands for."""

    left: str
    width: str
    top: float
    height: float
    words: str
    kind: str = "all"


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the bars, or a line across them: its place in percent or in pixels."""

    at: str
    words: str
    side: str = "middle"  # which part of the words stands at the place: start or end where they would leave the plot


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot: bars, lines across with their numbers, labels of dates, and what it shows in one sentence."""

    bars: tuple[Bar, ...]
    lines: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    words: str


def statements_chart(timeline: Timeline) -> Chart:
    """The number of statements in each period."""
    most = max(period.statements for period in timeline.periods)
    bars = [
        _bar(timeline, place, 0, period.statements, most, HEIGHT, f"{_shown(period.name)}: {_many(period.statements)}")
        for place, period in enumerate(timeline.periods)
        if period.statements
    ]
    busiest = max(timeline.periods, key=lambda period: period.statements)
    words = f"{_span(timeline)}; most in {_shown(busiest.name)}: {_many(busiest.statements)}."
    return Chart(tuple(bars), _lines(most, HEIGHT), _labels(timeline), words)


def sides_chart(timeline: Timeline) -> Chart | None:
    """The statements for something above a middle line, those against something below it; None without any."""
    most = max(max(period.support, period.oppose) for period in timeline.periods)
    if not most:
        return None
    half = HEIGHT // 2
    bars = []
    for place, period in enumerate(timeline.periods):
        if period.support:
            words = f"{_shown(period.name)}: {period.support} for"
            bars.append(_bar(timeline, place, 0, period.support, most, half, words, "support"))
        if period.oppose:
            words = f"{_shown(period.name)}: {period.oppose} against"
            bars.append(_bar(timeline, place, half, period.oppose, most, half, words, "oppose"))
    support, oppose = (sum(getattr(period, name) for period in timeline.periods) for name in ("support", "oppose"))
    lines = (Tick("0", f"{most} for"), Tick(str(half), ""), Tick(str(HEIGHT), f"{most} against"))
    words = f"{_span(timeline)}: {support} for something above the line, {oppose} against something below it."
    return Chart(tuple(bars), lines, _labels(timeline), words)


def _bar(
    timeline: Timeline, place: int, start: int, number: int, most: int, height: int, words: str, kind: str = "all"
) -> Bar:
    """A bar that stands on the lower edge of its field, or hangs from the upper one if it is of what is against."""
    step = 100 / len(timeline.periods)
    tall = max(2.0, round(height * number / most, 1))
    top = start if kind == "oppose" else start + height - tall
    return Bar(f"{(place + _GAP / 2) * step:.3f}%", f"{(1 - _GAP) * step:.3f}%", round(top, 1), tall, words, kind)


def _lines(most: int, height: int) -> tuple[Tick, ...]:
    """Lines at the top, the middle if that is a whole number, and the bottom."""
    middle = [Tick(str(height // 2), str(most // 2))] if most % 2 == 0 else []
    return (Tick("0", str(most)), *middle, Tick(str(height), ""))


def _labels(timeline: Timeline) -> tuple[Tick, ...]:
    """Some of the names of periods, evenly spread, each at the middle of its bar."""
    periods: Sequence[Period] = timeline.periods
    every = -(-len(periods) // _MOST_LABELS)
    step = 100 / len(periods)
    found = []
    for place in range(0, len(periods), every):
        at = (place + 0.5) * step
        side = "start" if at < _EDGE else "end" if at > 100 - _EDGE else "middle"
        found.append(Tick(f"{at:.3f}%", _shown(periods[place].name, timeline.unit), side))
    return tuple(found)


def _shown(name: str, unit: Unit | None = None) -> str:
    """The name of a period for people: "Jan 2025", "5 Jan 2025", and without the year below a plot of days."""
    parts = name.split("-")
    if len(parts) == 1:
        return name
    month = _MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month}" if unit is Unit.DAY else f"{int(parts[2])} {month} {parts[0]}"


def _span(timeline: Timeline) -> str:
    first, last = timeline.periods[0].name, timeline.periods[-1].name
    return f"{_shown(first)} to {_shown(last)}, by {timeline.unit}"


def _many(number: int) -> str:
    return "1 statement" if number == 1 else f"{number} statements"
