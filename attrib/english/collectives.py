"""Phrases and names for many people: collective nouns, shares of people, members of parties and nations."""

from collections.abc import Sequence

from attrib.english.lexicon import having, lexicon
from attrib.english.nations import COUNTRY_OF, PARTY_ADJECTIVES
from attrib.english.roles import is_people

_NOUNS = lexicon().tagged("collectives", {"part"})
COLLECTIVES = frozenset(_NOUNS)
_PARTS = having(_NOUNS, "part")
_PERCENT = frozenset({"percent", "%", "pc"})
_MEMBERS = frozenset({"democrats", "republicans"})
_FAR = 6  # words behind "of" among which the people stand


def is_many(words: Sequence[str], head: int) -> bool:
    """Whether a phrase in lower case, whose head noun ends before an index, means many people who are no body.

    Example: "a group of state attorneys general", "28 percent", "the opposition". Not: "a group of banks", "the group".
    """
    before = words[:head]
    if any(word in _PERCENT for word in before) or list(before[-2:]) == ["per", "cent"]:
        return True
    noun = before[-1] if before else ""
    if noun in _PARTS:
        behind = words[head + 1 : head + 1 + _FAR] if words[head : head + 1] == ["of"] else []
        return any(is_people(word) for word in behind)
    return noun in COLLECTIVES


def names_members(name: str) -> bool:
    """Whether a name is that of a party's members or a country's people, not of a body.

    Example: "House Republicans", "Kenyans". Not: "Liberal Democrats", a party.
    """
    words = name.lower().split()
    if not words or (len(words) > 1 and words[-2] in PARTY_ADJECTIVES):
        return False
    return words[-1] in _MEMBERS or (words[-1].endswith("ans") and words[-1][:-1] in COUNTRY_OF)
