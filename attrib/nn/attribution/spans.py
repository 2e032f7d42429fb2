"""Scored spans of tokens: how likely it is that a label stands over a span, and that the span is just that one."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.attribution.labels import TokenSpan, decode_bio, whole_words


@dataclass(frozen=True, slots=True)
class SpanLimits:
    """Bounds of the probabilities of spans, and how far the ends of a span may move.

    token: least probability of a token in its span's, so that one odd token does not decide alone; set by hand.
    never: probability that stands for none, so that its logarithm is finite.
    move: tokens that an end may move to where it is likelier; set by hand, contents +0.3 F1 over three models.
    """

    token: float = 1e-3
    never: float = 1e-12
    move: int = 6


_LIMITS = SpanLimits()


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A labelled token span and its probabilities.

    `probability` is the geometric mean, over its tokens, of that of the label. `exact` is that of a span of this label
    that begins and ends just there, where tags are scored together (the CRF's); 1 where each is scored alone.
    """

    span: TokenSpan
    probability: float
    exact: float = 1.0


def scored_spans(
    tags: Sequence[int],
    goes_on: Sequence[bool],
    likely: Tensor,
    labels: Sequence[str],
    pairs: Tensor | None = None,
    settled: Collection[str] = (),
) -> list[ScoredSpan]:
    """The spans of a tag sequence [N], whole words each, with their probabilities by those of the tags [N, T].

    `pairs` [N, T, T] holds the probabilities of each token's tag and the one before it. With them spans of the labels
    `settled` are moved to their likeliest beginnings and ends near those of the sequence: the likeliest sequence of a
    whole text need not have the likeliest spans, and a span counts for what it is.
    """
    if not tags:
        return []
    spans = decode_bio(whole_words(tags, goes_on), labels)
    chain = None if pairs is None else _Chain(labels, likely, pairs)
    if chain is not None and settled:
        spans = chain.settle(spans, goes_on, settled)
    # Beginning or going on: what counts is the label. Plain numbers: a tensor operation a span would take long.
    logs = (likely[:, 1::2] + likely[:, 2::2]).clamp_min(_LIMITS.token).log().T.tolist()
    return [
        ScoredSpan(
            span,
            math.exp(sum(logs[labels.index(span.label)][span.start : span.end]) / (span.end - span.start)),
            1.0 if chain is None else chain.exact(span),
        )
        for span in spans
    ]


class _Chain:
    """The probabilities of spans under a Markov chain of tags: a span is its beginning, then each step that stays
    inside it, then one that does not."""

    def __init__(self, labels: Sequence[str], likely: Tensor, pairs: Tensor) -> None:
        self._labels = labels
        before = torch.cat([likely[:1], likely[:-1]]).clamp_min(_LIMITS.never)
        # From the beginning of a span into it, and on inside it, for each label: [N, labels].
        enters = torch.diagonal(pairs[:, 1::2, 2::2], dim1=1, dim2=2) / before[:, 1::2]
        stays = torch.diagonal(pairs[:, 2::2, 2::2], dim1=1, dim2=2) / before[:, 2::2]
        self._begins: list[list[float]] = likely[:, 1::2].tolist()
        self._into: list[list[float]] = enters.clamp(0, 1).tolist()
        self._on: list[list[float]] = stays.clamp(0, 1).tolist()
        self._runs: list[list[float]] = stays.clamp(_LIMITS.never, 1).double().log().cumsum(0).tolist()

    def exact(self, span: TokenSpan) -> float:
        """The probability of a span of this label that begins and ends just there."""
        label, last = self._labels.index(span.label), span.end - 1
        if last > span.start:
            return math.exp(self._opens(span.start, label) + self._closes(span.end, label))
        certainty = self._begins[span.start][label]
        return certainty * (1 - self._into[span.end][label]) if span.end < len(self._begins) else certainty

    def _opens(self, start: int, label: int) -> float:
        """What the beginning of a span of two tokens or more says for it, whatever its end, as a logarithm."""
        entered = self._begins[start][label] * self._into[start + 1][label]
        return math.log(max(entered, _LIMITS.never)) - self._runs[start + 1][label]

    def _closes(self, end: int, label: int) -> float:
        """The same of its end, whatever its beginning."""
        left = 1 - self._on[end][label] if end < len(self._on) else 1.0
        return self._runs[end - 1][label] + math.log(max(left, _LIMITS.never))

    def settle(self, spans: Sequence[TokenSpan], goes_on: Sequence[bool], labels: Collection[str]) -> list[TokenSpan]:
        """The spans in order, each of these labels and of two tokens or more between its likeliest ends nearby."""
        found: list[TokenSpan] = []
        for number, span in enumerate(spans):
            if span.label in labels and span.end - span.start > 1:
                label = self._labels.index(span.label)
                floor = max(found[-1].end if found else 0, span.start - _LIMITS.move)
                following = spans[number + 1].start if number + 1 < len(spans) else len(goes_on)
                ceiling = min(following, span.end + _LIMITS.move)
                last_start = min(span.start + _LIMITS.move, span.end - 2)
                starts = [at for at in range(floor, last_start + 1) if not goes_on[at]]
                start = max(starts, key=lambda at: self._opens(at, label))
                ends = range(max(span.end - _LIMITS.move, start + 2), ceiling + 1)
                words = [at for at in ends if at == len(goes_on) or not goes_on[at]]
                span = TokenSpan(start, max(words, key=lambda at: self._closes(at, label)), span.label)
            found.append(span)
        return found
