"""Texts of the stance tasks in word pieces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.nn.encoder.tokens import EncodedText, TextEncoder, token_range
from attrib.nn.stance.inputs import Range, StanceInput
from attrib.training.corpora.stance import LabelledStance

_NAMES = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")


@dataclass(frozen=True, slots=True)
class StanceExample:
    """One row with the class of each question; `others` are further names in it that nobody asked about.

    A name that only stands there to be marked has the class -1.
    """

    task: str
    row: StanceInput
    labels: tuple[int, ...]
    others: tuple[Range, ...] = ()


def prepare(texts: Sequence[LabelledStance], encoder: TextEncoder) -> list[StanceExample]:
    """The texts in word pieces. A target that touches no word piece is left out, and so is its label."""
    encoded = encoder.encode([text.text for text in texts])
    topics = sorted({text.topic for text in texts if text.topic is not None})
    by_topic = dict(zip(topics, encoder.encode(topics), strict=True))
    return [_example(*pair, by_topic) for pair in zip(texts, encoded, strict=True)]


def _example(text: LabelledStance, encoded: EncodedText, topics: dict[str, EncodedText]) -> StanceExample:
    def ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
        return tuple(place for place in token_range(encoded.offsets, spans) if place)

    if text.topic is not None:
        row = StanceInput(encoded, ranges(text.holders), topic=topics[text.topic])
        return StanceExample(text.task, row, text.labels)
    targets = [(ranges(spans), label) for spans, label in zip(text.targets, text.labels, strict=True)]
    targets = [pair for pair in targets if pair[0]]
    taken = [*text.holders, *(span for spans in text.targets for span in spans)]
    names = [Span(*match.span()) for match in _NAMES.finditer(text.text)]
    others = ranges([name for name in names if not any(name.overlaps(span) for span in taken)])
    row = StanceInput(encoded, ranges(text.holders), tuple(places for places, _ in targets))
    return StanceExample(text.task, row, tuple(label for _, label in targets), others)
