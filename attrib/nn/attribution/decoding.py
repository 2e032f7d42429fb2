"""Decoding: from the heads' scores to role spans, entity spans and linked statements, in tokens."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.attribution.crf import SHUT, LinearChainCRF
from attrib.nn.attribution.labels import ENTITIES, ROLE_TAGS, ROLES, TokenSpan
from attrib.nn.attribution.links import CONTENT, LinkHead, LinkInputs, link_candidates, link_log_probabilities
from attrib.nn.attribution.spans import ScoredSpan, scored_spans
from attrib.nn.encoder.features import AFTER_PARAGRAPH
from attrib.nn.encoder.tokens import EncodedText, batches_by_length


@dataclass(frozen=True, slots=True)
class DecodingLimits:
    """Limits of decoding.

    padded_tokens: maximum number of tokens, padding included, in one Viterbi search: some 4 MB of scores and pointers.
    piece: minimum probability of a piece of content beside other pieces; set by hand, because the network divides
    contents more often than people do.
    """

    padded_tokens: int = 65_536
    piece: float = 0.45


_LIMITS = DecodingLimits()
# Labels of long spans, whose ends are often a word or two off in the likeliest tags of a whole text.
_SETTLED = frozenset({"content"})


@dataclass(frozen=True, slots=True)
class TokenStatement:
    """One statement in token spans; `confidence` is the mean product of its spans' and links' probabilities."""

    content: tuple[TokenSpan, ...]
    cue: tuple[TokenSpan, ...]
    source: tuple[TokenSpan, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The heads' output for one text of N tokens, on the CPU: hidden [N, D], roles [N, 7], entities [N, 9].

    `middle` [N, D] are the states of the layer that the small heads read, `lower` [N, D] those that the pointer goes on
    from; None without any that does.
    """

    hidden: Tensor
    roles: Tensor
    entities: Tensor
    middle: Tensor | None = None
    lower: Tensor | None = None


def decode_roles(
    crf: LinearChainCRF, emissions: Sequence[Tensor], texts: Sequence[EncodedText]
) -> list[list[ScoredSpan]]:
    """The best role spans of each text under the CRF; emissions [N, 7] a text.

    Spans consist of whole words, and none continues over a blank or indented line: a quotation that does has several
    pieces.
    """
    spans: list[list[ScoredSpan]] = [[] for _ in emissions]
    for indices, padded, mask in _padded_groups(emissions, texts):
        paths, pairs = crf.viterbi(padded, mask), crf.pair_marginals(padded, mask)
        for row, (index, path) in enumerate(zip(indices, paths, strict=True)):
            own = pairs[row, : len(path)]
            spans[index] = scored_spans(path, texts[index].goes_on.tolist(), own.sum(1), ROLES, own, _SETTLED)
    return spans


def decode_nested(
    crf: LinearChainCRF, emissions: Sequence[Tensor], contents: Sequence[EncodedText]
) -> list[list[ScoredSpan]]:
    """The role spans of the statements within each content; emissions [N, 7] a content of N tokens.

    What is found in a content counts only with a cue and a content: without a cue, it is no more than a part of the
    content that holds it.
    """
    found = decode_roles(crf, emissions, contents)
    return [spans if {"cue", "content"} <= {item.span.label for item in spans} else [] for spans in found]


def role_pair_marginals(crf: LinearChainCRF, emissions: Sequence[Tensor], texts: Sequence[EncodedText]) -> list[Tensor]:
    """For each text, the probabilities [N, 7, 7] of each token's previous role tag and its own."""
    marginals = [torch.zeros(len(rows), len(ROLE_TAGS), len(ROLE_TAGS)) for rows in emissions]
    for indices, padded, mask in _padded_groups(emissions, texts):
        pairs = crf.pair_marginals(padded, mask)
        for row, index in enumerate(indices):
            marginals[index] = pairs[row, : len(marginals[index])]
    return marginals


def _padded_groups(
    emissions: Sequence[Tensor], texts: Sequence[EncodedText]
) -> Iterator[tuple[list[int], Tensor, Tensor]]:
    """Indices of texts of similar length, their emissions padded [B, L, 7] and the mask [B, L].

    Empty texts are left out.
    """
    lengths = [len(rows) for rows in emissions]
    # Texts of similar length together: padding short texts to a very long one would take unbounded memory.
    for group in batches_by_length(lengths, _LIMITS.padded_tokens):
        indices = [index for index in group if lengths[index]]
        if indices:
            yield indices, *_padded([_within_paragraphs(emissions[index].float(), texts[index]) for index in indices])


def _within_paragraphs(emissions: Tensor, text: EncodedText) -> Tensor:
    """The emissions, with no tag that continues into a new paragraph."""
    opens = torch.tensor([kind == AFTER_PARAGRAPH for kind in text.breaks])
    goes_on = torch.tensor([tag.startswith("I-") for tag in ROLE_TAGS])
    return emissions.masked_fill(opens.unsqueeze(1) & goes_on, SHUT)


def _padded(emissions: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(rows) for rows in emissions])
    padded = torch.nn.utils.rnn.pad_sequence(list(emissions), batch_first=True)
    return padded, torch.arange(padded.shape[1]) < lengths.unsqueeze(1)


def decode_entities(logits: Tensor, text: EncodedText) -> list[ScoredSpan]:
    """Entity spans of one text from logits [N, 9]: whole words; an `I-` after no such label starts a span."""
    likely = logits.float().softmax(1)
    return scored_spans(likely.argmax(1).tolist(), text.goes_on.tolist(), likely, ENTITIES)


def decode_links(
    head: LinkHead, texts: Sequence[tuple[Scores, list[ScoredSpan], list[int]]], reach: int
) -> list[list[TokenStatement]]:
    """The statements of each text (scores, role spans, running break counts), with one pass of the head for all."""
    spans: list[list[int]] = []
    pairs: list[list[int]] = []
    features: list[list[int]] = []
    firsts, offset = [], 0
    for scores, found, breaks in texts:
        firsts.append(len(spans))
        rows, more_pairs, more_features = link_candidates(
            [item.span for item in found], breaks, reach, offset, len(spans)
        )
        spans += rows
        pairs += more_pairs
        features += more_features
        offset += len(scores.hidden)
    if not spans:
        return [[] for _ in texts]
    inputs = LinkInputs(_long(spans, 3), _long(pairs, 2), _long(features, 3))
    hidden = torch.cat([scores.hidden for scores, _, _ in texts])
    device = head.score.weight.device
    scores_of_pairs, scores_of_nothing = (scores.cpu() for scores in head(hidden.to(device), inputs.to(device)))
    log_pairs, log_nothing = link_log_probabilities(scores_of_pairs, scores_of_nothing, inputs.pairs)
    best = _choices(pairs, log_pairs.tolist(), log_nothing.tolist())
    return [_assemble(found, best, first) for (_, found, _), first in zip(texts, firsts, strict=True)]


def _long(rows: list[list[int]], width: int) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(-1, width)


def _choices(
    pairs: list[list[int]], log_pairs: list[float], log_nothing: list[float]
) -> list[tuple[int | None, float]]:
    """The best choice of each span (None: nothing) and its probability."""
    best: list[tuple[int | None, float]] = [(None, score) for score in log_nothing]
    for (chooser, candidate), score in zip(pairs, log_pairs, strict=True):
        if score > best[chooser][1]:
            best[chooser] = (candidate, score)
    return [(choice, math.exp(score)) for choice, score in best]


def _assemble(role_spans: list[ScoredSpan], best: list[tuple[int | None, float]], first: int) -> list[TokenStatement]:
    """Contents with the same cue make one statement; a content without a cue makes its own."""
    contents: dict[int | tuple[str, int], list[int]] = {}
    for index, item in enumerate(role_spans):
        if ROLES.index(item.span.label) == CONTENT:
            cue = best[first + index][0]
            contents.setdefault(("alone", index) if cue is None else cue - first, []).append(index)
    return [_statement(role_spans, best, first, key, members) for key, members in contents.items()]


def _apart(role_spans: list[ScoredSpan], members: list[int]) -> list[int]:
    """The members without those that lie within another: one cue has no content twice."""
    spans = [role_spans[index].span for index in members]
    return [
        index
        for index, own in zip(members, spans, strict=True)
        if not any(span != own and span.start <= own.start and own.end <= span.end for span in spans)
    ]


def _statement(
    role_spans: list[ScoredSpan],
    best: list[tuple[int | None, float]],
    first: int,
    key: int | tuple[str, int],
    members: list[int],
) -> TokenStatement:
    likely = [index for index in members if role_spans[index].exact >= _LIMITS.piece]
    members = _apart(role_spans, likely) or [max(members, key=lambda index: role_spans[index].exact)]
    parts = [role_spans[index].probability * best[first + index][1] for index in members]
    cue = source = None
    if isinstance(key, int):
        cue = role_spans[key].span
        choice, probability = best[first + key]
        parts.append(role_spans[key].probability * probability)
        source = None if choice is None else role_spans[choice - first].span
    return TokenStatement(
        tuple(role_spans[index].span for index in members),
        () if cue is None else (cue,),
        () if source is None else (source,),
        sum(parts) / len(parts),
    )
