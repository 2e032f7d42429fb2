"""Whether two statements make the same claim: rules for the same words, learned weights for the same meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from attrib.claims.clauses import is_sentence
from attrib.claims.features import FEATURES, closest_parts, features, shared_runs, weight
from attrib.claims.persons import is_asked_of_pronoun, names_nobody, of_same_persons
from attrib.claims.sharing import denied_alike
from attrib.claims.stems import stem
from attrib.claims.utterance import Utterance
from attrib.data.claims import ClaimLevel, Likeness

_RUN = 5  # words of the runs by which near words are told
_NEAR = 0.6  # the share of the shorter statement's runs that the other has too
_FEWEST = 6  # words; fewer are said twice by chance, and want the same speaker
_ALIKE = 0.6  # the overlap from which a negation on one side alone makes another claim
_WAS = frozenset(map(stem, ("was", "were")))
_SURE = 0.95  # the score of near words
RULES = "shared words, persons"
"""A name for the rules of this module; claims that others have told are found anew."""
# The probability from which a pair counts: of two speakers, of one speaker, and of one where words only name a topic.
# Over the pairs of statements of 26 events these are where two in three or more are right, each event left out of
# learning.
_BY_TWO, _BY_ONE, _TOPIC_BY_ONE = 0.8, 0.6, 0.85
# What two speakers have in common beside the names of what they speak of: the overlap, by rarity, and the stems.
_BESIDE_NAMES = 0.35
_FEWEST_SHARED = 3


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

        What a probability has to be for the level of meaning depends on the pair; `tells` says whether a score is
        enough for two statements alone.
        """
        if not _facts_agree(first, second) or not of_same_persons(first, second):
            return None
        if not (first.is_claim and second.is_claim):
            return None
        if not same_speaker(first, second) and (is_asked_of_pronoun(first) or is_asked_of_pronoun(second)):
            return None
        enough = min(len(first.words), len(second.words)) >= _FEWEST or same_speaker(first, second)
        if enough and first.words == second.words:
            return Likeness(ClaimLevel.WORDS, 1.0)
        if enough and shared_runs(first.words, second.words, _RUN) >= _NEAR and not _denies(first, second):
            return Likeness(ClaimLevel.NEAR, _SURE)
        if cosine < self.min_cosine or (_denies(first, second) and self._overlap(first, second) >= _ALIKE):
            return None
        least = self._least(first, second)
        if least is None or self._of_other_times(first, second):
            return None
        probability = self.probability(first, second, cosine)
        return Likeness(ClaimLevel.MEANING, probability) if probability >= least else None

    def tells(self, likeness: Likeness | None) -> bool:
        """Whether a likeness says that two statements make the same claim."""
        return likeness is not None and likeness.score >= self.threshold

    def _least(self, first: Utterance, second: Utterance) -> float | None:
        """The probability that two statements need for the same meaning; None where no probability is enough.

        Two speakers on one topic share its names, and of two names of a topic nobody knows what is said of it; "he" in
        the words of two speakers may be two persons.
        """
        sentences = is_sentence(first.text) and is_sentence(second.text)
        if same_speaker(first, second):
            return _BY_ONE if sentences else _TOPIC_BY_ONE
        if names_nobody(first) or names_nobody(second):
            return None
        names = frozenset(map(stem, first.names | second.names))
        plain = [each.stems - names for each in (first, second)]
        alike = sentences and self._shared(*plain) >= _BESIDE_NAMES
        return _BY_TWO if alike and len(first.stems & second.stems) >= _FEWEST_SHARED else None

    def _of_other_times(self, first: Utterance, second: Utterance) -> bool:
        """Whether one quotation says of the past what the other does not: "we were feared", "the world fears us".

        A paraphrase puts its verbs back in time, so only quotations tell.
        """
        if not (first.is_quoted and second.is_quoted):
            return False
        one, other = closest_parts(first, second, self.rarity)
        return _WAS.isdisjoint(one) != _WAS.isdisjoint(other)

    def _overlap(self, first: Utterance, second: Utterance) -> float:
        return self._shared(first.stems, second.stems)

    def _shared(self, first: frozenset[str], second: frozenset[str]) -> float:
        """The share of the rarity of some stems that two sets of them have in common."""
        whole = weight(first, self.rarity) + weight(second, self.rarity)
        return 2 * weight(first & second, self.rarity) / max(whole, 1e-6)


def same_speaker(first: Utterance, second: Utterance) -> bool:
    """Whether both are of a known speaker with the same surname."""
    return bool(first.surname) and first.surname == second.surname


def holds_again(said: Utterance) -> bool:
    """Whether the same words, said again by the same speaker, are the same claim: not so of a few words of nobody."""
    return said.is_claim and (bool(said.surname) or (len(said.words) >= _FEWEST and not is_asked_of_pronoun(said)))


def _facts_agree(first: Utterance, second: Utterance) -> bool:
    """Whether no figure or date of one contradicts those of the other: each has one that the other lacks."""
    pairs = ((first.figures, second.figures), (first.dates, second.dates))
    return not any(one - other and other - one for one, other in pairs)


def _denies(first: Utterance, second: Utterance) -> bool:
    """Whether one of them is negated and the other is not, in the words that both have where these are enough."""
    if first.negations % 2 == second.negations % 2:
        return False
    return not denied_alike(first, second)
