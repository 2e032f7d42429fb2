import pytest

from attrib.english.titles import (
    COURTESY_TITLES,
    KEY_SUFFIXES,
    KEY_TITLES,
    NAME_SUFFIXES,
    POSTNOMINALS,
    ROLES,
    ROLES_FEMALE,
    ROLES_MALE,
    SEATS,
    SPOKES,
    TITLES,
    is_people,
    is_role,
    singular,
)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("spokesmen", "spokesman"),
        ("deputies", "deputy"),
        ("bosses", "boss"),
        ("ministers", "minister"),
        ("crisis", "crisis"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_role_nouns_and_their_plurals() -> None:
    assert is_role("minister")
    assert is_role("ex-minister")
    assert not is_role("ministry")
    assert is_people("ministers")
    assert is_people("critics")
    assert not is_people("minister")


def test_titles_say_what_they_are() -> None:
    assert "mr" in COURTESY_TITLES
    assert "president" in TITLES - COURTESY_TITLES
    assert POSTNOMINALS >= NAME_SUFFIXES | KEY_SUFFIXES


def test_words_left_out_of_stored_keys_stay_as_databases_hold_them() -> None:
    assert len(KEY_TITLES) == 59
    assert {"prime", "minister", "ayatollah"} <= KEY_TITLES
    assert {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "qc", "kc", "mep", "msp"} == KEY_SUFFIXES


def test_roles_tell_gender_or_seat() -> None:
    assert "spokeswoman" in ROLES_FEMALE & SPOKES
    assert "senator" in SEATS
    assert not ROLES_MALE & ROLES_FEMALE
    assert "teacher" in ROLES - ROLES_MALE - ROLES_FEMALE - SPOKES - SEATS
