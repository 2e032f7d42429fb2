"""Stances told by the pointer: it reads the article whole, and is asked of each statement about all its candidates."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Stance, Statement
from attrib.nn.pointer.questions import SideQuestion, SideTarget
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.readers import SideReader
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.resolver import Resolved
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.choice import Choice, choose
from attrib.pipeline.stance.evidence import strongest_words
from attrib.pipeline.stance.targets import ACTOR, Target
from attrib.pipeline.stance.telling import THRESHOLDS, Place, no_side, place_of, spoken, with_told


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement to be judged: its text, its candidates, and how many of them, the first, are its own."""

    doc: AnnotatedText
    statement: Statement
    targets: tuple[Target, ...]
    own: int

    @property
    def question(self) -> SideQuestion:
        return side_question(self.statement, self.targets)


def side_question(statement: Statement, targets: Sequence[Target]) -> SideQuestion:
    """A statement and its candidates as the pointer reads them."""
    asked = tuple(SideTarget(target.spans, target.kind == ACTOR) for target in targets)
    return SideQuestion(statement.source, statement.cue, statement.content, asked)


class PointerJudge:
    """Judges statements whose speakers are known, by the pointer of their texts.

    A side is told at no less than `least`, or than what the pointer itself names where that is None.
    """

    def __init__(self, least: float | None = None) -> None:
        self.least = least

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances, in the order of the targets in the text.

        Told are the likeliest sides of at least the least probability, each towards another thing (see `choose`), and
        what the cue says outright ("accused X of"), which comes first where both speak of one target. Of what is
        neutral only actors that the statement itself names or means are told.
        """
        found = list(spoken(documents))
        told: dict[Place, list[Stance]] = {}
        for one in found:
            doc = documents[one.place.document].doc
            if one.statement.confidence < THRESHOLDS.statement or doc.sides is None:
                continue
            targets = find_candidates(doc, one.statement, one.targets)
            told[one.place] = self._told(_Asked(doc, one.statement, targets, len(one.targets)), doc.sides)
        return with_told(documents, found, told)

    def _told(self, one: _Asked, reader: SideReader) -> list[Stance]:
        question = one.question
        answers = reader.side_probabilities(question).tolist()
        least = reader.least_side if self.least is None else self.least
        chosen = choose(one.targets, answers, least)
        found = [self._stance(one, side, reader, question) for side in chosen]
        taken = {side.at for side in chosen}
        for at, target in enumerate(one.targets[: one.own]):
            if target.kind == ACTOR and at not in taken:
                found.append(no_side(target, answers[at][0]))
        return sorted(found, key=place_of)

    def _stance(self, one: _Asked, side: Choice, reader: SideReader, question: SideQuestion) -> Stance:
        target = one.targets[side.at]
        weights = reader.side_weights(question, side.at, SIDES.index(side.label))
        evidence = strongest_words(one.doc.text, one.doc.tokens, weights, target.spans)
        place = next(iter(target.spans), None)
        return Stance(target.name, target.kind, side.label, round(side.score, 4), place, evidence)
