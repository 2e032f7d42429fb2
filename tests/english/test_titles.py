import pytest

from attrib.english.nations import COUNTRY_OF, allegiance
from attrib.english.titles import is_people, is_role, singular
from attrib.text.word_sets import word_set


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


def test_allegiances_agree_across_names() -> None:
    assert allegiance("Tory") & allegiance("Conservative Party")
    assert allegiance("Iraqi") & allegiance("Iraq")
    assert not allegiance("Labour") & allegiance("Liberal Democrats")


def test_every_adjective_has_a_country() -> None:
    assert COUNTRY_OF["pakistani"] == "Pakistan"
    assert COUNTRY_OF["saudi"] == "Saudi Arabia"
    assert all(adjective and country for adjective, country in COUNTRY_OF.items())


def test_word_sets_join_lines_and_keep_compounds() -> None:
    assert word_set("one two", "hong_kong") == {"one", "two", "hong kong"}
