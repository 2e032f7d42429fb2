from attrib.english.given_names import FEMALE_NAMES, GIVEN_NAMES, MALE_NAMES


def test_a_given_name_tells_one_gender() -> None:
    assert "james" in MALE_NAMES
    assert "hillary" in FEMALE_NAMES
    assert not MALE_NAMES & FEMALE_NAMES
    assert MALE_NAMES | FEMALE_NAMES == GIVEN_NAMES


def test_names_borne_by_both_genders_tell_none() -> None:
    assert not GIVEN_NAMES & {"leslie", "kim", "alexis"}


def test_names_that_news_adds_count_like_the_others() -> None:
    assert "barack" in MALE_NAMES
    assert "felicia" in FEMALE_NAMES
