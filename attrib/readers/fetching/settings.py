"""The settings of fetching, and what is told of time."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from attrib.errors import SettingsError

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How addresses are fetched.

    `allow_private` lets addresses of private networks and of this machine through. `seconds` is the most time of one
    address with its redirects, `silence` the most without a byte, `most_bytes` the most of a page after unpacking.
    `robots` says whether robots.txt is obeyed, `pause` how many seconds pass between two requests to a public host.
    Raises SettingsError for numbers that let nothing through.
    """

    allow_private: bool = False
    seconds: float = 600.0
    silence: float = 20.0
    most_bytes: int = 1 << 30
    robots: bool = True
    pause: float = 1.0

    def __post_init__(self) -> None:
        for name in ("seconds", "silence", "most_bytes"):
            if not getattr(self, name) > 0:
                raise SettingsError(f"{name} {getattr(self, name)} lets nothing be fetched; give more than 0")
        if not self.pause >= 0:
            raise SettingsError(f"pause {self.pause} is no time to wait; give 0 or more seconds")


class Deadline:
    """A moment by which something must be complete, whatever its parts take."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    @property
    def passed(self) -> bool:
        """Whether the moment is over."""
        return self._clock() >= self._end

    def left(self, most: float | None = None) -> float:
        """The seconds left, at most `most`; never 0, which would mean no waiting at all. Raises TimeoutError."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return max(0.001, left if most is None else min(left, most))
