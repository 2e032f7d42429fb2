"""How likely two names mean one person or body, and which names are worth a comparison.

Scores run from 0 to 100. Names are folded: lower case, without accents, words joined by single spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from attrib.english.function_words import SMALL_WORDS
from attrib.english.lexicon import lexicon

# Letters that transliterations into English use for the same sound; the longer first.
_SOUNDS = (
    ("tsch", "s"), ("shch", "s"), ("sch", "s"), ("kh", "k"), ("gh", "k"), ("dh", "t"), ("th", "t"), ("ph", "f"),
    ("ch", "s"), ("sh", "s"), ("zh", "z"), ("dj", "j"), ("tz", "z"), ("ts", "z"), ("x", "ks"), ("c", "k"), ("q", "k"),
    ("g", "k"), ("d", "t"), ("b", "p"), ("v", "f"), ("w", "f"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")
_LEGAL = lexicon().words("legal_forms")


@dataclass(frozen=True, slots=True)
class LikenessScores:
    """How much each sign says for one name of two, of 100. Set by hand: they order suggestions, and decide nothing.

    look: letters in common below which no two persons' names are taken apart.
    sure: the same words, or given names with the same middle names; likely: what one form leaves out; shorter: an
        initial or a second surname; acronym: letters for words; middle: two different middle names.
    sounding, sounding_most: what two words that sound alike score more than their letters, and at most.
    spelled, words: share of the letters' score of two words, and of two bodies' names, that sound or read otherwise.
    one_less, more_less: a body's name without one of the other's words, and without more.
    """

    look: int = 55
    sure: int = 97
    likely: int = 92
    shorter: int = 85
    acronym: int = 80
    middle: int = 60
    sounding: int = 25
    sounding_most: int = 90
    spelled: float = 0.85
    words: float = 0.97
    one_less: int = 70
    more_less: int = 55


_SCORES = LikenessScores()


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word as they sound. "gaddafi" and "kadhafi" share them; "hale" and "quill" do not."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    first = word[:1] if word[:1] in "aeiouy" else ""
    return ("a" if first else "") + _TWICE.sub(r"\1", _VOWELS.sub("", word))


def person_blocks(key: str) -> Iterator[str]:
    """The groups in which a person's name is compared: the sound of the surname and of the given name's initial."""
    words = key.split()
    given, last = skeleton(words[0]), skeleton(words[-1])
    yield f"{last} {given[:1]}"
    if len(words) > 2:  # "Maria Garcia Lopez" and "Maria Garcia"
        yield f"{skeleton(words[-2])} {given[:1]}"


def body_blocks(key: str) -> Iterator[str]:
    """The groups in which an organization's name is compared: one for each telling word, one for its acronym."""
    words = _telling(key)
    yield from {skeleton(word) or word for word in words}
    yield from (f"{letters}." for letters in (words if len(words) == 1 else _initials(key.split())))


def person_likeness(one: str, other: str) -> tuple[int, str]:
    """The score of two persons' names of two words or more, and its reason.

    Example: "j hale" and "john hale" score 85 for an initial. Not: "ann hale" and "john hale".
    """
    if fuzz.ratio(one, other, score_cutoff=_SCORES.look) == 0:
        return 0, ""
    first, second = one.split(), other.split()
    if first[-1] != second[-1] and len(first) != len(second):
        return _with_second_surname(first, second)
    surname = _word_likeness(first[-1], second[-1])
    given, why = _given_likeness(first[:-1], second[:-1])
    if surname == 100:
        return given, why
    spelled = "spelled alike" if skeleton(first[-1]) == skeleton(second[-1]) else "nearly the same letters"
    return min(surname, given, _SCORES.likely), spelled


def _with_second_surname(first: list[str], second: list[str]) -> tuple[int, str]:
    short, long = sorted((first, second), key=len)
    return (_SCORES.shorter, "shorter form") if long[: len(short)] == short else (0, "")


def _given_likeness(first: list[str], second: list[str]) -> tuple[int, str]:
    """The score of given names: by spelling, initials ("J", "John") and middle names that one form leaves out."""
    one, other = first[0], second[0]
    if one == other:
        rest, more = set(first[1:]), set(second[1:])
        if not rest or not more:
            return (_SCORES.sure if rest == more else _SCORES.likely), "middle name left out"
        initials = {word[0] for word in rest} == {word[0] for word in more}
        return (_SCORES.likely, "middle initial") if initials else (_SCORES.middle, "other middle name")
    if 1 in (len(one), len(other)) and one[0] == other[0]:
        return _SCORES.shorter, "initial"
    return min(_word_likeness(one, other), _SCORES.likely), "given name spelled alike"


@lru_cache(maxsize=1 << 16)
def _word_likeness(one: str, other: str) -> int:
    """The score of two words: by their letters, up to 90 where they sound alike."""
    if one == other:
        return 100
    letters = round(fuzz.ratio(one, other))
    alike = skeleton(one) == skeleton(other) and len(skeleton(one)) > 1
    if alike:
        return max(letters, min(_SCORES.sounding_most, letters + _SCORES.sounding))
    return round(letters * _SCORES.spelled)


def body_likeness(one: str, other: str) -> tuple[int, str]:
    """The score of two organizations' names, and its reason.

    Example: "acme" and "acme ltd" have the same telling words. Not: "bank of england" and "bank of montreal".
    """
    first, second = _telling(one), _telling(other)
    if sorted(first) == sorted(second):
        return _SCORES.sure, "same words"
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) == 1 and len(long) > 1 and short[0] in _initials(long):
        return _SCORES.acronym, "acronym"
    if set(first) < set(second) or set(second) < set(first):
        left = max(len(first), len(second)) - min(len(first), len(second))
        return (_SCORES.one_less if left == 1 else _SCORES.more_less), "shorter form"
    letters = round(fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second))))
    return round(letters * _SCORES.words), "nearly the same letters"


def _telling(key: str) -> list[str]:
    words = [word for word in key.split() if word not in SMALL_WORDS]
    return [word for word in words if word not in _LEGAL] or words


def _initials(words: list[str]) -> set[str]:
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL_WORDS)}
