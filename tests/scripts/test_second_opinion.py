"""The fit of a second opinion: which answer counts, from where a side is told, and what a listener hears."""

from collections.abc import Sequence
from typing import Any

import pytest
import torch

from attrib.data import Document, StanceLabel
from attrib.errors import CorpusError
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.stance.second import SecondOpinion
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.second_reading import Doubt, SecondReading
from attrib.pipeline.stance.targets import TOPIC, Target
from scripts.second_opinion import Case, Listener, fit
from tests.pipeline.attributed import said
from tests.tiny import make_encoder

TEXT = "Ida Quill said the ban would harm Norland."
STATEMENT = said(TEXT, "the ban would harm Norland", "said", "Ida Quill")
SIDES = (StanceLabel.NEUTRAL, StanceLabel.SUPPORT, StanceLabel.OPPOSE)


def doubt(certain: Sequence[float]) -> Doubt:
    resolved = resolve(Document(TEXT), [STATEMENT], ())
    target = Target("ban", TOPIC, said(TEXT, "ban").content)
    return Doubt(resolved.doc, resolved.statements[0], (target,), torch.tensor([certain]).double())


def cases(right: str) -> list[Case]:
    """Statements whose labels follow the head's answers or the judge's, as `right` says; the other's are noise."""
    random = torch.Generator().manual_seed(1)
    found = []
    for number in range(120):
        side, other = number % 3, int(torch.randint(0, 3, (1,), generator=random))
        by_head, by_judge = (side, other) if right == "head" else (other, side)
        certain = [0.8 if by_head == at else 0.05 for at in (1, 2)]
        labels = () if side == 0 else (("ban", SIDES[side]),)
        judged = torch.nn.functional.one_hot(torch.tensor([by_judge]), 3).float() * 4
        found.append(Case(doubt(certain), labels, [0], judged))
    return found


@pytest.mark.parametrize(("right", "larger"), [("head", 0), ("judge", 1)])
def test_the_answer_that_is_right_counts_more_and_sides_are_told_where_it_is_sure(right: str, larger: int) -> None:
    fitted, told, found = fit(cases(right), SecondOpinion("0"), 95.0)
    assert fitted.factors[larger] > 3 * abs(fitted.factors[1 - larger])
    assert told > 95
    assert found > 95
    assert 0 < fitted.least_side < 1


def test_articles_without_a_side_to_tell_are_refused() -> None:
    plain = [item._replace(labels=()) for item in cases("judge")]
    with pytest.raises(CorpusError, match="labelled stances"):
        fit(plain, SecondOpinion("0"), 50.0)


def test_a_listener_keeps_what_was_asked_and_tells_nothing() -> None:
    class Judge:
        encoder = make_encoder()

        def logits(self, pairs: Sequence[JudgeInput]) -> torch.Tensor:
            return torch.ones(len(pairs), 3)

    judge: Any = Judge()
    listener = Listener(SecondReading(judge, SecondOpinion("0", asked_from=0.2)))
    assert listener.answers([doubt([0.5, 0.1]), doubt([0.1, 0.1])]) == [{}, {}]
    assert [places for _, places, _ in listener.heard] == [[0], []]
