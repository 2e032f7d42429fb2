"""Figures of a text as numbers: "5.7 billion", "$1,200", "twelve" and "12" can be compared."""

import re

from attrib.english.lexicon import Lexicon
from attrib.resources import folder

_VALUES = {word: float(value) for word, value in Lexicon(folder("claims/lexicon")).pairs("number_words").items()}
_MULTIPLIERS = {word: value for word, value in _VALUES.items() if value >= 100}
_UNITS = {word: value for word, value in _VALUES.items() if value < 100}
_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)|\b(?P<word>{_WORDS})\b(?:-(?P<ones>{_WORDS})\b)?)"
    rf"(?:[ -](?P<times>{'|'.join(_MULTIPLIERS)})\b)?",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[float]:
    """The numbers that a text names, in digits or words, with "million" and the like multiplied in.

    Example: "nearly $5.7 billion for twenty-one projects" has 5.7e9 and 21. Not: "one", which rarely counts anything,
    and ordinals.
    """
    return frozenset(figure_words(text))


def figure_words(text: str) -> dict[float, str]:
    """The same numbers with the words that first name each."""
    found: dict[float, str] = {}
    for match in _FIGURE.finditer(text):
        digits, word, ones, times = match.group("digits", "word", "ones", "times")
        if word is not None and word.lower() == "one" and times is None:
            continue
        value = float(digits.replace(",", "")) if digits else _UNITS[word.lower()]
        value += _UNITS[ones.lower()] if ones else 0.0
        found.setdefault(value * _MULTIPLIERS[times.lower()] if times else value, match.group())
    return found
