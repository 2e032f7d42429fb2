"""Stance: towards each target of a statement, whether its speaker supports or opposes it, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from attrib.data import Document, Mention, Span, Stance, StanceLabel, Statement
from attrib.nn.encoding import EncodedText, batches_by_length, rounded_up, token_range
from attrib.nn.saliency import contributions
from attrib.nn.stance_checkpoint import LoadedStanceModel
from attrib.nn.stance_config import TASKS
from attrib.nn.stance_inputs import StanceInput, make_stance_batch
from attrib.nn.stance_model import task_classes
from attrib.pipeline.evidence import deciding_words
from attrib.pipeline.passages import Passage, passages
from attrib.pipeline.resolve import Resolved, resolve_all
from attrib.pipeline.targets import ACTOR, Target, find_targets

# With few shapes of batch, memory stays flat: see pipeline.detect.
_ROWS_BY, _LENGTH_BY = 4, 16
_CLEAR = 0.7  # the probability from which a neutral stance is no unclear one
_LABELS = tuple(StanceLabel(name) for name in TASKS["statement"])

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Question:
    """One target in one passage of one statement, all by their numbers."""

    document: int
    statement: int
    target: int
    passage: int
    place: int  # among the targets of the passage


class StanceJudge:
    """Judges statements whose speakers are known. The encoder works in `dtype`, the head in float32."""

    def __init__(self, loaded: LoadedStanceModel, dtype: torch.dtype, batch_tokens: int) -> None:
        self.model, self.encoder = loaded.model, loaded.encoder
        self.batch_tokens = batch_tokens
        for part in (self.model.encoder, self.model.surface, self.model.marks):
            nn.Module.to(part, dtype=dtype)

    def judge(
        self, document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of one document with their speakers and stances; see `judge_all`."""
        return self.judge_all([resolve_all(document, statements, mentions)])[0]

    def judge_all(self, documents: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        """The statements of each document with their stances.

        Support and opposition are told where they are likelier than the model's least probability; of what is neutral
        only actors are told. Memory grows with the documents of the call, as with Detector.detect.
        """
        found = [[find_targets(item.scene, item.memory, one) for one in item.statements] for item in documents]
        read: list[Passage] = []
        asked: list[_Question] = []
        for at, item in enumerate(documents):
            for number, statement in enumerate(item.statements):
                for passage in passages(item.scene, statement, found[at][number]):
                    asked += [
                        _Question(at, number, target, len(read), place)
                        for place, (target, _) in enumerate(passage.targets)
                    ]
                    read.append(passage)
        rows = self._rows(read)
        likely = self.probabilities("statement", rows)
        best = _likeliest(asked, likely)
        stances = self._stances(best, found, read, rows)
        return [
            tuple(
                replace(statement, stances=tuple(stances.get((at, number), ())))
                for number, statement in enumerate(item.statements)
            )
            for at, item in enumerate(documents)
        ]

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards a topic or claim in the user's words, with its probability."""
        if not texts:
            return []
        encoded = self.encoder.encode([topic, *texts])
        rows = [StanceInput(text, topic=encoded[0]) for text in encoded[1:]]
        likely = self.probabilities("topic", rows)
        return [(_LABELS[int(row[0].argmax())], round(float(row[0].max()), 4)) for row in likely]

    def probabilities(self, task: str, rows: Sequence[StanceInput]) -> list[Floats]:
        """For each row the calibrated probabilities [questions, classes] of a task."""
        config = self.model.config
        found: list[Floats] = [np.zeros((0, len(TASKS[task])))] * len(rows)
        lengths = [rounded_up(row.length(config.window), _LENGTH_BY) for row in rows]
        with torch.inference_mode():
            for group in batches_by_length(lengths, self.batch_tokens, _ROWS_BY):
                chosen = [rows[at] for at in group]
                batch = make_stance_batch(chosen, self.encoder, config.window, _ROWS_BY, _LENGTH_BY)
                logits = self.model(batch.to(self.model.device()))[:, task_classes(task)]
                values = config.calibrated(task, logits).cpu().numpy().astype(np.float64)
                ends = np.cumsum([row.questions for row in chosen])
                for at, part in zip(group, np.split(values, ends[:-1]), strict=True):
                    found[at] = part
        return found

    def _rows(self, read: Sequence[Passage]) -> list[StanceInput]:
        encoded = self.encoder.encode([passage.text for passage in read])
        return [stance_input(passage, text) for passage, text in zip(read, encoded, strict=True)]

    def _stances(
        self,
        best: dict[tuple[int, int, int], tuple[_Question, Floats]],
        found: Sequence[Sequence[Sequence[Target]]],
        read: Sequence[Passage],
        rows: Sequence[StanceInput],
    ) -> dict[tuple[int, int], list[Stance]]:
        """The stances worth telling, by document and statement."""
        told: list[tuple[_Question, Stance]] = []
        for question, likely in best.values():
            target = found[question.document][question.statement][question.target]
            stance = self._stance(target, likely)
            if stance is not None:
                told.append((question, stance))
        polar = [at for at, (_, stance) in enumerate(told) if stance.label is not StanceLabel.NEUTRAL]
        evidence = self._evidence([told[at] for at in polar], read, rows)
        for at, span in zip(polar, evidence, strict=True):
            told[at] = (told[at][0], replace(told[at][1], evidence=span))
        stances: dict[tuple[int, int], list[Stance]] = {}
        for question, stance in told:
            stances.setdefault((question.document, question.statement), []).append(stance)
        return stances

    def _stance(self, target: Target, likely: Floats) -> Stance | None:
        """The stance towards a target: the likelier side where it is likely enough, else neutral, for actors alone."""
        side = 1 if likely[1] >= likely[2] else 2
        if likely[side] >= self.model.config.least:
            return Stance(target.name, target.kind, _LABELS[side], round(float(likely[side]), 4), target.spans[0])
        if target.kind != ACTOR:
            return None
        unclear = bool(likely[0] < _CLEAR)
        score = round(float(likely[0]), 4)
        return Stance(target.name, target.kind, StanceLabel.NEUTRAL, score, target.spans[0], unclear=unclear)

    def _evidence(
        self, told: Sequence[tuple[_Question, Stance]], read: Sequence[Passage], rows: Sequence[StanceInput]
    ) -> list[Span | None]:
        """The words of each stance's passage that speak most for it, where they stand in the document."""
        chosen = [rows[question.passage] for question, _ in told]
        classes = [task_classes("statement").start + _LABELS.index(stance.label) for _, stance in told]
        places = [question.place for question, _ in told]
        weights = contributions(self.model, self.encoder, chosen, places, classes, self.batch_tokens)
        spans = []
        for (question, _), row, weight in zip(told, chosen, weights, strict=True):
            passage = read[question.passage]
            words = deciding_words(passage.text, row, weight, question.place)
            spans.append(None if words is None else passage.in_document(words))
        return spans


def stance_input(passage: Passage, text: EncodedText) -> StanceInput:
    """A passage in word pieces, with its marks."""
    holders = tuple(place for place in token_range(text.offsets, passage.holders) if place)
    targets = tuple(tuple(place for place in token_range(text.offsets, spans) if place) for _, spans in passage.targets)
    return StanceInput(text, holders, targets)


def _likeliest(
    asked: Sequence[_Question], likely: Sequence[Floats]
) -> dict[tuple[int, int, int], tuple[_Question, Floats]]:
    """Of each target the passage that is least neutral, in the order of the questions."""
    best: dict[tuple[int, int, int], tuple[_Question, Floats]] = {}
    for question in asked:
        key = question.document, question.statement, question.target
        values = likely[question.passage][question.place]
        if key not in best or values[0] < best[key][1][0]:
            best[key] = question, values
    return best
