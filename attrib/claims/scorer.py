"""Whether two statements make the same claim: rules for the same words, learned weights for the same meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from attrib.claims.features import FEATURES, features, shared_runs, weight
from attrib.claims.utterance import Utterance
from attrib.data.claims import ClaimLevel, Likeness

_RUN = 5  # words of the runs by which near words are told
_NEAR = 0.6  # the share of the shorter statement's runs that the other has too
_FEWEST = 6  # words; fewer are said twice by chance, and want the same speaker
_ALIKE = 0.6  # the overlap from which a negation on one side alone makes another claim
_SURE = 0.95  # the score of near words
LEAST = 0.5
"""The probability from which a pair counts in the grouping of statements."""


@dataclass(frozen=True)
class PairScorer:
    """A logistic regression over FEATURES; `id` names it in a database.

    `rarities` are of stems, the logarithm of how many sentences there are for one with the stem; `rarest` is that of
    any other. From `threshold` on a probability tells the same claim; pairs with a lower cosine than `min_cosine` are
    not looked at.
    """

    id: str
    weights: Mapping[str, float]
    bias: float
    threshold: float
    min_cosine: float
    rarities: Mapping[str, float]
    rarest: float

    def rarity(self, stem: str) -> float:
        """How rare a stem is."""
        return self.rarities.get(stem, self.rarest)

    def probability(self, first: Utterance, second: Utterance, cosine: float) -> float:
        """The probability that two statements make the same claim, by their meaning alone."""
        values = features(first, second, cosine, self.rarity)
        score = self.bias + sum(self.weights[name] * value for name, value in zip(FEATURES, values, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))

    def compare(self, first: Utterance, second: Utterance, cosine: float) -> Likeness | None:
        """How alike two statements are; None where they make different claims or the cosine is too low.

        A score from LEAST on comes with the level of meaning too: groups weigh it, and `tells` says whether it is
        enough for two statements alone.
        """
        if not _facts_agree(first, second):
            return None
        if not (first.is_claim and second.is_claim):
            return None
        enough = min(len(first.words), len(second.words)) >= _FEWEST or same_speaker(first, second)
        if enough and first.words == second.words:
            return Likeness(ClaimLevel.WORDS, 1.0)
        if enough and shared_runs(first.words, second.words, _RUN) >= _NEAR and not _denies(first, second):
            return Likeness(ClaimLevel.NEAR, _SURE)
        if cosine < self.min_cosine or (_denies(first, second) and self._overlap(first, second) >= _ALIKE):
            return None
        probability = self.probability(first, second, cosine)
        return Likeness(ClaimLevel.MEANING, probability) if probability >= LEAST else None

    def tells(self, likeness: Likeness | None) -> bool:
        """Whether a likeness says that two statements make the same claim."""
        return likeness is not None and likeness.score >= self.threshold

    def _overlap(self, first: Utterance, second: Utterance) -> float:
        whole = weight(first.stems, self.rarity) + weight(second.stems, self.rarity)
        return 2 * weight(first.stems & second.stems, self.rarity) / max(whole, 1e-6)


def same_speaker(first: Utterance, second: Utterance) -> bool:
    """Whether both are of a known speaker with the same surname."""
    return bool(first.surname) and first.surname == second.surname


def holds_again(said: Utterance) -> bool:
    """Whether the same words, said again by the same speaker, are the same claim: not so of a few words of nobody."""
    return said.is_claim and (len(said.words) >= _FEWEST or bool(said.surname))


def _facts_agree(first: Utterance, second: Utterance) -> bool:
    """Whether no figure or date of one contradicts those of the other: each has one that the other lacks."""
    pairs = ((first.figures, second.figures), (first.dates, second.dates))
    return not any(one - other and other - one for one, other in pairs)


def _denies(first: Utterance, second: Utterance) -> bool:
    """Whether one of them is negated and the other is not."""
    return first.negations % 2 != second.negations % 2
