"""Topics in a user's words, judged by the judge that reads both together."""

from collections.abc import Iterator

import pytest
import torch

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.judge.reader import JudgeReader
from attrib.pipeline.stance.pair_topics import PairTopicJudge
from tests.judge_tiny import save_tiny_judge, save_tiny_mpnet
from tests.tiny import on_one_thread


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeReader]:
    folder = tmp_path_factory.mktemp("models")
    save_tiny_judge(folder / "judge", save_tiny_mpnet(folder / "accurate"))
    base = load_model(str(folder / "accurate"), torch.device("cpu"))
    with on_one_thread():
        yield JudgeReader(load_judge(folder / "judge", base.model), base.encoder, 512)


def test_a_topic_in_a_users_words_is_judged(reader: JudgeReader) -> None:
    judge = PairTopicJudge(reader)
    assert judge.said("", "", "No.") == "somebody said: No."
    assert judge.said("Ida Quill", "denied", "it") == "Ida Quill denied: it"
    texts = [judge.said("Hale", "said", "the ban is a mistake"), judge.said("Hale", "said", "the tax is good")]
    both = judge.towards("the ban", texts)
    assert both[1:] == judge.towards("the ban", texts[1:])
    assert all(1 / 3 <= score <= 1 for _, score in both)
    assert judge.towards("the ban", []) == []
