import pytest

from attrib.english.gender import Gender
from attrib.english.pronouns import (
    DEMONSTRATIVES,
    FEMININE,
    HE_SHE,
    INDEFINITES,
    IT,
    MASCULINE,
    OBJECTS,
    POSSESSIVES,
    PRONOUNS,
    REFLEXIVES,
    SPEAKING,
    THEY,
    THIRD_POSSESSIVES,
    WE,
    WHO,
    having,
    pronoun_gender,
)

CASES = ("subject", "object", "determiner", "possessive", "reflexive")


@pytest.mark.parametrize(
    ("wanted", "forms"),
    [
        ({"person": "first", "number": "singular"}, ("i", "me", "my", "mine", "myself")),
        ({"person": "first", "number": "plural"}, ("we", "us", "our", "ours", "ourselves")),
        ({"gender": "male"}, ("he", "him", "his", "his", "himself")),
        ({"gender": "female"}, ("she", "her", "her", "hers", "herself")),
        ({"gender": "neuter"}, ("it", "it", "its", "its", "itself")),
        ({"person": "third", "number": "plural"}, ("they", "them", "their", "theirs", "themselves")),
    ],
)
def test_every_person_has_a_pronoun_in_every_case(wanted: dict[str, str], forms: tuple[str, ...]) -> None:
    for case, form in zip(CASES, forms, strict=True):
        assert having(kind="personal", case=case, **wanted) == {form}
    assert having(kind="personal", **wanted) == set(forms)


def test_the_second_person_is_alike_in_both_numbers() -> None:
    assert having(person="second") == {"you", "your", "yours", "yourself", "yourselves"}


def test_asking_for_an_unknown_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pronoun has the case genitive"):
        having(case="subject genitive")
    with pytest.raises(KeyError):
        having(mood="bad")


def test_gender_is_told_by_every_form_of_he_and_she() -> None:
    assert {pronoun_gender(word) for word in MASCULINE} == {Gender.MALE}
    assert {pronoun_gender(word) for word in FEMININE} == {Gender.FEMALE}
    assert {pronoun_gender(word) for word in IT | THEY | WE | WHO | {"minister"}} == {None}
    assert not MASCULINE & FEMININE


def test_sets_are_apart_but_for_that() -> None:
    groups = [HE_SHE, IT, THEY - {"both"}, WE, having(person="second"), WHO, INDEFINITES, DEMONSTRATIVES - {"that"}]
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


def test_possessives_stand_before_a_noun() -> None:
    assert {"my", "your", "his", "her", "its", "our", "their"} == POSSESSIVES
    assert {"his", "her", "its", "their"} == THIRD_POSSESSIVES


def test_who_speaks_is_a_subject() -> None:
    assert {"i", "we", "he", "she", "it", "they", "who"} == SPEAKING
    assert {"me", "us", "you", "him", "her", "it", "them"} == OBJECTS


def test_pronouns_of_phrases_are_no_quantities() -> None:
    assert HE_SHE | IT | THEY | WE | WHO | REFLEXIVES <= PRONOUNS
    assert {"one", "both", "this"} <= PRONOUNS
    assert not {"many", "some", "nobody"} & PRONOUNS
