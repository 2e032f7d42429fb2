"""Stances told by the pair judge: each statement's candidates judged together, the likeliest told."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Document, Mention, Stance, StanceLabel, Statement
from attrib.nn.judge.config import SIDES
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.judge.reader import JudgeReader
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.choice import choose
from attrib.pipeline.stance.pair_text import PairText, about, pair_text
from attrib.pipeline.stance.targets import ACTOR, Target
from attrib.pipeline.stance.telling import THRESHOLDS, Place, no_side, place_of, spoken, with_told


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement to be judged: its document and own number, its candidates, how many are its own, and its text."""

    place: Place
    targets: tuple[Target, ...]
    own: int
    text: PairText


class PairStanceJudge:
    """Judges statements whose speakers are known, with a network that reads a statement beside each target."""

    def __init__(self, reader: JudgeReader) -> None:
        self.reader = reader

    def judge(
        self, document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of one document with their speakers and stances; see `judge_all`."""
        return self.judge_all([resolve(document, statements, mentions)])[0]

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances, in the order of the targets in the text.

        Told are the likeliest sides of at least the model's least probability, each towards another thing (see
        `choose`), and what the cue says outright ("accused X of"), which comes first where both speak of one target.
        Of what is neutral only actors that the statement itself names or means are told.
        """
        found = list(spoken(documents))
        asked: list[_Asked] = []
        for one in found:
            item = documents[one.place.document]
            if one.statement.confidence >= THRESHOLDS.statement:
                targets = find_candidates(item.doc, one.statement, one.targets)
                asked.append(_Asked(one.place, targets, len(one.targets), pair_text(item.doc, one.statement)))
        told = {read.place: self._told(read, answer) for read, answer in zip(asked, self._answers(asked), strict=True)}
        return with_told(documents, found, told)

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards a topic or claim in the user's words, with its calibrated probability.

        A text is best "SPEAKER CUE: content".
        """
        if not texts:
            return []
        target, *encoded = self.reader.encoder.encode([about(topic), *texts])
        answers = self.reader.read([JudgeInput(text, (target,), ((),)) for text in encoded])
        return [(SIDES[int(row[0].argmax())], round(float(row[0].max()), 4)) for row in answers]

    def _answers(self, asked: Sequence[_Asked]) -> list[list[list[float]]]:
        """For each statement the probabilities of the sides of each candidate."""
        texts = self.reader.encoder.encode([one.text.text for one in asked])
        names = sorted({target.name for one in asked for target in one.targets})
        pieces = dict(zip(names, self.reader.encoder.encode([about(name) for name in names]), strict=True))
        rows = [
            JudgeInput(
                text,
                tuple(pieces[target.name] for target in one.targets),
                tuple(one.text.ranges(text, target.spans) for target in one.targets),
            )
            for one, text in zip(asked, texts, strict=True)
        ]
        return [answer.tolist() for answer in self.reader.read(rows)]

    def _told(self, one: _Asked, answers: Sequence[Sequence[float]]) -> list[Stance]:
        sides = choose(one.targets, answers, self.reader.config.min_probability)
        found = [
            Stance(target.name, target.kind, side.label, round(side.score, 4), next(iter(target.spans), None))
            for side in sides
            for target in (one.targets[side.at],)
        ]
        taken = {side.at for side in sides}
        for at, target in enumerate(one.targets[: one.own]):
            if target.kind == ACTOR and at not in taken:
                found.append(no_side(target, answers[at][0]))
        return sorted(found, key=place_of)
