"""Pronouns by person, number, gender and case: the table lexicon/pronouns.txt, and the sets that rules use."""

from attrib.english.gender import Gender
from attrib.english.lexicon import lexicon

_COLUMNS = {
    "kind": ("personal", "relative", "demonstrative", "indefinite", "negative"),
    "person": ("first", "second", "third"),
    "number": ("singular", "plural", "any"),
    "gender": ("male", "female", "neuter", "any"),
    "case": ("subject", "object", "determiner", "possessive", "reflexive"),
}
_TABLE = lexicon().table("pronouns", _COLUMNS)
_PLACE = {column: at for at, column in enumerate(_COLUMNS)}


def having(**wanted: str) -> frozenset[str]:
    """The pronouns with one of the wanted values in each named column; values are parted by spaces.

    Example: `having(kind="personal", case="subject object")` has "he" and "him". Not: "his". Raises KeyError for a
    column that the table lacks, ValueError for a value that no pronoun can have.
    """
    for column, values in wanted.items():
        if unknown := set(values.split()) - set(_COLUMNS[column]):
            raise ValueError(f"no pronoun has the {column} {' or '.join(sorted(unknown))}")
    return frozenset(
        word
        for word, cells in _TABLE.items()
        if all(not cells[_PLACE[column]].isdisjoint(values.split()) for column, values in wanted.items())
    )


MASCULINE = having(kind="personal", gender="male")
FEMININE = having(kind="personal", gender="female")
HE_SHE = MASCULINE | FEMININE
IT = having(kind="personal", gender="neuter")
THEY = having(kind="personal", person="third", number="plural") | {"both"}
WE = having(kind="personal", person="first")  # "I" too: the two are read alike
WHO = having(kind="relative")
DEMONSTRATIVES = having(kind="demonstrative")
INDEFINITES = having(kind="indefinite")
NEGATIVE_PRONOUNS = having(kind="negative")
# "many" and "some" are no pronouns to a rule that reads phrases: it reads them as quantities, "some officials" alike.
PRONOUNS = having(kind="personal relative demonstrative") | {"one", "both"}

POSSESSIVES = having(kind="personal", case="determiner")  # "my", "their", not "mine"
THIRD_POSSESSIVES = having(kind="personal", person="third", case="determiner")
REFLEXIVES = having(case="reflexive")
OBJECTS = having(kind="personal", case="object")
# Subjects that may be who speaks. No text quotes its reader, so "you" is none; "that" and "which" are things.
SPEAKING = having(kind="personal", person="first third", case="subject") | {"who"}


def pronoun_gender(word: str) -> Gender | None:
    """The gender of a pronoun in lower case. "her" is female; "they" and "it" have none."""
    return Gender.MALE if word in MASCULINE else Gender.FEMALE if word in FEMININE else None
