"""Names of bodies that a short form in brackets defines."""

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.english.abbreviations import with_defined


def covered(text: str, *mentions: Mention) -> list[str]:
    return [mention.span.of(text) for mention in with_defined(text, mentions)]


def mention(text: str, words: str, kind: EntityKind = EntityKind.ORGANIZATION) -> Mention:
    at = text.index(words)
    return Mention(Span(at, at + len(words)), kind, 0.5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They asked the Fishing Rights Commission (FRC) for help.", ["Fishing Rights Commission"]),
        ("They asked the Commission for Fishing and Ports (CFP).", ["Commission for Fishing and Ports"]),
        ("The National Society of the Blue Cross (NSBC) came.", ["National Society of the Blue Cross"]),
        ("They met in the Middle East (ME).", []),  # no body
        ("They asked the Fishing Rights Commission (TV).", []),  # other letters
        ("They asked the commission (C) of fishing.", []),
        ("Ida Quill. Ports Authority (QPA) said no.", []),  # the letters begin in another sentence
        ("The Fishing Commission\n\nAgency (FCA) said no.", []),
    ],
)
def test_the_words_whose_initials_stand_in_brackets_are_a_name(text: str, expected: list[str]) -> None:
    assert covered(text) == expected


def test_a_name_that_is_found_already_stays_and_a_part_of_one_gives_way() -> None:
    text = "They asked the Fishing Rights Commission (FRC) for help."
    whole, part = mention(text, "Fishing Rights Commission"), mention(text, "Rights Commission")
    assert with_defined(text, [whole]) == [whole]
    assert covered(text, part, mention(text, "FRC")) == ["Fishing Rights Commission", "FRC"]


def test_a_name_that_reaches_further_stays() -> None:
    text = "They asked the Fishing Rights Commission (FRC) for help."
    wide = mention(text, "Fishing Rights Commission (FRC)")
    assert with_defined(text, [wide]) == [wide]
