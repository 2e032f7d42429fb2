"""Values of changes of mind: two receipts of one actor with opposite sides towards a target, and judgements."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attrib.data.checks import CheckVerdict
from attrib.data.records import ActorSummary, StatementRecord
from attrib.data.statements import StanceLabel

LEAST_SIDE = 0.6
"""The score from which a side counts for a change of mind, unless another one is asked for."""

LEAST_SPEAKER = 0.6
"""The probability from which a statement counts as its speaker's for a change of mind."""


class LeftOut(StrEnum):
    """Why a statement with a side stands for none in a change of mind, in words that follow a number of changes."""

    UNSURE = "with a side that is too unsure"
    SPEAKER = "with a speaker that is too unsure"
    QUESTION = "with a question"
    TOPIC = "with words that only name what they are about"
    OTHERS = "with what somebody else says"
    CONCEDES = "with a sentence that concedes, supposes or leaves something open"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One side that an actor took: the statement, the target as it is written there, the side and its score.

    `side` and `score` are None where only a person says that the statement takes one. `copies` are other statements
    with the same words.
    """

    record: StatementRecord
    target: str
    side: StanceLabel | None
    score: float | None
    reviewed: bool = False
    copies: tuple[StatementRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeOfMind:
    """An earlier receipt and a later one with the opposite side towards `target`: a suggestion until it is confirmed.

    `judgement` is the active one on the two statements, None where nobody has judged.
    """

    target: str
    target_id: str | None
    earlier: Receipt
    later: Receipt
    judgement: "ChangeJudgement | None" = None

    @property
    def score(self) -> float:
        """The lower one of both scores; that of a receipt which people reviewed is 1."""
        return min(1.0 if each.reviewed else each.score or 0.0 for each in (self.earlier, self.later))


@dataclass(frozen=True, slots=True)
class ActorChanges:
    """The changes of mind of an actor, confirmed ones first, then those with the highest score.

    `left_out` says how many pairs of opposite sides are not told, and why, `more` how many changes there are beyond the
    limit that was asked for.
    """

    actor: ActorSummary
    changes: tuple[ChangeOfMind, ...]
    left_out: tuple[tuple[LeftOut, int], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ChangeJudgement:
    """A person's word on whether an earlier statement and a later one are a change of mind; kept when undone.

    The ids are those of the statements of today where there are any, else of those that were judged.
    """

    id: str
    batch: str
    verdict: CheckVerdict
    earlier_id: str
    earlier_words: str
    later_id: str
    later_words: str
    note: str | None
    judged_by: str
    judged_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None
