import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.english.gender import Gender
from attrib.english.names import initials, is_acronym_of, name_key, person_name


@pytest.mark.parametrize(
    ("written", "given_names", "surname", "full"),
    [
        ("Mr Hale", (), "Hale", "Mr Hale"),
        ("Prof Ada Hale", ("Ada",), "Hale", "Ada Hale"),
        ("Sir Ivo Hale", ("Ivo",), "Hale", "Sir Ivo Hale"),
        ("Sen. Rosa Quill", ("Rosa",), "Quill", "Rosa Quill"),
        ("J. P. Quill Jr.", ("J.", "P."), "Quill", "J. P. Quill Jr."),
        ("Willem van der Meer", ("Willem",), "van der Meer", "Willem van der Meer"),
        ("Ada Hale MP", ("Ada",), "Hale", "Ada Hale"),
        ("Ada Hale's", ("Ada",), "Hale", "Ada Hale"),
        ("Quill", (), "Quill", "Quill"),
        ("", (), "", ""),
    ],
)
def test_parts(written: str, given_names: tuple[str, ...], surname: str, full: str) -> None:
    name = person_name(written)
    assert (name.given, name.surname, name.full) == (given_names, surname, full)


@pytest.mark.parametrize(
    ("written", "gender"),
    [("Mrs Hale", Gender.FEMALE), ("Sir Robin Hale", Gender.MALE), ("Susan Hale", Gender.FEMALE), ("Xq Hale", None)],
)
def test_gender_from_title_then_given_name(written: str, gender: Gender | None) -> None:
    assert person_name(written).gender is gender


def test_two_forms_of_one_name_share_a_key() -> None:
    assert person_name("Dr Ada Hale").key == person_name("Ada J. Hale").key
    assert name_key("The Port Authority's") == name_key("port authority")
    assert name_key("the") == "the"


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("MoD", "Ministry of Defence", True),
        ("U.N.", "United Nations", True),
        ("NPA", "National Port Authority Board", True),
        ("NPA", "Northern Rail", False),
        ("Port", "Port Authority", False),
        ("A", "Authority", False),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    assert is_acronym_of(short, long) is expected


def test_initials_leave_small_words_out() -> None:
    assert initials("Institute for the Study of Ports") == "ISP"


@given(st.text(max_size=40))
def test_any_text_parses(text: str) -> None:
    name = person_name(text)
    assert name.key == name.key
    assert isinstance(name.full, str)
