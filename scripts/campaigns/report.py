"""What a campaign found."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Report:
    """Counts of a campaign: what was tried, and of that what crashed, hung, or passed though it should not have."""

    name: str
    tried: int = 0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether nothing was found."""
        return not (self.crashes or self.hangs or self.leaks)


def rounds(seconds: float, least: int = 1) -> Iterator[int]:
    """Numbers from 0 on, until the time is over; `least` in any case."""
    end = time.monotonic() + seconds
    number = 0
    while number < least or time.monotonic() < end:
        yield number
        number += 1
