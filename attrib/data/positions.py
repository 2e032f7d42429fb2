"""An actor's stances summed up by target, with reversals over time."""

from dataclasses import dataclass
from datetime import datetime

from attrib.data import ActorSummary, StanceLabel


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """One stance that a statement takes."""

    statement_id: str
    label: StanceLabel
    score: float
    published_at: datetime | None
    outlet: str | None
    quote: str
    url: str | None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two neighbours in time, one for and one against; a person must read both before calling it a change of mind."""

    newer: StanceTaken
    older: StanceTaken


@dataclass(frozen=True, slots=True)
class TargetStances:
    """All stances of an actor towards one target; `score` is their mean probability, dates are of publication."""

    target: str
    target_id: str | None
    support: int
    oppose: int
    neutral: int
    score: float
    first_at: datetime | None
    last_at: datetime | None
    reversals: tuple[Reversal, ...] = ()

    @property
    def count(self) -> int:
        return self.support + self.oppose + self.neutral


@dataclass(frozen=True, slots=True)
class ActorStances:
    """What an actor supports or opposes, the most frequent targets first."""

    actor: ActorSummary
    targets: tuple[TargetStances, ...]
