"""Ranking known texts by meaning and words together."""

import numpy as np
import pytest

from attrib.claims.ranking import WordIndex, fused

TEXTS = ["the harbour tax rose", "the tax on fish", "a wall of stone", ""]


def test_rare_words_weigh_more_than_common_ones() -> None:
    scores = WordIndex(TEXTS).scores("harbour tax")
    assert scores[0] > scores[1] > scores[2] == scores[3] == 0.0


def test_words_decide_between_equal_cosines() -> None:
    scores = fused(np.array([0.5, 0.5, 0.6, 0.0]), WordIndex(TEXTS).scores("harbour tax"))
    assert int(scores.argmax()) == 0
    assert scores[0] == pytest.approx(0.7)


def test_without_a_word_in_common_the_cosines_stay() -> None:
    cosines = np.array([0.5, 0.4, 0.6, 0.0])
    assert fused(cosines, WordIndex(TEXTS).scores("zzz")).tolist() == cosines.tolist()


def test_an_index_of_nothing_answers_nothing() -> None:
    assert WordIndex([]).scores("tax").tolist() == []
