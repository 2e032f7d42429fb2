"""Which of a statement's candidates a side is told of: the likeliest, and each thing once."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import ActorKind, StanceLabel
from attrib.english.name_agreement import same_name
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.stance.targets import Target

_MOST = 3  # sides told of one statement; set by hand: 98 % of those labelled have no more


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate's index, the side told of it and its probability."""

    at: int
    label: StanceLabel
    score: float


def choose(targets: Sequence[Target], answers: Sequence[Sequence[float]], least: float) -> list[Choice]:
    """The sides to tell, likeliest first; `answers` holds the probabilities of SIDES for each candidate.

    A candidate is left out where an earlier one overlaps it, or goes by nearly the same name: of "the ban" and "the ban
    on arms" only the likelier is told.
    """
    found: list[Choice] = []
    for at, row in enumerate(answers):
        side = max(range(1, len(SIDES)), key=lambda side: row[side])
        if row[side] >= least:
            found.append(Choice(at, SIDES[side], float(row[side])))
    kept: list[Choice] = []
    for choice in sorted(found, key=lambda item: -item.score):
        if len(kept) < _MOST and not any(_same(targets[choice.at], targets[other.at]) for other in kept):
            kept.append(choice)
    return kept


def _same(one: Target, other: Target) -> bool:
    overlap = any(span.overlaps(place) for span in one.spans for place in other.spans)
    return overlap or any(
        same_name(*pair, ActorKind.GROUP) for pair in ((one.name, other.name), (other.name, one.name))
    )
