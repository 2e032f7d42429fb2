"""Questions of affiliations in the word pieces of a text."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from attrib.data import ActorKind, Spans
from attrib.nn.encoder.tokens import token_range
from attrib.nn.pointer.questions import AffiliationQuestion

_NEAREST = 10  # pairs of mentions that an answer is scored by: those that stand nearest to each other


class Pair(NamedTuple):
    """A mention of a candidate beside one of the speaker: its candidate, and half-open ranges of word pieces.

    `away` is the distance in pieces, below 0 where the candidate comes first; `within` says that the speaker's phrase
    names it.
    """

    candidate: int
    speaker: tuple[int, int]
    mention: tuple[int, int]
    away: int
    within: bool


@dataclass(frozen=True, slots=True)
class PlacedAffiliation:
    """A question in word pieces: the half-open ranges of the speaker's mentions, and the pairs scored, if any."""

    question: AffiliationQuestion
    own: tuple[tuple[int, int], ...]
    pairs: tuple[Pair, ...]


def place_affiliation(question: AffiliationQuestion, offsets: NDArray[np.int64]) -> PlacedAffiliation:
    """The question in a text whose pieces have these offsets [N, 2]."""
    own = _pieces(question.mentions, offsets)
    found: list[Pair] = []
    for at, candidate in enumerate(question.candidates):
        ranges = _pieces(candidate.mentions, offsets)
        pairs = [_pair(at, one, other, question.kind) for one in own for other in ranges]
        found += sorted(pairs, key=lambda pair: (_gap(pair), pair.speaker, pair.mention))[:_NEAREST]
    return PlacedAffiliation(question, tuple(own), tuple(found))


def _pieces(spans: Spans, offsets: NDArray[np.int64]) -> list[tuple[int, int]]:
    ranges = (found for found in token_range(offsets, spans) if found)
    return sorted({(int(first), int(last)) for first, last in ranges})


def _pair(candidate: int, own: tuple[int, int], other: tuple[int, int], kind: ActorKind) -> Pair:
    """A person's name that holds another's, as a street's, tells nothing; a description that does tells most."""
    within = kind is not ActorKind.PERSON and own[0] <= other[0] and other[1] <= own[1]
    away = 0 if within else other[0] - (own[1] if other[0] >= own[1] else own[0])
    return Pair(candidate, own, other, away, within)


def _gap(pair: Pair) -> int:
    """The pieces between both."""
    if pair.within:
        return 0
    (first, last), (start, end) = pair.speaker, pair.mention
    return max(0, start - last if start >= last else first - end)
