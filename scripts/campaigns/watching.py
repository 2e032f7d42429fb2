"""Whether something hangs: by time of the processor, its own and its children's, so that a busy machine fakes nothing.

What waits for ever takes no such time, so there is a second bound in time of the clock, thirty times as long.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from scripts.campaigns.report import Report

HANG = 10.0
"""Seconds of the processor after which an input counts as one that hangs."""
STUCK = 300.0
"""Seconds of the clock after which it does so whatever it has used of the processor."""


class HangError(BaseException):
    """What is watched takes too long; no Exception, because readers go on after these."""


@contextmanager
def watched(named: str, report: Report) -> Iterator[None]:
    """Try something: it is counted, stopped where it hangs, and then told by its name."""
    report.tried += 1
    before = _processor()
    try:
        with _alarms():
            yield
    except HangError as error:
        report.hangs.append(f"{named}: {error}")
        return
    taken = _processor() - before
    if taken > HANG:
        report.hangs.append(f"{named}: {taken:.0f} seconds of the processor")


def _processor() -> float:
    """The seconds of the processor that this process and its ended children have used."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def _alarms() -> Iterator[None]:
    """Raise HangError at either bound, where the system has such alarms."""
    if not hasattr(signal, "setitimer"):  # Windows: what ends is measured all the same
        yield
        return
    bounds = {
        signal.SIGPROF: (signal.ITIMER_PROF, HANG, "of the processor"),
        signal.SIGALRM: (signal.ITIMER_REAL, STUCK, "of the clock"),
    }

    def ring(number: int, _frame: FrameType | None) -> None:
        _, seconds, words = bounds[signal.Signals(number)]
        raise HangError(f"more than {seconds:g} seconds {words}")

    before = {number: signal.signal(number, ring) for number in bounds}
    for timer, seconds, _ in bounds.values():
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for number, (timer, _, _) in bounds.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])
