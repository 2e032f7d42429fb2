"""Scored spans of tokens: the probability of a label over a span, and of the exact span."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.attribution.labels import TokenSpan, decode_bio, whole_words


@dataclass(frozen=True, slots=True)
class SpanLimits:
    """Bounds of the probabilities of spans, and how far the ends of a span may move.

    token: minimum probability of a token in its span, so that one odd token does not decide alone; set by hand.
    never: probability that stands for zero, so that its logarithm is finite.
    move: number of tokens by which an end may move to a likelier place; set by hand, contents +0.3 F1 over three
    models.
    """

    token: float = 1e-3
    never: float = 1e-12
    move: int = 6


_LIMITS = SpanLimits()


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A labelled token span and its probabilities.

    `probability` is the geometric mean of the label's probabilities over the tokens. `exact` is the probability of a
    span of this label with exactly these ends, where tags are scored jointly (by the CRF); 1 where each is scored
    alone.
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
    """The spans of a tag sequence [N], in whole words, with probabilities from those of the tags [N, T].

    `pairs` [N, T, T] holds the probabilities of each token's previous tag and its own. With them, spans of the labels
    `settled` move to their likeliest ends nearby: the likeliest sequence of a whole text does not always have the
    likeliest spans.
    """
    if not tags:
        return []
    spans = decode_bio(whole_words(tags, goes_on), labels)
    chain = None if pairs is None else _Chain(labels, likely, pairs)
    if chain is not None and settled:
        spans = chain.settle(spans, goes_on, settled)
    # `B-` and `I-` count alike. Plain numbers, because a tensor operation for each span is slow.
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
    """Probabilities of spans under a Markov chain of tags: a start, the steps inside the span, and a step out of it."""

    def __init__(self, labels: Sequence[str], likely: Tensor, pairs: Tensor) -> None:
        self._labels = labels
        before = torch.cat([likely[:1], likely[:-1]]).clamp_min(_LIMITS.never)
        # The probability of the step after a span's start and of later steps inside it, for each label: [N, labels].
        enters = torch.diagonal(pairs[:, 1::2, 2::2], dim1=1, dim2=2) / before[:, 1::2]
        stays = torch.diagonal(pairs[:, 2::2, 2::2], dim1=1, dim2=2) / before[:, 2::2]
        self._begins: list[list[float]] = likely[:, 1::2].tolist()
        self._into: list[list[float]] = enters.clamp(0, 1).tolist()
        self._on: list[list[float]] = stays.clamp(0, 1).tolist()
        self._runs: list[list[float]] = stays.clamp(_LIMITS.never, 1).double().log().cumsum(0).tolist()

    def exact(self, span: TokenSpan) -> float:
        """The probability of a span of this label with exactly these ends."""
        label, last = self._labels.index(span.label), span.end - 1
        if last > span.start:
            return math.exp(self._opens(span.start, label) + self._closes(span.end, label))
        certainty = self._begins[span.start][label]
        return certainty * (1 - self._into[span.end][label]) if span.end < len(self._begins) else certainty

    def _opens(self, start: int, label: int) -> float:
        """The log score of a start for a span of two tokens or more, independent of its end."""
        entered = self._begins[start][label] * self._into[start + 1][label]
        return math.log(max(entered, _LIMITS.never)) - self._runs[start + 1][label]

    def _closes(self, end: int, label: int) -> float:
        """The log score of an end, independent of its start."""
        left = 1 - self._on[end][label] if end < len(self._on) else 1.0
        return self._runs[end - 1][label] + math.log(max(left, _LIMITS.never))

    def settle(self, spans: Sequence[TokenSpan], goes_on: Sequence[bool], labels: Collection[str]) -> list[TokenSpan]:
        """The spans in order; those with these labels and two tokens or more get their likeliest ends nearby."""
        settled: list[TokenSpan] = []
        for number, span in enumerate(spans):
            if span.label in labels and span.end - span.start > 1:
                label = self._labels.index(span.label)
                floor = max(settled[-1].end if settled else 0, span.start - _LIMITS.move)
                following = spans[number + 1].start if number + 1 < len(spans) else len(goes_on)
                ceiling = min(following, span.end + _LIMITS.move)
                last_start = min(span.start + _LIMITS.move, span.end - 2)
                starts = [at for at in range(floor, last_start + 1) if not goes_on[at]]
                start = max(starts, key=lambda at: self._opens(at, label))
                ends = range(max(span.end - _LIMITS.move, start + 2), ceiling + 1)
                words = [at for at in ends if at == len(goes_on) or not goes_on[at]]
                span = TokenSpan(start, max(words, key=lambda at: self._closes(at, label)), span.label)
            settled.append(span)
        return settled
