"""The pair judge with a tiny model: what it tells, that the cue comes first, and that company changes nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from attrib.data import Document, StanceLabel, Statement
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.judge.reader import JudgeReader
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.pair_judge import PairStanceJudge
from tests.judge_tiny import save_tiny_judge, save_tiny_mpnet
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading
from tests.tiny import on_one_thread

TEXT = (
    "Maria Lopez resigned on Friday. John Hale said the new tax had been wrong for Britain. "
    "Later Mr Hale accused Ms Lopez of a cover-up."
)
STATEMENTS = (
    said(TEXT, "the new tax had been wrong for Britain", "said", "John Hale"),
    said(TEXT, "of a cover-up", "accused", "Mr Hale"),
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgeReader]:
    folder = tmp_path_factory.mktemp("models")
    save_tiny_judge(folder / "judge", save_tiny_mpnet(folder / "accurate"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTRIB_MODELS", str(folder))
        yield JudgeReader(load_judge("judge", torch.device("cpu")), 512)


def judging(reader: JudgeReader, least: float) -> PairStanceJudge:
    reader.config = replace(reader.config, min_probability=least, temperature=1.0)
    return PairStanceJudge(reader)


def judged(judge: PairStanceJudge, text: str = TEXT, found: tuple[Statement, ...] = STATEMENTS) -> list[Statement]:
    return list(judge.judge_all([resolve(Document(text), found, (), reading(text))])[0])


def test_sides_are_told_above_the_least_probability_and_actors_without_one_are_neutral(reader: JudgeReader) -> None:
    first, _ = judged(judging(reader, 0.3))
    sides = [stance for stance in first.stances if stance.label is not StanceLabel.NEUTRAL]
    assert 1 <= len(sides) <= 3
    for stance in first.stances:
        assert 0 < stance.score <= 1
        assert stance.mention is not None
        assert stance.mention.of(TEXT)
    unsure = judging(reader, 0.9)
    unsure.reader.config = replace(reader.config, temperature=1000.0)
    none, _ = judged(unsure)
    assert {stance.label for stance in none.stances} == {StanceLabel.NEUTRAL}
    assert {stance.target for stance in none.stances} == {"Britain"}


def test_what_the_cue_says_outright_is_told_before_what_the_model_says(reader: JudgeReader) -> None:
    for least in (0.05, 0.99):
        _, accused = judged(judging(reader, least))
        [lopez] = [stance for stance in accused.stances if stance.target == "Maria Lopez"]
        assert lopez.label is StanceLabel.OPPOSE
        assert lopez.evidence is not None
        assert lopez.evidence.of(TEXT) == "accused"


def test_doubtful_and_unattributed_statements_have_no_stances(reader: JudgeReader) -> None:
    doubtful = tuple(replace(statement, confidence=0.2) for statement in STATEMENTS)
    assert all(not statement.stances for statement in judged(judging(reader, 0.05), found=doubtful))
    text = "It was said that the new tax had been wrong."
    nobody = (said(text, "the new tax had been wrong", "said"),)
    assert not judged(judging(reader, 0.05), text, nobody)[0].stances


def test_company_changes_nothing(reader: JudgeReader) -> None:
    judge = judging(reader, 0.3)
    one = resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))
    text = "Ida Quill said the big levy was good for the town. " * 3
    other = resolve(Document(text), (said(text, "the big levy was good for the town", "said", "Ida Quill"),), ())
    alone, [together, _] = judge.judge_all([one])[0], judge.judge_all([one, other])
    for left, right in zip(alone, together, strict=True):
        assert [(s.target, s.label) for s in left.stances] == [(s.target, s.label) for s in right.stances]
    assert judge.judge_all([]) == []


def test_a_topic_of_the_users_own_has_an_answer_a_text(reader: JudgeReader) -> None:
    judge = judging(reader, 0.5)
    texts = ["Ida Quill said: the ban is wrong", "Ivo Hale said: the ban is good"]
    found = judge.towards("the ban", texts)
    assert [score for _, score in found] == [pytest.approx(judge.towards("the ban", [text])[0][1]) for text in texts]
    assert judge.towards("the ban", []) == []
