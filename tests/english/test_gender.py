import pytest

from attrib.english.gender import Gender
from attrib.english.names import gender_of


@pytest.mark.parametrize(
    ("titles", "given", "gender"),
    [
        (("Mr.",), "", Gender.MALE),
        (("Baroness",), "", Gender.FEMALE),
        (("Dr",), "Mary", Gender.FEMALE),
        (("Mrs",), "James", Gender.FEMALE),
        (("Dr",), "Xanthe", None),
        ((), "", None),
    ],
)
def test_a_title_tells_the_gender_before_the_given_name(
    titles: tuple[str, ...], given: str, gender: Gender | None
) -> None:
    assert gender_of(titles, given) is gender
