import pytest

from attrib.english.nations import (
    COUNTRIES,
    COUNTRY_OF,
    PARTY_ADJECTIVES,
    allegiance,
    is_same_body,
    party_name,
    state_of,
)


def test_every_adjective_has_a_country() -> None:
    assert COUNTRY_OF["pakistani"] == "Pakistan"
    assert COUNTRY_OF["saudi"] == "Saudi Arabia"
    assert all(adjective.islower() and country[0].isupper() for adjective, country in COUNTRY_OF.items())


def test_countries_are_known_by_their_names_as_written() -> None:
    assert {"US", "U.S.", "United Kingdom", "Saudi Arabia"} <= COUNTRIES
    assert "us" not in COUNTRIES


@pytest.mark.parametrize(
    ("form", "party"),
    [
        ("Tory", "Conservative Party"),
        ("conservatives", "Conservative Party"),
        ("R", "Republican Party"),
        ("lib dem", "Liberal Democrats"),
        ("Lib-Dems", "Liberal Democrats"),
        ("minister", None),
        ("fellow", None),
    ],
)
def test_forms_of_a_party_have_one_name(form: str, party: str | None) -> None:
    assert party_name(form) == party


def test_words_before_a_name_may_stand_in_for_a_party() -> None:
    assert {"tory", "fellow"} <= PARTY_ADJECTIVES


def test_allegiances_agree_across_names() -> None:
    assert allegiance("Tory") & allegiance("Conservative Party")
    assert allegiance("Iraqi") & allegiance("Iraq")
    assert not allegiance("Labour") & allegiance("Liberal Democrats")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Islamic Emirate", "Taliban", True),
        ("Islamic Republic of Iran", "Iranian government", True),
        ("Tories", "Conservatives", True),
        ("Labour", "Conservatives", False),
        ("Iraq", "Iran", False),
    ],
)
def test_what_a_government_calls_itself_is_the_same_body(one: str, other: str, same: bool) -> None:
    assert is_same_body(one, other) is same


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("the Iraqi military", "Iraq"),
        ("Egyptian Ministry of Finance", "Egypt"),
        ("China’s foreign ministry", "China"),
        ("South Korean Defense Ministry", "South Korea"),
        ("U.S. State Department", "U.S."),
        ("Egyptian Association against Torture", None),
        ("American Airlines", None),
        ("the U.S. government", None),
        ("Ministry of Finance", None),
        ("U.S.", None),
        ("", None),
    ],
)
def test_an_organ_of_state_is_of_the_country_that_its_name_says(body: str, country: str | None) -> None:
    assert state_of(body) == country
