"""Targets that say only in their own article what is meant: "the bill", "his administration", "this"."""

from functools import lru_cache

from attrib.english.function_words import DEFINITE
from attrib.english.lexicon import Lexicon
from attrib.english.pronouns import INDEFINITES, NEGATIVE_PRONOUNS, PRONOUNS
from attrib.resources import folder
from attrib.targets.phrases import parse_phrase
from attrib.text.folding import fold

_NOUNS = Lexicon(folder("targets/lexicon")).words("pointing_nouns")
_NO_NAMES = PRONOUNS | INDEFINITES | NEGATIVE_PRONOUNS
_POINTING = DEFINITE | {"such"}


@lru_cache(maxsize=1 << 16)
def is_pointing(target: str) -> bool:
    """Whether a target, as it is spelled, is understood in its own article alone.

    Such ones of two articles are hardly ever one thing, so they say little in a list. Example: "the bill", "people",
    "his administration", "these". Not: "the Kremlin", "abortion", "the health care bill".
    """
    words = fold(target).split()
    if not words or all(word in _NO_NAMES for word in words):
        return True
    phrase = parse_phrase(" ".join(words))
    if phrase.fixed or phrase.modifiers:
        return False
    named = any(character.isupper() for character in target.split()[-1])
    return words[-1] in _NOUNS or (phrase.bare and words[0] in _POINTING and not named)
