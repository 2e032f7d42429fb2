"""Stances told by the pointer: it reads the article whole, and is asked of each statement about all its candidates."""

from collections.abc import Callable, Sequence

from torch import Tensor

from attrib.data import Stance, Statement
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.speakers.resolver import Resolved
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.choice import Choice, choose
from attrib.pipeline.stance.evidence import strongest_words
from attrib.pipeline.stance.pointed import Pointed
from attrib.pipeline.stance.targets import ACTOR
from attrib.pipeline.stance.telling import THRESHOLDS, Place, no_side, place_of, spoken, with_told

Answers = Callable[[Sequence[Pointed]], list[Tensor]]
"""Of each statement's targets the probabilities [T, 3] of SIDES."""


def pointed_alone(asked: Sequence[Pointed]) -> list[Tensor]:
    """The answers of the pointer with nothing beside it."""
    return [one.reader.side_probabilities(one.question) for one in asked]


class PointerJudge:
    """Judges statements whose speakers are known, by the pointer of their texts.

    A side is told at no less than `least`, or than what the pointer itself names where that is None. `answers` gives
    the probabilities where more than the pointer is asked (see `joint_sides`).
    """

    def __init__(self, least: float | None = None, answers: Answers = pointed_alone) -> None:
        self.least, self.answers = least, answers

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances, in the order of the targets in the text.

        Told are the likeliest sides of at least the least probability, each towards another thing (see `choose`), and
        what the cue says outright ("accused X of"), which comes first where both speak of one target. Of what is
        neutral only actors that the statement itself names or means are told.
        """
        found = list(spoken(documents))
        asked: dict[Place, Pointed] = {}
        for one in found:
            doc = documents[one.place.document].doc
            if one.statement.confidence >= THRESHOLDS.statement and doc.sides is not None:
                targets = find_candidates(doc, one.statement, one.targets)
                asked[one.place] = Pointed(doc, one.statement, targets, len(one.targets), doc.sides)
        answers = self.answers(list(asked.values()))
        told = {
            place: self._told(one, rows.tolist()) for (place, one), rows in zip(asked.items(), answers, strict=True)
        }
        return with_told(documents, found, told)

    def _told(self, one: Pointed, answers: Sequence[Sequence[float]]) -> list[Stance]:
        least = one.reader.least_side if self.least is None else self.least
        chosen = choose(one.targets, answers, least)
        found = [self._stance(one, side) for side in chosen]
        taken = {side.at for side in chosen}
        for at, target in enumerate(one.targets[: one.own]):
            if target.kind == ACTOR and at not in taken:
                found.append(no_side(target, answers[at][0]))
        return sorted(found, key=place_of)

    def _stance(self, one: Pointed, side: Choice) -> Stance:
        target = one.targets[side.at]
        weights = one.reader.side_weights(one.question, side.at, SIDES.index(side.label))
        evidence = strongest_words(one.doc.text, one.doc.tokens, weights, target.spans)
        place = next(iter(target.spans), None)
        return Stance(target.name, target.kind, side.label, round(side.score, 4), place, evidence)
