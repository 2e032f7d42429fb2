"""Scored spans of tokens: how likely it is that a label stands over a span, and that the span is just that one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.labels import TokenSpan, decode_bio, whole_words

_LEAST = 1e-3  # of a token's probability in its span's, so that one odd token does not decide alone


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
    tags: Sequence[int], goes_on: Sequence[bool], likely: Tensor, labels: Sequence[str], pairs: Tensor | None = None
) -> list[ScoredSpan]:
    """The spans of a tag sequence [N], whole words each, with their probabilities by those of the tags [N, T].

    `pairs` [N, T, T] holds the probabilities of each token's tag and the one before it.
    """
    if not tags:
        return []
    whole = whole_words(tags, goes_on)
    # Beginning or going on: what counts is the label. Plain numbers: a tensor operation a span would take long.
    by_label = likely[:, 1::2] + likely[:, 2::2]
    picked = by_label.gather(1, torch.tensor([[max(tag - 1, 0) // 2] for tag in whole])).squeeze(1)
    logs = picked.clamp_min(_LEAST).log().tolist()
    spans = decode_bio(whole, labels)
    exact = [1.0] * len(spans) if pairs is None else _exact(spans, labels, likely, pairs)
    return [
        ScoredSpan(span, math.exp(sum(logs[span.start : span.end]) / (span.end - span.start)), certainty)
        for span, certainty in zip(spans, exact, strict=True)
    ]


def _exact(spans: Sequence[TokenSpan], labels: Sequence[str], likely: Tensor, pairs: Tensor) -> list[float]:
    """Under a Markov chain a span is its beginning, then each step that stays inside it, then one that does not."""
    begins = likely[:, 1::2].tolist()
    before = torch.cat([likely[:1], likely[:-1]]).clamp_min(1e-12)
    # From the beginning of a span into it, and on inside it, for each label: [N, labels].
    enters = torch.diagonal(pairs[:, 1::2, 2::2], dim1=1, dim2=2) / before[:, 1::2]
    stays = torch.diagonal(pairs[:, 2::2, 2::2], dim1=1, dim2=2) / before[:, 2::2]
    into, on = enters.clamp(0, 1).tolist(), stays.clamp(0, 1).tolist()
    runs = stays.clamp(1e-12, 1).double().log().cumsum(0).tolist()
    found = []
    for span in spans:
        label, last = labels.index(span.label), span.end - 1
        certainty = begins[span.start][label]
        if last > span.start:
            certainty *= into[span.start + 1][label] * math.exp(runs[last][label] - runs[span.start + 1][label])
        if span.end < len(begins):
            certainty *= 1 - (on if last > span.start else into)[span.end][label]
        found.append(certainty)
    return found
