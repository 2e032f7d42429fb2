"""What the words beside a person's name say of the person: gender, and kinship to somebody else."""

import re

from attrib.data import Span
from attrib.english.gender import Gender
from attrib.english.lexicon import lexicon
from attrib.english.roles import ROLES_FEMALE, ROLES_MALE

_NEAR = 60  # characters beside a name that are read
# "Kim Soo-min said she": a nominative pronoun right behind a verb opens the clause that the person says.
_PRONOUN = re.compile(r" [a-z]+(?: that)? (s?he)\b")
_APPOSITION = re.compile(r", (?:an?|the|[\w’']+['’]s) ((?:[\w’'-]+ ){0,3}[\w-]+)")
_KIN = "|".join(sorted(lexicon().words("kin")))
_POSSESSIVE = r"(?:\b(?:his|her|their|my|our|whose)|\b\w+['’]s?)"
_KIN_BEFORE = re.compile(rf"{_POSSESSIVE} (?:[\w-]+ ){{0,2}}(?:{_KIN}),? (?:[A-Z]\w+ )?$")
_KIN_AFTER = re.compile(rf",? (?:and )?{_POSSESSIVE} (?:[\w-]+ ){{0,2}}(?:{_KIN})\b")


def gender_beside(text: str, span: Span) -> Gender | None:
    """The gender that the words behind a person's name tell; None where they tell none.

    Example: "Kim Soo-min said she", "Robin Hale, a spokeswoman". Not: "Robin Hale met her", of somebody else.
    """
    match = _PRONOUN.match(text, span.end, span.end + _NEAR)
    if match:
        return Gender.MALE if match.group(1) == "he" else Gender.FEMALE
    apposed = _APPOSITION.match(text, span.end, span.end + _NEAR)
    words = set(apposed.group(1).lower().split()) if apposed else set()
    if words & ROLES_FEMALE:
        return None if words & ROLES_MALE else Gender.FEMALE
    return Gender.MALE if words & ROLES_MALE else None


def is_relative(text: str, span: Span) -> bool:
    """Whether a name is introduced as somebody's kin: "his father, Fred Hale", "Ida Quill, his wife"."""
    before = text[max(0, span.start - _NEAR) : span.start]
    return bool(_KIN_BEFORE.search(before)) or bool(_KIN_AFTER.match(text, span.end, span.end + _NEAR))
