"""The judge of stances with a tiny model: what it tells, and that company changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import torch

from attrib.data import Document, Span, Spans, StanceLabel, Statement
from attrib.nn.stance.checkpoint import load_stance_model
from attrib.nn.stance.reader import StanceReader
from attrib.nn.stance.second import SecondOpinion
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.judge import StanceJudge
from attrib.pipeline.stance.second_reading import Answers, Doubt
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading
from tests.stance_tiny import save_tiny_stance_model
from tests.tiny import on_one_thread, save_base

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
def judge(tmp_path_factory: pytest.TempPathFactory) -> StanceJudge:
    folder = tmp_path_factory.mktemp("stance")
    model = save_tiny_stance_model(folder / "m", save_base(folder / "base"))
    loaded = load_stance_model(str(model), torch.device("cpu"))
    return StanceJudge(StanceReader(loaded, torch.float32, 512))


def with_least(judge: StanceJudge, least: float) -> StanceJudge:
    judge.reader.model.config = replace(judge.reader.model.config, min_probability=least)
    return judge


def test_every_actor_has_a_stance_and_it_stands_where_it_says(judge: StanceJudge) -> None:
    [found] = with_least(judge, 0.4).judge_all([resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))])
    assert [statement.content for statement in found] == [statement.content for statement in STATEMENTS]
    assert "Britain" in {stance.target for stance in found[0].stances}
    assert "Maria Lopez" in {stance.target for stance in found[1].stances}
    for statement in found:
        for stance in statement.stances:
            assert 0 < stance.score <= 1
            assert stance.mention is not None
            assert stance.mention.of(TEXT)
            if stance.evidence is not None:
                assert stance.label is not StanceLabel.NEUTRAL
                assert Span(0, len(TEXT)).contains(stance.evidence)
            assert not (stance.unclear and stance.label is not StanceLabel.NEUTRAL)


class Second:
    """In place of a second reading: the same answers about the first target of every statement."""

    def __init__(self, row: list[float], least: float = 0.5) -> None:
        self.row, self.terms = row, SecondOpinion("0", least_side=least)
        self.doubts: list[Doubt] = []

    def answers(self, doubts: Sequence[Doubt]) -> list[Answers]:
        self.doubts += doubts
        return [{0: self.row} for _ in doubts]


def with_second(judge: StanceJudge, second: Any) -> StanceJudge:
    return StanceJudge(judge.reader, second)


def test_with_a_second_judge_the_joint_answer_is_told_and_no_other(judge: StanceJudge) -> None:
    read = resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))
    second = Second([0.1, 0.7, 0.2])
    [found] = with_second(with_least(judge, 0.0), second).judge_all([read])
    [told] = [stance for stance in found[0].stances if stance.label is not StanceLabel.NEUTRAL]
    assert told.label is StanceLabel.SUPPORT
    assert told.score == pytest.approx(0.7)
    assert told.target == second.doubts[0].targets[0].name
    assert [item.statement.content for item in second.doubts] == [item.content for item in STATEMENTS]


def test_what_a_second_judge_holds_unlikely_is_not_told(judge: StanceJudge) -> None:
    read = resolve(Document(TEXT), STATEMENTS[:1], (), reading(TEXT))
    first = Second([0.55, 0.3, 0.15])
    [[found]] = with_second(with_least(judge, 0.0), first).judge_all([read])
    assert {stance.label for stance in found.stances} <= {StanceLabel.NEUTRAL}
    scores = {stance.target: stance.score for stance in found.stances}
    target = first.doubts[0].targets[0]
    assert target.kind != "actor" or scores[target.name] == pytest.approx(0.55)


def test_a_topic_is_told_only_with_a_side(judge: StanceJudge) -> None:
    read = resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))
    [sided] = with_least(judge, 0.0).judge_all([read])
    told = [stance for statement in sided for stance in statement.stances]
    assert any(stance.label is not StanceLabel.NEUTRAL for stance in told)
    assert all(stance.kind == "actor" for stance in told if stance.label is StanceLabel.NEUTRAL)
    for statement in sided:  # no side is told twice, and no target has two
        sides = [stance.label for stance in statement.stances if stance.label is not StanceLabel.NEUTRAL]
        assert len(sides) == len(set(sides)) >= 1
        assert len(statement.stances) == len({(stance.target, stance.kind) for stance in statement.stances})
    [neutral] = with_least(judge, 0.999999).judge_all([read])
    assert all(stance.kind == "actor" for statement in neutral for stance in statement.stances)
    assert {stance.label for stance in neutral[0].stances} == {StanceLabel.NEUTRAL}


def test_nobody_is_told_to_oppose_whom_they_speak_for(judge: StanceJudge) -> None:
    text = "Labour spokesman John Hale said Labour had failed."
    statement = said(text, "Labour had failed", "said", "Labour spokesman John Hale")
    [[found]] = with_least(judge, 0.0).judge_all([resolve(Document(text), [statement], ())])
    assert found.speaker is not None
    assert found.speaker.affiliation == "Labour"
    [stance] = [stance for stance in found.stances if stance.target == "Labour"]
    assert stance.label is StanceLabel.SUPPORT


def test_documents_are_judged_alike_alone_and_together(judge: StanceJudge) -> None:
    with_least(judge, 0.4)
    other = "Ann Lee praised the peace talks with Chad."
    resolved = [
        resolve(Document(TEXT), STATEMENTS, (), reading(TEXT)),
        resolve(Document(other), [said(other, "the peace talks with Chad", "praised", "Ann Lee")], (), reading(other)),
    ]
    together = judge.judge_all(resolved)
    for at, one in enumerate(resolved):
        assert summary(judge.judge_all([one])[0]) == summary(together[at])


def summary(statements: tuple[Statement, ...]) -> list[tuple[str, StanceLabel]]:
    return [(stance.target, stance.label) for statement in statements for stance in statement.stances]


def test_nothing_is_said_of_statements_that_are_likely_none_or_that_nobody_made(judge: StanceJudge) -> None:
    unsure = replace(STATEMENTS[0], confidence=0.2)
    assert with_least(judge, 0.0).judge(Document(TEXT), [unsure], ())[0].stances == ()
    text = "It was claimed that Britain would leave."
    [nobody] = judge.judge(Document(text), [said(text, "that Britain would leave", "claimed")], ())
    assert nobody.speaker is None
    assert nobody.stances == ()


def test_an_empty_document_has_no_stances(judge: StanceJudge) -> None:
    assert judge.judge(Document(""), [], ()) == ()
    assert judge.judge_all([]) == []


@pytest.mark.parametrize(
    ("confidence", "judged", "plain"),
    [(0.5, True, True), (0.49, False, True), (0.3, False, True), (0.29, False, False)],
)
def test_unsure_statements_have_no_stance_but_what_their_cue_says(
    judge: StanceJudge, confidence: float, judged: bool, plain: bool
) -> None:
    unsure = [replace(item, confidence=confidence) for item in STATEMENTS]
    [found] = with_least(judge, 0.0).judge_all([resolve(Document(TEXT), unsure, (), reading(TEXT))])
    assert bool(found[0].stances) is judged
    assert bool(found[1].stances) is plain


def test_a_cue_that_says_a_side_outright_decides(judge: StanceJudge) -> None:
    [_, found] = with_least(judge, 0.999999).judge(Document(TEXT), STATEMENTS, ())
    sides = {stance.target: stance for stance in found.stances if stance.label is not StanceLabel.NEUTRAL}
    assert list(sides) == ["Maria Lopez"]
    lopez = sides["Maria Lopez"]
    assert (lopez.label, lopez.score, lopez.evidence) == (StanceLabel.OPPOSE, 0.7, Span(*place_of("accused")))
    assert [stance.target for stance in found.stances].count("Maria Lopez") == 1


def place_of(word: str) -> tuple[int, int]:
    return TEXT.index(word), TEXT.index(word) + len(word)


def test_a_plain_side_takes_the_place_of_the_models(judge: StanceJudge) -> None:
    [_, found] = with_least(judge, 0.0).judge_all([resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))])[0]
    opposed = [stance for stance in found.stances if stance.label is StanceLabel.OPPOSE]
    assert [stance.target for stance in opposed] == ["Maria Lopez"]
    assert opposed[0].score >= 0.7
    starts = [stance.mention.start for stance in found.stances if stance.mention]
    assert starts == sorted(starts)


def test_a_denial_of_something_done_has_no_stance(judge: StanceJudge) -> None:
    text = "Maria Lopez left. John Hale denied that he had attacked Maria Lopez."
    denial = said(text, "that he had attacked Maria Lopez", "denied", "John Hale")
    assert with_least(judge, 0.0).judge(Document(text), [denial], ())[0].stances == ()
    plain = text.replace("that he had attacked", "the bad attack on")
    statement = said(plain, "the bad attack on Maria Lopez", "denied", "John Hale")
    assert judge.judge(Document(plain), [statement], ())[0].stances


@pytest.mark.parametrize(("likely", "unclear"), [(0.3, False), (0.31, True)])
def test_a_neutral_stance_below_seven_tenths_is_unclear(
    judge: StanceJudge, monkeypatch: pytest.MonkeyPatch, likely: float, unclear: bool
) -> None:
    monkeypatch.setattr(judge, "_worth", lambda asked: [likely] * len(asked))
    [found, _] = judge.judge_all([resolve(Document(TEXT), STATEMENTS, (), reading(TEXT))])[0]
    assert {stance.label for stance in found.stances} == {StanceLabel.NEUTRAL}
    assert {(stance.score, stance.unclear) for stance in found.stances} == {(round(1 - likely, 4), unclear)}


@pytest.mark.parametrize(("content", "reported"), [("the critics had attacked Britain", True), ("Britain fell", False)])
def test_what_others_oppose_is_no_target(judge: StanceJudge, content: str, reported: bool) -> None:
    text = f"It rained. John Hale said {content}."
    statement = said(text, content, "said", "John Hale")
    [[found]] = with_least(judge, 0.0).judge_all([resolve(Document(text), [statement], ())])
    assert ("Britain" in {stance.target for stance in found.stances}) is not reported


class Ones:
    """States of the weights that the stance model was made for."""

    def __init__(self, digest: str, width: int) -> None:
        self.digest, self.width = digest, width

    def means(self, groups: Sequence[Spans]) -> torch.Tensor:
        return torch.ones(len(groups), self.width)


@pytest.mark.parametrize(("likely", "read"), [(0.19, False), (0.2, True)])
def test_statements_that_hardly_have_a_side_are_not_read(
    judge: StanceJudge, monkeypatch: pytest.MonkeyPatch, likely: float, read: bool
) -> None:
    model = with_least(judge, 0.0).reader.model
    monkeypatch.setattr(model, "config", replace(model.config, min_side_probability=0.2))
    monkeypatch.setattr(judge.reader, "side_probability", lambda states: torch.full((len(states),), likely).double())
    states = Ones(model.config.made_for, model.width)
    readers = TextReaders(states=states)
    [found] = judge.judge_all([resolve(Document(TEXT), STATEMENTS[:1], (), readers)])[0]
    assert any(stance.label is not StanceLabel.NEUTRAL for stance in found.stances) is read
    assert read or {stance.score for stance in found.stances} == {round(1 - likely, 4)}
