"""Whether a statement makes a claim that was checked, and not another claim about the same people and things.

Likeness of meaning finds what is about the same; most of that claims something else. What makes the claim itself has
its names and figures, much of what it says beside them, says little else, and is a sentence, not the name of a topic.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from attrib.claims.clauses import is_sentence
from attrib.claims.figures import figures
from attrib.claims.stems import stem
from attrib.claims.utterance import Utterance, denials, sentences_of
from attrib.data.checks import HIGHEST_UNLIKE, MATCHED
from attrib.english.lexicon import Lexicon
from attrib.english.stop_words import TOPIC_STOP_WORDS
from attrib.resources import folder
from attrib.text.folding import fold

LEAST_COSINE = 0.66
"""The mean cosine with claim and headline below which a statement is not taken for the claim."""
_OF_CLAIM = 0.4  # share of the claim's telling words, by rarity, that the statement has too
_OF_STATEMENT = 0.3  # share of those of one of the statement's sentences that the claim has too
_OF_HEADLINE = 0.9  # share of a headline's words that statement and speaker have
_FEWEST_HEADLINE = 5  # words of a headline that tells a claim; fewer name a topic ("Social Security Changes")
_SHARED = 2  # telling words in common
_DENIED = 0.6  # share from which a negation on one side alone makes the contrary of it
_FEWEST_SENTENCE = 3  # telling words of a sentence that counts by itself

_FRAMING = Lexicon(folder("claims/lexicon")).words("framing_words")
_TOKEN = re.compile(r"[^\W_][\w.’'&-]*")
_OWNER = re.compile(r"[’']s$")

MATCHING_RULES = "names, figures, words"
"""A name for these rules; matches that others have made are found anew."""
Rarity = Callable[[str], float]
Words = frozenset[str]


class Wording:
    """A claim as its check words it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> Words:
        """Its folded words that tell something: no stop words, and none of what frames a claim."""
        return telling(self.text) - _FRAMING

    @cached_property
    def names(self) -> Words:
        """Those of its words that are names."""
        return self.words & frozenset(names_in(self.text))

    @cached_property
    def figures(self) -> frozenset[float]:
        """The numbers that it names."""
        return figures(self.text)


def agrees(said: Utterance, claim: str, headline: str | None, cosine: float, rarity: Rarity) -> bool:
    """Whether a statement makes a checked claim, as the check or its headline words it.

    `cosine` is the mean of those with both; `rarity` is how rare a folded word is, above 0.
    """
    if cosine < LEAST_COSINE or not is_sentence(said.text):
        return False
    return _makes(said, Wording(claim), rarity) or (
        bool(headline) and _is_headline(said, Wording(headline or ""), rarity)
    )


def _makes(said: Utterance, claim: Wording, rarity: Rarity) -> bool:
    """Whether a statement has the names, the figures and enough of the other words of a claim."""
    words = telling(said.text)
    ours = _stems(words | telling(said.speaker or ""))
    if claim.figures - said.figures or not all(stem(name) in ours for name in claim.names):
        return False
    plain, own = claim.words - claim.names, _stems(words)
    shared = [word for word in plain if stem(word) in own]
    share = _weight(shared, rarity) / max(_weight(plain, rarity), 1e-6)
    contrary = share >= _DENIED and denials(claim.text) % 2 != denials(said.text) % 2
    return share >= _OF_CLAIM and len(shared) >= _SHARED and not contrary and _says_little_else(said, claim, rarity)


def _is_headline(said: Utterance, headline: Wording, rarity: Rarity) -> bool:
    """Whether statement and speaker have all but everything that a headline says; its capitals tell no names."""
    ours = _stems(telling(said.text) | telling(said.speaker or ""))
    if len(headline.words) < _FEWEST_HEADLINE or headline.figures - said.figures:
        return False
    shared = [word for word in headline.words if stem(word) in ours]
    share = _weight(shared, rarity) / max(_weight(headline.words, rarity), 1e-6)
    contrary = denials(headline.text) % 2 != denials(said.text) % 2
    return share >= _OF_HEADLINE and not contrary and _says_little_else(said, headline, rarity)


def _says_little_else(said: Utterance, claim: Wording, rarity: Rarity) -> bool:
    """Whether one sentence of a statement consists of a claim's words in good part."""
    theirs = _stems(claim.words)
    sentences = [words for each in sentences_of(said.text) if len(words := _plain(each, said)) >= _FEWEST_SENTENCE]
    for words in sentences or [_plain(said.text, said)]:
        shared = [word for word in words if stem(word) in theirs]
        if words and _weight(shared, rarity) / max(_weight(words, rarity), 1e-6) >= _OF_STATEMENT:
            return True
    return False


def _plain(text: str, said: Utterance) -> Words:
    """The telling words of a text but for names, and that of the speaker."""
    return telling(text) - frozenset(names_in(text)) - telling(said.speaker or "")


def telling(text: str) -> Words:
    """The folded words of a text without stop words and single letters, which "didn't" and "U.S." leave."""
    return frozenset(word for word in fold(text).split() if len(word) > 1 and word not in TOPIC_STOP_WORDS)


def names_in(text: str) -> Iterator[str]:
    """The folded words with a capital; the first word only where the second has one too ("Hillary Clinton said")."""
    tokens = _TOKEN.findall(text)
    for place, token in enumerate(tokens):
        if token[:1].isupper() and (place or (len(tokens) > 1 and tokens[1][:1].isupper())):
            yield from fold(_OWNER.sub("", token)).split()


def _stems(words: Collection[str]) -> Words:
    return frozenset(map(stem, words))


def _weight(words: Collection[str], rarity: Rarity) -> float:
    """The summed rarity of some words, added in one order whatever that of the set."""
    return sum(map(rarity, sorted(words)))


def judged_score(fused: float, *, agrees: bool) -> float:
    """The score that a match is kept with: MATCHED or more for what agrees, less for everything else."""
    return max(fused, MATCHED) if agrees else min(fused, HIGHEST_UNLIKE)
