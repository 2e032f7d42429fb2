"""What an actor supports and opposes: stances summed up by target, and where they seem to have turned."""

from dataclasses import dataclass
from datetime import datetime

from attrib.data import ActorSummary, StanceLabel


@dataclass(frozen=True, slots=True)
class Taken:
    """One stance that was taken in a statement."""

    statement_id: str
    label: StanceLabel
    score: float
    published_at: datetime | None
    outlet: str | None
    quote: str
    url: str | None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Two statements, one for and one against, next to each other in time: to be read, not a verdict."""

    newer: Taken
    older: Taken


@dataclass(frozen=True, slots=True)
class TargetStances:
    """All stances of an actor towards one target; `score` is the mean probability, dates those of publication."""

    target: str
    target_id: str | None
    support: int
    oppose: int
    neutral: int
    score: float
    first_at: datetime | None
    last_at: datetime | None
    turns: tuple[Turn, ...] = ()

    @property
    def count(self) -> int:
        return self.support + self.oppose + self.neutral


@dataclass(frozen=True, slots=True)
class ActorStances:
    """Whom and what an actor supports or opposes, the most frequent targets first."""

    actor: ActorSummary
    targets: tuple[TargetStances, ...]
