"""The terms of a second opinion: who is asked, how both answers are joined, what is refused."""

from typing import Any

import pytest
import torch

from attrib.errors import ModelError
from attrib.nn.stance.config import StanceConfig
from attrib.nn.stance.second import SecondOpinion, head_logits

CERTAIN = torch.tensor([[0.05, 0.1], [0.6, 0.1], [0.2, 0.3], [0.0, 0.0]])


def test_the_likeliest_targets_are_asked_about_and_no_others() -> None:
    assert SecondOpinion("0", asked_from=0.15, most=2).asked(CERTAIN) == [1, 2]
    assert SecondOpinion("0", asked_from=0.15, most=1).asked(CERTAIN) == [1]
    assert SecondOpinion("0", asked_from=0.1, most=9).asked(CERTAIN) == [1, 2, 0]
    assert SecondOpinion("0", asked_from=0.7).asked(CERTAIN) == []
    assert SecondOpinion("0").asked(CERTAIN[:0]) == []


def test_the_heads_probabilities_come_back_from_their_logarithms() -> None:
    found = head_logits(CERTAIN).softmax(1)
    torch.testing.assert_close(found[:, 1:], CERTAIN, atol=1e-3, rtol=0)
    torch.testing.assert_close(head_logits(torch.tensor([[0.8, 0.7]]))[0, 0].exp(), torch.tensor(1e-4))


def test_both_answers_make_the_joint_one_each_by_its_factor() -> None:
    judged = torch.tensor([[3.0, 0.0, 0.0]])
    certain = CERTAIN[1:2]
    assert SecondOpinion("0", factors=[1.0, 0.0]).joined(certain, judged).argmax() == 1
    assert SecondOpinion("0", factors=[0.0, 1.0]).joined(certain, judged).argmax() == 0
    shifted = SecondOpinion("0", factors=[0.0, 1.0], shifts=[0.0, 0.0, 9.0]).joined(certain, judged)
    assert shifted.argmax() == 2
    torch.testing.assert_close(shifted.sum(1), torch.ones(1))


def test_a_stance_model_keeps_its_terms() -> None:
    terms = {"judge": "ab", "asked_from": 0.1, "most": 3, "least_side": 0.4}
    config = StanceConfig("base", "digest", second_opinion=terms)
    assert StanceConfig.from_json(config.to_json()).second == SecondOpinion("ab", 0.1, 3, least_side=0.4)
    assert StanceConfig("base", "digest").second is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"most": 0}, "most 0"),
        ({"asked_from": 1.0}, "asked_from 1.0"),
        ({"least_side": -0.1}, "least_side"),
        ({"factors": [1.0]}, "factors"),
        ({"shifts": [0.0, "x", 0.0]}, "shifts"),
        ({"judges": 1}, "unknown keys"),
    ],
)
def test_terms_out_of_range_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        StanceConfig("base", "digest", second_opinion={"judge": "ab"} | values)
    with pytest.raises(ModelError, match="misses \\['judge'\\]"):
        SecondOpinion.from_json({"most": 1})
