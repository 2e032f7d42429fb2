"""What every judge of stances does with what it has found: neutral stances, and the cue's word before its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from attrib.data import Assertion, Span, Stance, StanceLabel, Statement
from attrib.english.names import mention_key
from attrib.pipeline.speakers.resolver import Resolved
from attrib.pipeline.stance.cues import CUE_LIMITS, attitude
from attrib.pipeline.stance.side_words import Attitude
from attrib.pipeline.stance.targets import Target, find_targets


@dataclass(frozen=True, slots=True)
class JudgingThresholds:
    """Which statements are judged, and when "neutral" is no doubt. All between 0 and 1.

    statement: least confidence of a statement whose stances the model judges. Confidence is calibrated, so that below
        0.5 it is rather wrong than right.
    seconded: the same where a second judge reads it too; lower, because of sides told in labelled articles as many are
        right there.
    plain: least confidence of one whose cue says a side outright; lower, set by hand, because such cues are seldom
        wrong (see CueLimits).
    clear: probability from which a neutral stance is not marked unclear; set by hand.
    """

    statement: float = 0.5
    seconded: float = 0.35
    plain: float = 0.3
    clear: float = 0.7


THRESHOLDS = JudgingThresholds()
_UNSAID = frozenset({Assertion.NOT_SAID, Assertion.SUPPOSED})


class Place(NamedTuple):
    """The number of a document, and that of a statement in it."""

    document: int
    statement: int


class Spoken(NamedTuple):
    """A statement whose stances may be told: its place, its targets, and what its cue says outright."""

    place: Place
    statement: Statement
    targets: tuple[Target, ...]
    plain: Attitude | None


def spoken(documents: Sequence[Resolved]) -> Iterator[Spoken]:
    """The statements that have a speaker and are likely enough for what their cue says outright, in order.

    What somebody did not say or is only supposed to say tells no side of theirs: "has yet to explain", "may blame X".
    """
    for at, item in enumerate(documents):
        for number, statement in enumerate(item.statements):
            said = statement.speaker is not None and statement.assertion not in _UNSAID
            if said and statement.confidence >= THRESHOLDS.plain:
                targets = find_targets(item.doc, item.history, statement)
                yield Spoken(Place(at, number), statement, targets, attitude(item.doc, statement, targets))


def with_told(
    documents: Sequence[Resolved], found: Sequence[Spoken], told: Mapping[Place, Sequence[Stance]]
) -> list[tuple[Statement, ...]]:
    """The statements of each document with the stances told of them, and with what their cues say outright."""
    plain = {one.place: one.plain for one in found}
    return [
        tuple(
            replace(statement, stances=with_plain(told.get(place, ()), plain.get(place)))
            for number, statement in enumerate(item.statements)
            for place in (Place(at, number),)
        )
        for at, item in enumerate(documents)
    ]


def no_side(target: Target, score: float) -> Stance:
    """That no side is told of a target, with the probability of it."""
    score = round(score, 4)
    unclear = score < THRESHOLDS.clear
    return Stance(target.name, target.kind, StanceLabel.NEUTRAL, score, target.spans[0], unclear=unclear)


def place_of(stance: Stance) -> Span:
    """Where a stance's target stands, for their order."""
    return stance.mention or Span(0, 0)


def with_plain(stances: Sequence[Stance], plain: Attitude | None) -> tuple[Stance, ...]:
    """The stances with what the cue says outright in place of the model's word on that target and on that side.

    What stands within the target is no target of its own: "hides money" of "rejected claims that it hides money".
    """
    if plain is None:
        return tuple(stances)
    target = plain.target
    own = [
        item
        for item in stances
        if mention_key(item.target) == mention_key(target.name)
        or item.label is plain.label
        or (item.mention is not None and target.spans[0].contains(item.mention))
    ]
    score = max([CUE_LIMITS.certainty, *(item.score for item in own if item.label is plain.label)])
    stance = Stance(target.name, target.kind, plain.label, score, target.spans[0], plain.words)
    rest = [item for item in stances if item not in own]
    return tuple(sorted([*rest, stance], key=lambda item: item.mention or target.spans[0]))
