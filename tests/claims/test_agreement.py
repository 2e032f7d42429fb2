"""What makes a statement the claim that was checked, each rule with a statement that lacks just that."""

import pytest

from attrib.claims.agreement import LEAST_COSINE, agrees, judged_score
from attrib.claims.clauses import is_sentence
from attrib.claims.utterance import Utterance
from attrib.data.checks import HIGHEST_UNLIKE, MATCHED

KNIFE = "President Obama once said that if your opponents bring a knife to a fight, you should bring a gun."
LIBYA = "Hillary Clinton overlooked victims of Benghazi when she spoke of Libya during an event on MSNBC."
LIBYA_HEADLINE = "Hillary Clinton: ‘We Didn’t Lose a Single Person’ in Libya"
NEAR = LEAST_COSINE + 0.1


def made(
    text: str, claim: str, headline: str | None = None, *, speaker: str = "Barack Obama", cosine: float = NEAR
) -> bool:
    return agrees(Utterance(text, speaker), claim, headline, cosine, lambda _word: 1.0)


@pytest.mark.parametrize(
    ("text", "speaker", "claim", "headline"),
    [
        ("if they bring a knife to the fight, we bring a gun", "Barack Obama", KNIFE, None),
        ("that we “didn’t lose a single person in Libya”", "Hillary Clinton", LIBYA, LIBYA_HEADLINE),
        ("they paid 12 million for the wall", "Rosa Quill", "The wall was paid with 12 million", "Wall"),
        (
            "Rain fell all day. They paid 12 million for the wall.",
            "Rosa Quill",
            "The wall was paid with 12 million",
            "",
        ),
    ],
)
def test_a_statement_makes_the_claim(text: str, speaker: str, claim: str, headline: str | None) -> None:
    assert made(text, claim, headline, speaker=speaker)


@pytest.mark.parametrize(
    ("text", "claim", "headline"),
    [
        (
            "he will build a wall on the border of Mexico",
            "Trump will build a wall on the border of Canada",
            None,
        ),  # name
        ("they paid 9 million for the wall", "They paid 12 million for the wall", None),  # figure
        ("they never paid for the harbour wall", "They paid for the harbour wall", None),  # negation
        ("a knife to the fight, a gun to the opponents", KNIFE, None),  # no sentence
        ("we bring a gun to schools, hospitals, parks, trains, ferries and markets", KNIFE, None),  # says other things
        (
            "they changed Social Security",
            "List details what became of the system",
            "Social Security Changes",
        ),  # a topic
        ("we didn’t lose a single ship in Libya", LIBYA, LIBYA_HEADLINE),  # the headline says another thing
    ],
)
def test_what_is_only_alike_does_not(text: str, claim: str, headline: str | None) -> None:
    assert not made(text, claim, headline)


def test_what_is_far_in_meaning_does_not() -> None:
    words = "if they bring a knife to the fight, we bring a gun"
    assert made(words, KNIFE, cosine=LEAST_COSINE)
    assert not made(words, KNIFE, cosine=LEAST_COSINE - 0.01)


@pytest.mark.parametrize(
    ("text", "told"),
    [("he voted for it", True), ("that taxes rise", True), ("taxes didn’t rise", True), ("", False),
     ("the Affordable Care Act", False), ("Trump’s policies", False)],
)  # fmt: skip
def test_sentences_are_told_from_names_of_topics(text: str, told: bool) -> None:
    assert is_sentence(text) is told


def test_scores_stand_on_the_side_of_the_rule() -> None:
    assert judged_score(0.7, agrees=True) == MATCHED
    assert judged_score(1.1, agrees=True) == 1.1
    assert judged_score(1.1, agrees=False) == HIGHEST_UNLIKE
    assert judged_score(0.6, agrees=False) == 0.6
