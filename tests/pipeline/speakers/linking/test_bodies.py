"""Bodies by their noun."""

import pytest

from attrib.data import Reason
from tests.pipeline.attributed import body, names, said, speakers


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The company", "Norwell Water"),
        ("A company", "a company"),
        ("The court", "the court"),
        ("Its company", "Norwell Water's company"),
    ],
)
def test_a_generic_noun_means_the_body_in_mind_and_another_noun_itself(source: str, expected: str) -> None:
    text = f"Norwell Water lost money. {source} said it was over."
    found = names(text, said(text, "it was over", "said", source), mentions=(body(text, "Norwell Water"),))
    assert found == [expected]


def test_acronyms_and_generic_nouns_lead_to_the_body() -> None:
    text = (
        "The National Port Authority (NPA) lost money. The NPA said trade was down. "
        "The ministry was silent. The authority blamed the weather."
    )
    found = speakers(
        text, said(text, "trade was down", "said", "The NPA"), said(text, "the weather", "blamed", "The authority")
    )
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("National Port Authority", Reason.ACRONYM),
        ("National Port Authority", Reason.ROLE),
    ]


def test_a_capital_that_only_begins_a_sentence_is_no_antecedent() -> None:
    text = "Gains are expected. The company said it was over."
    assert names(text, said(text, "it was over", "said", "The company")) == ["the company"]


def test_the_group_is_the_group_that_spoke() -> None:
    text = "A group led by Ivo Hale said it would bid for Melton Bank. The group said it would pay."
    found = names(
        text,
        said(text, "it would bid for Melton Bank", "said", "A group led by Ivo Hale"),
        said(text, "it would pay", "said", "The group"),
    )
    assert found == ["a group led by Ivo Hale", "a group led by Ivo Hale"]
