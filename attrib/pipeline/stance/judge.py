"""Stance: towards each target of a statement, whether its speaker supports or opposes it, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from attrib.data import Document, Mention, Stance, StanceLabel, Statement
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.reader import Judgement, StanceReader
from attrib.nn.stance.statement_head import OTHER_PARTS, SIDES, SIZES
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.stance.choice import choose
from attrib.pipeline.stance.cues import denies_doing
from attrib.pipeline.stance.evidence import deciding_words
from attrib.pipeline.stance.passages import Passage, other_states, passage
from attrib.pipeline.stance.reported import is_reported
from attrib.pipeline.stance.second_reading import Answers, Doubt, SecondReading
from attrib.pipeline.stance.targets import ACTOR, Target
from attrib.pipeline.stance.telling import THRESHOLDS, Place, Spoken, no_side, place_of, spoken, with_told
from attrib.pipeline.stance.topic_judge import TopicJudge

_LABELS = tuple(StanceLabel(name) for name in TASKS["topic"])
_SIDES = tuple(StanceLabel(name) for name in SIDES)
_OPPOSE = StanceLabel.OPPOSE
_AGAINST = _SIDES.index(_OPPOSE)
_OWN = list(SIZES).index("own")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement to be judged: its document and own number, its targets, and its text."""

    place: Place
    doc: AnnotatedText
    statement: Statement
    targets: tuple[Target, ...]
    passage: Passage
    states: torch.Tensor | None

    def doubt(self, judgement: Judgement) -> Doubt:
        """The statement as a second judge is asked; nobody is told to oppose the body that they speak for."""
        certain = torch.from_numpy(judgement.certain).clone()
        certain[[bool(told[_OWN]) for told in self.passage.told], _AGAINST] = 0
        return Doubt(self.doc, self.statement, self.targets, certain)


@dataclass(frozen=True, slots=True)
class _Told:
    """A support or opposition told: of which statement among those asked, to which side, and the stance."""

    asked: int
    side: int
    target: int
    stance: Stance


class StanceJudge(TopicJudge):
    """Judges statements whose speakers are known, with a second judge beside the statement head where there is one."""

    def __init__(self, reader: StanceReader, second: SecondReading | None = None) -> None:
        super().__init__(reader)
        self.second = second

    def judge(
        self, document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of one document with their speakers and stances; see `judge_all`."""
        return self.judge_all([resolve(document, statements, mentions)])[0]

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances, in the order of the targets in the text.

        A side is told towards the likeliest of a statement's targets where both are right with the model's least
        probability; and what the cue says outright ("accused X of"). Of what is neutral only actors are told. What
        somebody else is reported to oppose or support is no target of the speaker's. Memory grows with the documents
        of the call, as with Detector.detect.
        """
        found = list(spoken(documents))
        least = THRESHOLDS.statement if self.second is None else THRESHOLDS.seconded
        asked: list[_Asked] = []
        for one in found:
            item = documents[one.place.document]
            if one.statement.confidence >= least and not denies_doing(item.doc, one.statement):
                asked += self._asked(item, one)
        worth = self._worth(asked)
        told = self._tell([item for item, likely in zip(asked, worth, strict=True) if likely is None])
        for read, likely in zip(asked, worth, strict=True):
            if likely is not None:
                told[read.place] = [no_side(target, 1 - likely) for target in read.targets if target.kind == ACTOR]
        return with_told(documents, found, told)

    def _asked(self, item: Resolved, one: Spoken) -> list[_Asked]:
        statement = one.statement
        own = tuple(target for target in one.targets if not is_reported(item.doc, statement, target.spans[0]))
        if not own:
            return []
        states = other_states(item.doc, statement, self.reader.model.config.made_for)
        return [_Asked(one.place, item.doc, statement, own, passage(item.doc, statement, own), states)]

    def _worth(self, asked: Sequence[_Asked]) -> list[float | None]:
        """Of each statement that surely has no side the probability that it has one; None for those to be read."""
        known = [at for at, item in enumerate(asked) if item.states is not None]
        found: list[float | None] = [None] * len(asked)
        states = [state for item in asked if (state := item.states) is not None]
        if states:
            likely = self.reader.side_probability(torch.stack(states))
            for at, value in zip(known, likely.tolist(), strict=True):
                found[at] = value if value < self.reader.model.config.min_side_probability else None
        return found

    def _tell(self, asked: Sequence[_Asked]) -> dict[Place, list[Stance]]:
        """The stances worth telling, by document and statement."""
        texts = self.reader.encoder.encode([item.passage.text for item in asked])
        rows = [item.passage.row(text) for item, text in zip(asked, texts, strict=True)]
        width = OTHER_PARTS * self.reader.model.states_width
        others = [torch.zeros(width) if item.states is None else item.states for item in asked]
        judged = self.reader.judge(rows, torch.stack(others) if others else torch.zeros(0, width))
        seconds: Sequence[Answers | None] = [None] * len(asked)
        least = 0.0
        if self.second is not None:
            pairs = zip(asked, judged.items, strict=True)
            seconds = self.second.answers([item.doubt(judgement) for item, judgement in pairs])
            least = self.second.terms.least_side
        told: list[_Told] = []
        found: dict[Place, list[Stance]] = {}
        for at, (item, judgement, second) in enumerate(zip(asked, judged.items, seconds, strict=True)):
            sides = self._sides(at, item, judgement) if second is None else _joint_sides(at, item, second, least)
            found[item.place] = _neutral(item.targets, judgement, second or {}, [one.target for one in sides])
            told += sides
        reasons = self.reader.weights(judged, [(one.asked, one.side) for one in told])
        for one, weights in zip(told, reasons, strict=True):
            item = asked[one.asked]
            words = deciding_words(item.passage.text, rows[one.asked], weights, one.target)
            evidence = None if words is None else item.passage.in_document(words)
            found[item.place].append(replace(one.stance, evidence=evidence))
        return {place: sorted(stances, key=place_of) for place, stances in found.items()}

    def _sides(self, at: int, item: _Asked, judgement: Judgement) -> list[_Told]:
        """The sides of a statement that are likely enough, each with its likeliest target: no target gets two.

        Nobody is told to oppose the body that they speak for: of 45 such stances labelled for training 2 are opposed.
        """
        found: dict[int, _Told] = {}
        for side in sorted(range(len(_SIDES)), key=lambda side: -float(judgement.sides[side])):
            open_to = [at for at, told in enumerate(item.passage.told) if not (told[_OWN] and _SIDES[side] is _OPPOSE)]
            if not open_to:
                continue
            best = max(open_to, key=lambda at: float(judgement.shares[at, side]))
            if judgement.certain[best, side] < self.reader.model.config.min_probability:
                continue
            target, score = item.targets[best], round(float(judgement.certain[best, side]), 4)
            stance = Stance(target.name, target.kind, _SIDES[side], score, target.spans[0])
            found.setdefault(best, _Told(at, side, best, stance))
        return list(found.values())


def _joint_sides(at: int, item: _Asked, answers: Answers, least: float) -> list[_Told]:
    """The sides that head and second judge together hold at least so likely, each towards another thing."""
    numbers = list(answers)
    targets = [item.targets[number] for number in numbers]
    found = []
    for choice in choose(targets, list(answers.values()), least):
        target = targets[choice.at]
        stance = Stance(target.name, target.kind, choice.label, round(choice.score, 4), target.spans[0])
        found.append(_Told(at, _SIDES.index(choice.label), numbers[choice.at], stance))
    return found


def _neutral(targets: Sequence[Target], judgement: Judgement, answers: Answers, told: Sequence[int]) -> list[Stance]:
    """The actors of a statement towards whom no side is told; `answers` are those of a second judge too."""
    return [
        no_side(target, answers[at][0] if at in answers else 1 - float(judgement.certain[at].max()))
        for at, target in enumerate(targets)
        if target.kind == ACTOR and at not in told
    ]
