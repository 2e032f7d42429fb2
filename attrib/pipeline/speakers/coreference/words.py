"""The values that referring expressions are told apart by; each is an index into a table of the antecedent head."""

from enum import IntEnum

from attrib.data import EntityKind
from attrib.english.pronouns import FEMININE, IT, MASCULINE, having
from attrib.pipeline.speakers.source_phrases import PhraseKind


class Word(IntEnum):
    """The pronouns that are told apart; NONE is no pronoun. A reflexive counts as an object."""

    NONE, HE, HIS, HIM, SHE, HER, IT, ITS, THEY, THEIR, THEM = range(11)


class Form(IntEnum):
    """How an expression is made: "Ida Quill", "she", "the mayor", "his lawyer", "this report", "a man", "police"."""

    NAME, PRONOUN, DEFINITE, OWNED, DEMONSTRATIVE, INDEFINITE, BARE = range(7)


class Sort(IntEnum):
    """What an expression refers to: the kind of a named entity, or of the noun that a description has."""

    PERSON, PERHAPS_PERSON, ORGANIZATION, PLACE, MISC, ROLE, BODY, WRITING, PEOPLE, OTHER = range(10)


class Place(IntEnum):
    """How an expression stands in its sentence."""

    OPENING, SUBJECT, OBJECT, OBLIQUE, OWNER, ELSEWHERE = range(6)


class Number(IntEnum):
    """One, several, or either: a body is "it" and "they"."""

    EITHER, ONE, SEVERAL = range(3)


NAMED = {EntityKind.ORGANIZATION: Sort.ORGANIZATION, EntityKind.LOCATION: Sort.PLACE}
NOUNS = {
    PhraseKind.ROLE: Sort.ROLE,
    PhraseKind.BODY: Sort.BODY,
    PhraseKind.WRITING: Sort.WRITING,
    PhraseKind.PEOPLE: Sort.PEOPLE,
}
NUMBERS = {Sort.PERSON: Number.ONE, Sort.ROLE: Number.ONE, Sort.WRITING: Number.ONE, Sort.PEOPLE: Number.SEVERAL}
_SUBJECTS = having(kind="personal", case="subject")
_OWNERS = having(kind="personal", case="determiner possessive")


def _word(pronoun: str) -> Word:
    """The value of a personal pronoun of the third person."""
    subject, owner = pronoun in _SUBJECTS, pronoun in _OWNERS
    if pronoun in MASCULINE:
        return Word.HE if subject else Word.HIS if owner else Word.HIM
    if pronoun in FEMININE:
        return Word.SHE if subject else Word.HER
    if pronoun in IT:
        return Word.ITS if owner else Word.IT
    return Word.THEY if subject else Word.THEIR if owner else Word.THEM


WORDS = {pronoun: _word(pronoun) for pronoun in having(kind="personal", person="third")}
