"""Noun phrases taken apart, to tell whether two of them name one thing: "the new harbour tax", "tax on harbours".

All words come folded (see text/folding): in lower case, without accents and marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from attrib.english.function_words import BE, CONJUNCTIONS, DETERMINERS, DO, HAVE, MODALS, NEGATIVES, PREPOSITIONS
from attrib.english.lexicon import Lexicon, lexicon
from attrib.resources import folder

_LISTS = Lexicon(folder("targets/lexicon"))
_WEAK = _LISTS.words("weak_adjectives")
_CONTRARY = _LISTS.words("contrary_words") | NEGATIVES
_NEAR = _LISTS.pairs("near_nouns")
_SHARED = _LISTS.words("shared_nouns")
_PLURALS = lexicon().pairs("irregular_plurals")
_DETERMINERS = DETERMINERS | {"all", "any", "some", "such"}
_VERBS = BE | HAVE | DO | MODALS
_BEHIND = PREPOSITIONS | {"to", "that", "which", "who", "whose"}
_REVERSIBLE = frozenset({"of", "on", "in", "for"})  # "tax on harbours" is a "harbour tax"
_MOST_REVERSED = 3  # words behind the preposition
# British spellings in American letters: "harbour", "centre", "defence", "organisation", "programme".
_SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=\w{3})our(?=s?$)", "or"),
        (r"(?<=\w{3}t)re$", "er"),
        (r"(?<=\w{3}en)ce$", "se"),
        (r"is(?=ation$|ing$|ed$|e$)(?<=\w{4})", "iz"),
        (r"(?<=program)me$", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is compared: its head, what stands with the head, and all of its words in order.

    `sense` is the set of nouns that the head belongs to, or the head. `key` is what phrases of one meaning share
    wherever they stand: "harbour tax" and "harbour levy" do. A `fixed` phrase names the same as another only if all
    words are equal: a clause ("lifting the ban"), several things ("tax and spending"), or one that a word sets against
    others of its kind ("the old tax", "no tax").
    """

    head: str
    modifiers: frozenset[str]
    words: tuple[str, ...]
    fixed: bool = False
    sense: str = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        sense = _NEAR.get(self.head, self.head)
        alone = self.fixed or not self.modifiers
        key = " ".join(self.words if alone else (*sorted(self.modifiers), sense))
        object.__setattr__(self, "sense", sense)
        object.__setattr__(self, "key", key)

    @property
    def bare(self) -> bool:
        """Whether it is one noun that points to something said before: "levy". Not: "economy", which all know."""
        return not (self.fixed or self.modifiers or self.head in _SHARED)

    def says(self, less: "Phrase") -> bool:
        """Whether it names the same as another phrase of several words or more of it; as one of one word, the same."""
        if self.fixed or less.fixed or not less.modifiers:
            return self.key == less.key
        return self.sense == less.sense and less.modifiers <= self.modifiers


def nouns_like(phrase: Phrase) -> frozenset[str]:
    """The head of a phrase, and all nouns that may name one thing with it."""
    return frozenset({phrase.head, *(noun for noun, sense in _NEAR.items() if sense == phrase.sense)})


@lru_cache(maxsize=1 << 16)
def parse_phrase(folded: str) -> Phrase:
    """A folded phrase taken apart. Example: "the new taxes on harbours" is a "tax" with "harbor".

    Articles and weak adjectives go, nouns are singular, and British spellings American ones.
    """
    given = [word for place, word in enumerate(folded.split()) if word != "s" or not place]
    content = [word for word in given if word not in _DETERMINERS and word not in _WEAK] or given
    plain = tuple(_plain(word) for word in content)
    behind = next((place for place, word in enumerate(content) if place and word in _BEHIND), len(content))
    front, tail = plain[:behind], plain[behind + 1 :]
    modifiers = set(front[:-1])
    if tail:
        reversible = content[behind] in _REVERSIBLE and len(tail) <= _MOST_REVERSED
        simple = reversible and not any(word in _BEHIND for word in content[behind + 1 :])
        modifiers |= set(tail) if simple else {" ".join((content[behind], *tail))}
    return Phrase(front[-1] if front else "", frozenset(modifiers), plain, _is_fixed(given, content, behind))


def _is_fixed(given: Sequence[str], content: Sequence[str], behind: int) -> bool:
    """Whether a phrase is a clause, names several things, or what is contrary to others."""
    if len(content) > 1 and (content[0].endswith("ing") or content[0] in _BEHIND):
        return True
    first_behind = next((place for place, word in enumerate(given) if word in _BEHIND), len(given))
    verbs = bool(set(content) & _VERBS)
    inside = any(word in _DETERMINERS for word in given[1:first_behind]) and given[0] not in _DETERMINERS
    several = bool(set(content) & CONJUNCTIONS - _BEHIND)
    return verbs or inside or several or bool(set(content[: max(0, behind - 1)]) & _CONTRARY)


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """A word in the singular and in American letters, in one form for all its spellings."""
    word = _singular(word)
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _singular(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("oes") and len(word) > 5:
        return word[:-2]
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
