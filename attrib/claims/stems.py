"""Stems: one form for the inflections of a word, so that two texts with the same words in other forms agree."""

from functools import lru_cache

# Endings that inflection adds, the longest first, and what stands in their place.
_ENDINGS = (("ingly", ""), ("edly", ""), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("ly", ""))
_LEAST = 3  # letters that a stem keeps


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word: without the ending of a plural, participle or adverb, and without a final e.

    It is no word of English: "apologies" and "apology" are both "apology", "urged" and "urge" both "urg". Not: "bus",
    "his" and "news", too short to lose anything but their s; numbers stay as they are.
    """
    if len(word) <= _LEAST or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return _shortened(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _shortened(word[:-1])
    return _shortened(word)


def _shortened(word: str) -> str:
    """Without a final e or the second of two final consonants: "referr" is "refer", "urge" is "urg"."""
    if len(word) > _LEAST and word.endswith("e"):
        return word[:-1]
    if len(word) > _LEAST + 1 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word
