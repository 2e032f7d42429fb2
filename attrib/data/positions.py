"""Stances summed up: an actor's by target, those towards one target by speaker, with reversals over time."""

from dataclasses import dataclass
from datetime import datetime

from attrib.data import ActorSummary, Assertion, DatePrecision, StanceLabel


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """One stance that a statement takes, with the cue and the assertion of the statement."""

    statement_id: str
    label: StanceLabel
    score: float
    published_at: datetime | None
    outlet: str | None
    quote: str
    url: str | None
    reviewed: bool = False
    target: str = ""
    cue: str = ""
    assertion: Assertion | None = None
    published_precision: DatePrecision | None = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two neighbours in time, one for and one against; a person must read both before calling it a change of mind."""

    newer: StanceTaken
    older: StanceTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How many statements are for something, against it and neither; `score` is the mean probability of the stances.

    `first` and `last` are dates of publication, as exact as is known. Neutral ones count only where asked for.
    """

    support: int
    oppose: int
    neutral: int
    score: float
    first: str | None = None
    last: str | None = None
    reversals: tuple[Reversal, ...] = ()

    @property
    def count(self) -> int:
        return self.support + self.oppose + self.neutral

    @property
    def side(self) -> str:
        """ "support" or "oppose", "both" where there are statements of both, else "neutral"."""
        if self.support and self.oppose:
            return "both"
        return "support" if self.support else "oppose" if self.oppose else "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStances(Sides):
    """All stances of an actor towards one target; `names` are its spellings, the most frequent first."""

    target: str
    target_id: str | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerStances(Sides):
    """All stances of one speaker towards a topic; `speaker` is None for those whom nobody knows."""

    speaker: str | None
    speaker_id: str | None


@dataclass(frozen=True, slots=True)
class ActorStances:
    """What an actor supports or opposes, the most frequent targets first; `left_neutral` counts what is left out."""

    actor: ActorSummary
    targets: tuple[TargetStances, ...]
    left_neutral: int = 0


@dataclass(frozen=True, slots=True)
class TopicStances:
    """Who is for a topic and who against it: speakers on both sides, for, against, neither; the most frequent first.

    `targets` are the spellings that count as the topic, `others` targets with its words that do not, each with its
    number of stances. `left_neutral` is how many statements without a side are left out.
    """

    topic: str
    speakers: tuple[SpeakerStances, ...]
    targets: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...]
    left_neutral: int = 0
