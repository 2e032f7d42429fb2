"""What every judge of stances does with what it has found: neutral stances, and the cue's word before its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, Stance, StanceLabel
from attrib.english.names import mention_key
from attrib.pipeline.stance.cues import CUE_LIMITS, Attitude
from attrib.pipeline.stance.targets import Target


@dataclass(frozen=True, slots=True)
class JudgingThresholds:
    """Which statements are judged, and when "neutral" is no doubt. All between 0 and 1.

    statement: least confidence of a statement whose stances the model judges. Confidence is calibrated, so that below
        0.5 it is rather wrong than right.
    plain: least confidence of one whose cue says a side outright; lower, set by hand, because such cues are seldom
        wrong (see CueLimits).
    clear: probability from which a neutral stance is not marked unclear; set by hand.
    """

    statement: float = 0.5
    plain: float = 0.3
    clear: float = 0.7


THRESHOLDS = JudgingThresholds()


def no_side(target: Target, score: float) -> Stance:
    """That no side is told of a target, with the probability of it."""
    score = round(score, 4)
    unclear = score < THRESHOLDS.clear
    return Stance(target.name, target.kind, StanceLabel.NEUTRAL, score, target.spans[0], unclear=unclear)


def place_of(stance: Stance) -> Span:
    """Where a stance's target stands, for their order."""
    return stance.mention or Span(0, 0)


def with_plain(stances: Sequence[Stance], plain: Attitude | None) -> tuple[Stance, ...]:
    """The stances with what the cue says outright in place of the model's word on that target and on that side."""
    if plain is None:
        return tuple(stances)
    target = plain.target
    own = [
        item for item in stances if mention_key(item.target) == mention_key(target.name) or item.label is plain.label
    ]
    score = max([CUE_LIMITS.certainty, *(item.score for item in own if item.label is plain.label)])
    stance = Stance(target.name, target.kind, plain.label, score, target.spans[0], plain.words)
    rest = [item for item in stances if item not in own]
    return tuple(sorted([*rest, stance], key=lambda item: item.mention or target.spans[0]))
