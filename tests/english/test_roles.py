import pytest

from attrib.english.roles import ROLES, ROLES_FEMALE, ROLES_MALE, SEATS, SPOKES, is_people, is_role, singular


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


def test_roles_tell_gender_or_seat() -> None:
    assert "spokeswoman" in ROLES_FEMALE & SPOKES
    assert "senator" in SEATS
    assert not ROLES_MALE & ROLES_FEMALE
    assert "teacher" in ROLES - ROLES_MALE - ROLES_FEMALE - SPOKES - SEATS
