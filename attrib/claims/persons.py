"""Of whom a statement speaks without a name, and whether two statements can speak of the same person."""

from functools import lru_cache

from attrib.claims.utterance import Utterance
from attrib.english.function_words import DETERMINERS
from attrib.english.pronouns import HE_SHE, OBJECTS
from attrib.text.folding import fold
from attrib.text.word_sets import word_set

_BEFORE = 8  # words before an infinitive: who is to do it
_PERSONS = HE_SHE - word_set("his her hers himself herself")  # the owner in "his plan" says less than "he"
_PRONOUN = ""
_TELLING = 12  # words that say more than what is asked of a person


def of_same_persons(first: Utterance, second: Utterance) -> bool:
    """Whether two statements can speak of the same persons: neither "he" and "she" nor "Lee to go" and "Kim to go"."""
    if first.genders and second.genders and first.genders.isdisjoint(second.genders):
        return False
    one, other = doer(first.text), doer(second.text)
    return not (one and other and one != other)


def is_asked_of_pronoun(said: Utterance) -> bool:
    """Whether a statement only asks something of somebody whom a pronoun names: "him to drop out of the race"."""
    return doer(said.text) == _PRONOUN and len(said.words) < _TELLING


def names_nobody(said: Utterance) -> bool:
    """Whether a statement speaks of "he" or "she" and names nobody: who is meant stands elsewhere in its article."""
    return not (said.names or doer(said.text)) and not _PERSONS.isdisjoint(said.words)


@lru_cache(maxsize=1 << 14)
def doer(text: str) -> str | None:
    """The folded surname of who is to do something, "" for a pronoun: "Ann Lee to step down" has "lee".

    None where words are no such infinitive. Before "to" stand names and pronouns alone: "her opposition to the plan"
    only names a topic.
    """
    words = text.split()
    place = next((at for at, word in enumerate(words[:_BEFORE]) if word == "to"), 0)
    who, what = words[:place], words[place + 1 : place + 2]
    verb = what[0] if what else ""
    if not who or not verb.isalpha() or not verb.islower() or verb in DETERMINERS or verb.endswith("ing"):
        return None
    if len(who) == 1 and who[0].lower() in OBJECTS:
        return _PRONOUN
    names = [word for word in who if word[:1].isalpha()]
    if not names or not all(word[:1].isupper() for word in names):
        return None
    folded = fold(names[-1]).split()
    return folded[-1] if folded else None
