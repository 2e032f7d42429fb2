"""Stance: towards each target of a statement, whether its speaker supports or opposes it, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from attrib.data import Document, Mention, Span, Stance, StanceLabel, Statement
from attrib.nn.encoding import EncodedText, token_range
from attrib.nn.stance_config import TASKS
from attrib.nn.stance_inputs import StanceInput
from attrib.nn.stance_reader import Asked, Readings, StanceReader
from attrib.pipeline.attitudes import CERTAINTY, Attitude, attitude
from attrib.pipeline.evidence import deciding_words
from attrib.pipeline.passages import Passage, passages
from attrib.pipeline.reported import is_reported
from attrib.pipeline.resolve import Resolved, resolve_all
from attrib.pipeline.targets import ACTOR, Target, find_targets
from attrib.text.names import name_key

_LEAST_SURE = 0.5  # confidence of a statement below which it is rather wrong than right, and gets no stance
_LEAST_PLAIN = 0.3  # and below which not even one that its cue says outright
_CLEAR = 0.7  # the probability from which a neutral stance is no unclear one
_LABELS = tuple(StanceLabel(name) for name in TASKS["statement"])
_NEUTRAL = _LABELS.index(StanceLabel.NEUTRAL)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Question:
    """One target in one passage: whose it is, and its place among the targets of the passage."""

    statement: tuple[int, int]  # document and statement by number
    target: Target
    passage: int
    place: int


class StanceJudge:
    """Judges statements whose speakers are known."""

    def __init__(self, reader: StanceReader) -> None:
        self.reader = reader

    def judge(
        self, document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of one document with their speakers and stances; see `judge_all`."""
        return self.judge_all([resolve_all(document, statements, mentions)])[0]

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances, in the order of the targets in the text.

        Support and opposition are told where they are likelier than the model's least probability, and where the cue
        says them outright ("accused X of"); of what is neutral only actors are told. What somebody else is reported to
        oppose or support is no target of the speaker's. Memory grows with the documents of the call, as with
        Detector.detect.
        """
        read: list[Passage] = []
        asked: list[_Question] = []
        plain: dict[tuple[int, int], Attitude] = {}
        for at, item in enumerate(documents):
            for number, statement in enumerate(item.statements):
                if statement.speaker is None or statement.confidence < _LEAST_PLAIN:
                    continue
                targets = find_targets(item.scene, item.memory, statement)
                told_plainly = attitude(item.scene, statement, targets)
                if told_plainly is not None:
                    plain[at, number] = told_plainly
                if statement.confidence < _LEAST_SURE:
                    continue
                own = [target for target in targets if not is_reported(item.scene, statement, target.spans[0])]
                for passage in passages(item.scene, statement, own):
                    for place, (target, _) in enumerate(passage.targets):
                        asked.append(_Question((at, number), own[target], len(read), place))
                    read.append(passage)
        told = self._tell(asked, read)
        return [
            tuple(
                replace(statement, stances=_with_plain(told.get((at, number), []), plain.get((at, number))))
                for number, statement in enumerate(item.statements)
            )
            for at, item in enumerate(documents)
        ]

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards a topic or claim in the user's words, with its calibrated probability.

        A text is best a statement's cue and content.
        """
        if not texts:
            return []
        subject, *encoded = self.reader.encoder.encode([topic, *texts])
        readings = self.reader.read("topic", [StanceInput(text, topic=subject) for text in encoded])
        return [(_LABELS[int(row[0].argmax())], round(float(row[0].max()), 4)) for row in readings.probabilities]

    def _tell(self, asked: Sequence[_Question], read: Sequence[Passage]) -> dict[tuple[int, int], list[Stance]]:
        """The stances worth telling, by document and statement."""
        encoded = self.reader.encoder.encode([passage.text for passage in read])
        rows = [stance_input(passage, text) for passage, text in zip(read, encoded, strict=True)]
        readings = self.reader.read("statement", rows)
        told: list[tuple[_Question, Stance]] = []
        for question, likely in _likeliest(asked, readings):
            stance = self._stance(question.target, likely)
            if stance is not None:
                told.append((question, stance))
        evidence = self._evidence(told, read, rows, readings)
        found: dict[tuple[int, int], list[Stance]] = {}
        for (question, stance), span in zip(told, evidence, strict=True):
            found.setdefault(question.statement, []).append(replace(stance, evidence=span))
        return found

    def _stance(self, target: Target, likely: Floats) -> Stance | None:
        """The stance towards a target: the likelier side where it is likely enough, else neutral, for actors alone."""
        side = max((at for at in range(len(_LABELS)) if at != _NEUTRAL), key=lambda at: float(likely[at]))
        mention = target.spans[0]
        if likely[side] >= self.reader.model.config.least:
            return Stance(target.name, target.kind, _LABELS[side], round(float(likely[side]), 4), mention)
        if target.kind != ACTOR:
            return None
        neutral = float(likely[_NEUTRAL])
        return Stance(
            target.name, target.kind, StanceLabel.NEUTRAL, round(neutral, 4), mention, unclear=neutral < _CLEAR
        )

    def _evidence(
        self,
        told: Sequence[tuple[_Question, Stance]],
        read: Sequence[Passage],
        rows: Sequence[StanceInput],
        readings: Readings,
    ) -> list[Span | None]:
        """The words that spoke most for each support or opposition, where they stand in the document."""
        polar = [at for at, (_, stance) in enumerate(told) if stance.label is not StanceLabel.NEUTRAL]
        questions = [Asked(told[at][0].passage, told[at][0].place, _LABELS.index(told[at][1].label)) for at in polar]
        spans: list[Span | None] = [None] * len(told)
        for at, question, weights in zip(polar, questions, self.reader.weights(readings, questions), strict=True):
            passage = read[question.row]
            words = deciding_words(passage.text, rows[question.row], weights, question.place)
            spans[at] = None if words is None else passage.in_document(words)
        return spans


def _with_plain(stances: Sequence[Stance], plain: Attitude | None) -> tuple[Stance, ...]:
    """The stances with what the cue says outright in place of the model's word on the same target."""
    if plain is None:
        return tuple(stances)
    target = plain.target
    own = [item for item in stances if name_key(item.target) == name_key(target.name)]
    score = max([CERTAINTY, *(item.score for item in own if item.label is plain.label)])
    stance = Stance(target.name, target.kind, plain.label, score, target.spans[0], plain.words)
    rest = [item for item in stances if item not in own]
    return tuple(sorted([*rest, stance], key=lambda item: item.mention or target.spans[0]))


def stance_input(passage: Passage, text: EncodedText) -> StanceInput:
    """A passage in word pieces, with its marks."""
    holders = tuple(place for place in token_range(text.offsets, passage.holders) if place)
    targets = tuple(tuple(place for place in token_range(text.offsets, spans) if place) for _, spans in passage.targets)
    return StanceInput(text, holders, targets)


def _likeliest(asked: Sequence[_Question], readings: Readings) -> list[tuple[_Question, Floats]]:
    """Of each target of a statement the passage that is least neutral about it, in the order of the questions."""
    best: dict[tuple[tuple[int, int], Target], tuple[_Question, Floats]] = {}
    for question in asked:
        key = question.statement, question.target
        likely = readings.probabilities[question.passage][question.place]
        if key not in best or likely[_NEUTRAL] < best[key][1][_NEUTRAL]:
            best[key] = question, likely
    return list(best.values())
