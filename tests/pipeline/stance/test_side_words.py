"""Words that tell a side, in the forms in which they stand."""

import pytest

from attrib.pipeline.stance.side_words import DENIAL, NEGATION, OPPOSING, OTHER_SENSES, SUPPORTING, is_personal


@pytest.mark.parametrize(
    "words",
    ["criticised", "vilified", "blasting", "hit back at", "struck back against", "lashed out at", "objections to"],
)
def test_words_of_opposition(words: str) -> None:
    match = OPPOSING.search(f"the mayor {words} it")
    assert match is not None
    assert match[0] == words
    assert SUPPORTING.search(words) is None or words.startswith(("hit", "struck"))  # of which "back" is a part


@pytest.mark.parametrize("words", ["praised", "favours", "honoured", "paid tribute to", "in favor of", "calling for"])
def test_words_of_support(words: str) -> None:
    match = SUPPORTING.search(f"the mayor {words} it")
    assert match is not None
    assert match[0] == words
    assert OPPOSING.search(words) is None


@pytest.mark.parametrize(("words", "personal"), [("accused", True), ("went after", True), ("opposed", False)])
def test_words_that_are_said_of_persons(words: str, personal: bool) -> None:
    assert is_personal(words) is personal
    assert is_personal(words.upper()) is personal


@pytest.mark.parametrize("words", ["pulled back", "pushed back", "fought back", "back-and-forth"])
def test_other_senses_of_back(words: str) -> None:
    assert OTHER_SENSES.search(words) is not None


@pytest.mark.parametrize("words", ["pushed back against", "hit back at", "backed"])
def test_senses_of_back_that_tell_a_side(words: str) -> None:
    assert OTHER_SENSES.search(words) is None


def test_what_is_negated_or_denied() -> None:
    assert NEGATION.search("has never opposed") is not None
    assert NEGATION.search("opposed") is None
    assert DENIAL.search("denies") is not None
    assert DENIAL.search("denim") is None
