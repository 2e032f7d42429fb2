import pytest

from attrib.data import ActorKind
from attrib.english.name_agreement import name_words, same_affiliation, same_name


def test_titles_and_genitives_are_left_out_unless_nothing_is_left() -> None:
    assert name_words("Prime Minister Theresa May's") == ["theresa", "may"]
    assert name_words("The Home Secretary") == ["the", "home", "secretary"]


@pytest.mark.parametrize(
    ("predicted", "label", "same"),
    [
        ("Mrs May", "Theresa May", False),
        ("Theresa May", "May", True),
        ("Theresa Mary May", "Theresa May", True),
        ("Philip May", "Theresa May", False),
        ("", "May", False),
    ],
)
def test_people_agree_in_first_and_last_name(predicted: str, label: str, same: bool) -> None:
    assert same_name(predicted, label, ActorKind.PERSON) is same


@pytest.mark.parametrize(
    ("predicted", "label", "same"),
    [
        ("Ministry of Defence", "MoD", True),
        ("Tory", "Conservative Party", True),
        ("Labour", "Conservative Party", False),
        ("Bank of England", "Bank of Montreal", True),  # half of the words
        ("Acme", "Bank of Montreal", False),
    ],
)
def test_bodies_agree_in_words_acronym_or_party(predicted: str, label: str, same: bool) -> None:
    assert same_affiliation(predicted, label) is same
