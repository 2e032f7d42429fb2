"""What is worth checking: the features of words, and scores of a scorer with weights of its own."""

import numpy as np
import pytest

from attrib.claims.worth import FEATURES, WorthScorer, features, stored


def of(text: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(text), strict=True))


@pytest.mark.parametrize(
    ("feature", "present", "absent"),
    [
        ("figure", "we lost 3 jobs", "we lost jobs"),
        ("money_or_share", "it costs £5", "it costs 5"),
        ("amount", "five million left", "five left"),
        ("comparing", "more than ever", "as ever"),
        ("past", "he voted for it", "he votes for it"),
        ("first_person", "I’ll go", "they go"),
        ("second_person", "you go", "they go"),
        ("third_person", "they go", "you go"),
        ("modal", "we will go", "we go"),
        ("courtesy", "thank him", "ask him"),
        ("question", "will it rain?”", "it will rain."),
        ("negation", "he didn’t go", "he did go"),
        ("capitals", "the Senate", "the senate"),
        ("short", "not so", "not so in all these years"),
    ],
)
def test_a_feature_is_raised_by_what_it_names(feature: str, present: str, absent: str) -> None:
    assert of(present)[feature] > of(absent)[feature]


def test_no_words_have_no_features_but_being_short() -> None:
    assert {name for name, value in of("").items() if value} == {"short"}


def scorer() -> WorthScorer:
    weights = dict.fromkeys(FEATURES, 0.0) | {"figure": 1.0}
    return WorthScorer("w:1", "e:1", weights, np.array([2.0, 0.0], dtype=np.float32), -1.0)


def test_words_and_meaning_both_raise_a_score() -> None:
    vectors = np.array([[1, 0], [0, 1], [0, 1]], dtype=np.float32)
    near, figure, neither = scorer().scores(["it rains", "5 jobs", "it rains"], vectors)
    assert near > figure > neither
    assert neither == pytest.approx(1 / (1 + np.e))


def test_no_statements_have_no_scores() -> None:
    assert scorer().scores([], np.zeros((0, 2), dtype=np.float32)) == []


def test_a_stored_vector_has_the_score_of_the_one_it_was_made_of() -> None:
    vector = np.array([[0.6, 0.8]], dtype=np.float32)
    again = stored(vector).astype(np.float32)
    assert scorer().scores(["x"], vector) == pytest.approx(scorer().scores(["x"], again), abs=1e-6)
