"""Texts held against a topic in the user's words, with a tiny model."""

from collections.abc import Iterator

import pytest
import torch

from attrib.data import StanceLabel
from attrib.nn.stance.checkpoint import load_stance_model
from attrib.nn.stance.reader import StanceReader
from attrib.pipeline.stance.topic_judge import TopicJudge
from tests.stance_tiny import save_tiny_stance_model
from tests.tiny import on_one_thread, save_base


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TopicJudge]:
    folder = tmp_path_factory.mktemp("stance")
    model = save_tiny_stance_model(folder / "m", save_base(folder / "base"))
    with on_one_thread():
        yield TopicJudge(StanceReader(load_stance_model(str(model), torch.device("cpu")), torch.float32, 512))


def test_texts_are_held_against_a_topic_one_by_one(judge: TopicJudge) -> None:
    texts = ["the ban is wrong", "", "we back the ban " * 60]
    found = judge.towards("the ban", texts)
    assert len(found) == 3
    assert all(label in StanceLabel and 1 / 3 <= score <= 1 for label, score in found)
    for text, (label, score) in zip(texts, found, strict=True):
        [(alone, own)] = judge.towards("the ban", [text])
        assert alone is label
        assert own == pytest.approx(score, abs=1e-3)


def test_the_topic_counts(judge: TopicJudge) -> None:
    text = "we back the ban"
    assert judge.towards("the ban", [text])[0][1] != judge.towards("the harbour", [text])[0][1]


def test_no_text_has_no_answer(judge: TopicJudge) -> None:
    assert judge.towards("the ban", []) == []
