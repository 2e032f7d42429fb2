"""How much a statement is worth checking: a score learned from what fact-checkers took up in debates and speeches.

It says "worth a look", never "false": fact-checkers take up what is checkable, of public interest and surprising, and
much of that is true.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from attrib.english.function_words import MODALS, NEGATIVES
from attrib.english.lexicon import Lexicon
from attrib.english.pronouns import having
from attrib.resources import folder

Array = NDArray[np.float64]
Vectors = NDArray[np.float32]

_LISTS = Lexicon(folder("claims/lexicon"))
_COMPARING, _AMOUNTS, _COURTESIES = (_LISTS.words(name) for name in ("comparing_words", "amount_words", "courtesies"))
_FIRST, _SECOND, _THIRD = (having(kind="personal", person=person) for person in ("first", "second", "third"))
_PAST = frozenset({"was", "were", "had", "did", "said", "went", "came", "voted"})
_WORD = re.compile(r"[a-z']+|\d+(?:[.,]\d+)*")
_SHORT = 5  # words; fewer claim little
_MOST = 3.0  # of what is counted


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement as the features read it: as written, its words in lower case, and the parts before an apostrophe."""

    text: str
    words: tuple[str, ...]
    stems: frozenset[str]

    def count(self, test: Callable[[str], bool]) -> float:
        """How many words pass a test, at most _MOST."""
        return min(float(sum(map(test, self.words))), _MOST)

    def has(self, words: frozenset[str]) -> float:
        return float(not words.isdisjoint(self.stems))


_FEATURES: dict[str, Callable[[_Read], float]] = {
    "length": lambda read: min(log1p(len(read.words)), 4.0),
    "short": lambda read: float(len(read.words) < _SHORT),
    "figure": lambda read: read.count(lambda word: word[0].isdigit()),
    "money_or_share": lambda read: float(any(mark in read.text for mark in "$£€%")),
    "amount": lambda read: read.has(_AMOUNTS),
    "comparing": lambda read: read.count(lambda word: word in _COMPARING),
    "past": lambda read: read.count(lambda word: word in _PAST or word.endswith("ed")),
    "first_person": lambda read: read.has(_FIRST),
    "second_person": lambda read: read.has(_SECOND),
    "third_person": lambda read: read.has(_THIRD),
    "modal": lambda read: read.has(MODALS),
    "courtesy": lambda read: read.has(_COURTESIES),
    "question": lambda read: float(read.text.rstrip("”\"' ").endswith("?")),
    "negation": lambda read: max(read.has(NEGATIVES), read.count(lambda word: word.endswith("n't"))),
    "capitals": lambda read: min(float(sum(word[:1].isupper() for word in read.text.split()[1:])), _MOST),
}
FEATURES = tuple(_FEATURES)
"""The names of the features of words and figures, in the order of their weights."""


def features(text: str) -> list[float]:
    """The features of a statement's words, in the order of FEATURES."""
    words = tuple(_WORD.findall(text.lower().replace("’", "'")))
    read = _Read(text, words, frozenset(words) | {word.split("'")[0] for word in words})
    return [feature(read) for feature in _FEATURES.values()]


@dataclass(frozen=True)
class WorthScorer:
    """A logistic regression over FEATURES and the statement's vector; `id` names it in a database.

    `encoder` is the id of the encoder whose vectors it weighs. `weights` are of the features, `directions` [width]
    of the vector. It reads vectors as the database stores them, so that a score is the same whenever it is
    computed.
    """

    id: str
    encoder: str
    weights: Mapping[str, float]
    directions: Vectors
    bias: float

    def scores(self, texts: Sequence[str], vectors: Vectors) -> list[float]:
        """The score of each of N statements with vectors [N, width], 0 to 1; it orders, and is no probability."""
        rows = np.array([features(text) for text in texts], dtype=np.float64).reshape(len(texts), len(FEATURES))
        sums = (
            rows @ np.array([self.weights[name] for name in FEATURES]) + stored(vectors) @ self.directions + self.bias
        )
        found: list[float] = (1 / (1 + np.exp(-np.clip(sums, -30, 30)))).tolist()
        return found


def stored(vectors: Vectors) -> Array:
    """Vectors [N, width] with the error that a database stores them with: signed bytes and a scale."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0), 1e-9)[:, None] / 127
    return np.asarray(np.rint(vectors / scales) * scales, dtype=np.float64)
