"""Statements within statements: the words of each content are read once more, alone, as if they were a text.

"That the minister had denied the plan" is told as one content where it stands; read alone, its own source, cue and
content show. The head for nested statements weighs both readings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.attribution.decoding import Scores, TokenStatement, decode_links, decode_nested
from attrib.nn.attribution.labels import TokenSpan
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.attribution.spans import ScoredSpan
from attrib.nn.encoder.tokens import EncodedText
from attrib.nn.heads.nested import NestedHead

LEAST = 6
"""Word pieces of the shortest content that can hold a statement: a cue, its content, and most often a source."""

Read = Callable[[Sequence[str]], tuple[Sequence[EncodedText], Sequence[Scores]]]
"""Encodes and scores texts."""


@dataclass(frozen=True, slots=True)
class Within:
    """The words of one content, N word pieces from `start` of text number `text`, in their place and alone."""

    text: int
    start: int
    placed: Tensor
    encoded: EncodedText
    alone: Scores

    @property
    def states(self) -> Tensor:
        """The states [N, 2 D] of both readings."""
        return torch.cat([self.placed, self.alone.hidden], 1)


def contents_within(
    texts: Sequence[str],
    encoded: Sequence[EncodedText],
    scores: Sequence[Scores],
    spans: Sequence[Sequence[TokenSpan]],
    read: Read,
) -> list[Within]:
    """The contents among the spans of each text, read alone with `read`.

    Left out are contents under LEAST word pieces, and those that fall into other pieces when they stand alone.
    """
    places = [
        (number, span)
        for number, own in enumerate(spans)
        for span in own
        if span.label == "content" and span.end - span.start >= LEAST
    ]
    if not places:
        return []
    alone = read([_words(texts[number], encoded[number], span) for number, span in places])
    return [
        Within(number, span.start, scores[number].hidden[span.start : span.end], again, found)
        for (number, span), again, found in zip(places, *alone, strict=True)
        if len(again) == span.end - span.start
    ]


def _words(text: str, encoded: EncodedText, span: TokenSpan) -> str:
    return text[int(encoded.offsets[span.start, 0]) : int(encoded.offsets[span.end - 1, 1])]


def nested_statements(
    model: AttributionModel, head: NestedHead, contents: Sequence[Within]
) -> list[tuple[int, TokenStatement]]:
    """The statements within contents that have a cue there, each with the number of its text."""
    if not contents:
        return []
    tagged = decode_nested(head.crf, [head(item.states) for item in contents], [item.encoded for item in contents])
    told = [(item.alone, spans, item.encoded.break_counts()) for item, spans in zip(contents, tagged, strict=True)]
    linked = decode_links(model.links, told, model.config.link_reach)
    return [
        (item.text, _moved(statement, item.start))
        for item, found in zip(contents, linked, strict=True)
        for statement in found
        if statement.cue
    ]


def _moved(statement: TokenStatement, by: int) -> TokenStatement:
    def moved(spans: Sequence[TokenSpan]) -> tuple[TokenSpan, ...]:
        return tuple(TokenSpan(start + by, end + by, label) for start, end, label in spans)

    parts = moved(statement.content), moved(statement.cue), moved(statement.source)
    return TokenStatement(*parts, statement.confidence)


def outer_spans(found: Sequence[Sequence[ScoredSpan]]) -> list[list[TokenSpan]]:
    """The spans of each text without their probabilities."""
    return [[item.span for item in spans] for spans in found]
