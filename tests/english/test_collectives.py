import pytest

from attrib.english.collectives import is_many, names_members


@pytest.mark.parametrize(
    ("phrase", "head", "expected"),
    [
        ("a group of state attorneys general", 2, True),
        ("a group of islands", 2, False),
        ("the group", 2, False),
        ("28 percent", 2, True),
        ("sixty-four per cent of owners", 3, True),
        ("a number of other democrats", 2, True),
        ("a number of reasons", 2, False),
        ("the opposition", 2, True),
        ("the oppositional paper", 3, False),
        ("", 0, False),
    ],
)
def test_phrases_for_many_people(phrase: str, head: int, expected: bool) -> None:
    assert is_many(phrase.split(), head) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Democrats", True),
        ("House Republicans", True),
        ("Kenyans", True),
        ("Liberal Democrats", False),
        ("Tories", False),
        ("Norwell Fans", False),
        ("", False),
    ],
)
def test_names_of_members(name: str, expected: bool) -> None:
    assert names_members(name) is expected
