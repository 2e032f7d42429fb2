"""The gender that a pronoun, a title, a role or a given name tells."""

from enum import StrEnum


class Gender(StrEnum):
    """What a pronoun agrees with; never stored, only used to choose between antecedents."""

    MALE = "male"
    FEMALE = "female"
