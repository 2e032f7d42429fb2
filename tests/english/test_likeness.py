import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.english.likeness import body_blocks, body_likeness, person_blocks, person_likeness, skeleton

FOLDED = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=2, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muammar gaddafi", "moammar qaddafi"),
        ("muammar gaddafi", "muammar kadhafi"),
        ("viktor yushchenko", "victor yuschenko"),
        ("mohammed ali", "muhammad ali"),
        ("zabihullah mujahid", "zabiullah mujahed"),
        ("john smith", "jon smith"),
        ("j smith", "john smith"),
        ("george w bush", "george bush"),
        ("maria garcia lopez", "maria garcia"),
    ],
)
def test_variants_of_a_name_are_compared_and_likely(one: str, other: str) -> None:
    assert set(person_blocks(one)) & set(person_blocks(other))
    assert person_likeness(one, other)[0] >= 80


@pytest.mark.parametrize(
    ("one", "other"),
    [("james smith", "jane smith"), ("hugh hill", "hugh hull"), ("tony blair", "cherie blair"), ("ann lee", "bo lee")],
)
def test_different_people_are_not_likely(one: str, other: str) -> None:
    assert person_likeness(one, other)[0] < 80


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("ministry of defence", "defence ministry", "same words"),
        ("labour", "labour party", "same words"),
        ("general motors corp", "general motors", "same words"),
        ("imf", "international monetary fund", "acronym"),
        ("fao", "food and agriculture organization", "acronym"),
        ("world health organisation", "world health organization", "nearly the same letters"),
    ],
)
def test_variants_of_an_organization_s_name(one: str, other: str, why: str) -> None:
    assert set(body_blocks(one)) & set(body_blocks(other))
    score, reason = body_likeness(one, other)
    assert (score >= 80, reason) == (True, why)


def test_other_organizations_are_not_likely() -> None:
    assert body_likeness("bank of england", "bank of japan")[0] < 80
    assert body_likeness("federal reserve", "federal reserve board")[0] < 80


@given(FOLDED, FOLDED)
def test_likeness_is_a_score_whichever_comes_first(one: str, other: str) -> None:
    for likeness in (person_likeness, body_likeness):
        assert 0 <= likeness(one, other)[0] <= 100
        assert likeness(one, other)[0] == likeness(other, one)[0]
        assert likeness(one, one)[0] >= 90
    assert list(person_blocks(one))
    assert skeleton(one.split()[0]) == skeleton(one.split()[0])
