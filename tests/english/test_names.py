import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.english.gender import Gender
from attrib.english.name_keys import body_key, person_key
from attrib.english.names import initials, is_acronym_of, mention_key, person_name
from attrib.text.folding import fold_name


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
        ("Councilman Ada Hale", ("Ada",), "Hale", "Ada Hale"),
        ("President-elect Ada Hale", ("Ada",), "Hale", "Ada Hale"),
        ("H E Ada Jane Hale", ("Ada", "Jane"), "Hale", "Ada Jane Hale"),
        ("Pro Tem Ada Hale", ("Ada",), "Hale", "Ada Hale"),
        ("MEC Ada Hale", ("Ada",), "Hale", "Ada Hale"),
        ("KP Ada Hale", ("KP", "Ada"), "Hale", "KP Ada Hale"),
        ("ADA JANE HALE", ("ADA", "JANE"), "HALE", "ADA JANE HALE"),
        ('Ada "Bo" Hale', ("Ada", '"Bo"'), "Hale", 'Ada "Bo" Hale'),
        ("C. A. (Dutch) Hale", ("C.", "A.", "(Dutch)"), "Hale", "C. A. (Dutch) Hale"),
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
    assert mention_key("The Port Authority's") == mention_key("port authority")
    assert mention_key("the") == "the"


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


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Dr. J. K. Rowling", "jk rowling"),
        ("J.K. Rowling", "jk rowling"),
        ("Prime Minister Ida Quill MP", "ida quill"),
        ("Zoë Quill Jr.", "zoe quill"),
        ("Mr", "mr"),
        ("Theresa May", "theresa may"),
        ("", ""),
    ],
)
def test_a_persons_key_leaves_titles_and_suffixes_out(written: str, key: str) -> None:
    assert person_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("The Bank of England", "bank of england"),
        ("A & B plc", "b plc"),
        ("The", "the"),
        ("Prime Minister's Office", "prime minister s office"),
    ],
)
def test_a_bodys_key_leaves_articles_out(written: str, key: str) -> None:
    assert body_key(written) == key


@given(st.text())
def test_keys_are_folded_once(name: str) -> None:
    for make in (person_key, body_key):
        key = make(name)
        assert key == fold_name(key)
        assert body_key(body_key(name)) == body_key(name)
