"""Shingles: runs of four words, by which a text is known again in another, whole or in part.

Broder, "On the resemblance and containment of documents" (1997): a sample of the shingles whose hash is divisible by a
constant is the same in whatever text a passage stands, so the share of one sample that another holds estimates how
much of a text the other contains, however long that is.
"""

from collections.abc import Sequence, Set
from hashlib import blake2b

from attrib.data import Span
from attrib.text.folding import fold

WORDS = 4
"""Words of a shingle."""
EVERY = 16
"""One of so many shingles is in the sample."""
MOST_WORDS = 20_000
"""Words from the start of a text that are looked at."""

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """The shingles of a text, as non-negative 63-bit hashes that are the same everywhere."""
    return _hashes(fold(text).split()[:MOST_WORDS])


def shingles_outside(text: str, quoted: Sequence[Span]) -> Shingles:
    """The shingles of what stands outside some spans, none across a span."""
    found: set[int] = set()
    at, left = 0, MOST_WORDS
    for start, end in (*quoted, Span(len(text), len(text))):
        words = fold(text[at:start]).split()[:left]
        found |= _hashes(words)
        at, left = end, left - len(words)
    return frozenset(found)


def sample(every: Shingles) -> Shingles:
    """The shingles of a set that are kept for lookup."""
    return frozenset(each for each in every if each % EVERY == 0)


def containment(one: Set[int], other: Set[int]) -> float:
    """The share of the first set that the second holds, 0 to 1; 0 for an empty one."""
    return len(one & other) / len(one) if one else 0.0


def _hashes(words: Sequence[str]) -> Shingles:
    runs = (" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") >> 1 for run in runs)
