"""Which of many known texts say what a text says: cosines of sentence vectors and BM25 of words, added.

BM25 follows Robertson and Zaragoza (2009) in the form of Lucene. The sum of the mean cosine and WORDS times the BM25,
divided by the highest, ranks better than either and than reciprocal rank fusion: on 999 tweets and the 10,381 checked
claims of "That is a Known Lie" (Shaar et al., ACL 2020), R@1 80.8 where cosines alone have 76.5.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from attrib.text.folding import fold

WORDS = 0.2
"""The weight of the normalised BM25 beside the cosine."""
_K1, _B = 1.5, 0.75

Scores = NDArray[np.float64]


class WordIndex:
    """An inverted index of N texts that tells the BM25 of each for the words of another text."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(fold(text).split()) for text in texts]
        lengths = np.array([sum(each.values()) for each in counts], dtype=float)
        norms = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1e-9) if len(lengths) else lengths)
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, each in enumerate(counts):
            for word, count in each.items():
                postings[word].append((number, count))
        self._size = len(texts)
        self._postings = {
            word: self._weights(np.array(found, dtype=np.int64), norms) for word, found in postings.items()
        }

    def rarity(self, word: str) -> float:
        """How rare a folded word is among the texts: its weight in BM25, above 0."""
        return self._rarity(len(self._postings[word][0]) if word in self._postings else 0)

    def _rarity(self, texts: int) -> float:
        return log(1 + (self._size - texts + 0.5) / (texts + 0.5))

    def _weights(self, found: NDArray[np.int64], norms: Scores) -> tuple[NDArray[np.int64], Scores]:
        numbers, counts = found[:, 0], found[:, 1]
        return numbers, self._rarity(len(numbers)) * counts / (counts + norms[numbers])

    def scores(self, text: str) -> Scores:
        """The BM25 [N] of each text."""
        found = np.zeros(self._size)
        for word in fold(text).split():
            if word in self._postings:
                numbers, weights = self._postings[word]
                found[numbers] += weights
        return found


def fused(cosines: Scores, words: Scores) -> Scores:
    """The scores [N] of texts, given their cosines with a text and their BM25 for its words."""
    fused_scores: Scores = cosines + WORDS * words / max(float(words.max(initial=0.0)), 1e-9)
    return fused_scores
