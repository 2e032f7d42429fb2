"""Stances of an extraction against labels."""

from pathlib import Path

import pytest

from attrib.data import Span, Stance, StanceLabel, Statement, StatementType
from attrib.errors import CorpusError
from attrib.pipeline.detection.detector import Detection
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance_articles import (
    StanceArticle,
    labelled_statements,
    read_stance_articles,
    topic_texts,
)
from attrib.training.evaluation.stance_scoring import score_stances
from tests.training.stance_texts import write_stance_articles

SUPPORT, OPPOSE, NEUTRAL = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL
ARTICLE = StanceArticle(
    "a",
    "x" * 100,
    (Attribution((Span(0, 20),)), Attribution((Span(50, 80),))),
    ((("Ann Lee", OPPOSE), ("the new bridge", SUPPORT)), (("Bob Ray", NEUTRAL),)),
)


def statement(start: int, end: int, *stances: tuple[str, StanceLabel]) -> Statement:
    found = tuple(Stance(target, "actor", label, 0.9) for target, label in stances)
    return Statement(StatementType.INDIRECT, (Span(start, end),), stances=found)


def test_the_target_and_the_side_must_agree() -> None:
    found = [statement(0, 18, ("Ann Lee", OPPOSE), ("bridge", OPPOSE), ("Bob Ray", NEUTRAL))]
    scores = score_stances(ARTICLE, found)
    assert (scores["stance"].right, scores["stance"].predicted, scores["stance"].labelled) == (1, 2, 2)
    assert (scores["polarity"].right, scores["polarity"].predicted, scores["polarity"].labelled) == (1, 1, 2)


def test_half_of_a_topics_words_are_enough() -> None:
    assert score_stances(ARTICLE, [statement(0, 20, ("bridge plan", SUPPORT))])["stance"].right == 1


def test_a_label_is_met_once() -> None:
    found = [statement(0, 20, ("Ann Lee", OPPOSE), ("Lee", OPPOSE))]
    assert score_stances(ARTICLE, found)["stance"].right == 1


def test_a_statement_that_nobody_labelled_is_wrong() -> None:
    scores = score_stances(ARTICLE, [statement(81, 99, ("Ann Lee", OPPOSE))])
    assert (scores["stance"].right, scores["stance"].predicted) == (0, 1)
    assert score_stances(ARTICLE, [statement(10, 49, ("Ann Lee", OPPOSE))])["stance"].right == 0  # a quarter is covered


def test_labelled_articles_become_statements(tmp_path: Path) -> None:
    folder = write_stance_articles(tmp_path / "articles")
    [article, *_] = read_stance_articles(folder, read_labelled_articles(folder))
    assert article.stances[0] == (("Bob Ray", SUPPORT),)
    found = labelled_statements(article, Detection((), ()), "")
    assert [item.sides for item in found] == [(True, False), (False, True)]
    named = [[spans[0].of(item.passage.text) for spans in item.passage.targets].index("Bob Ray") for item in found]
    assert [item.right[side] for side, item in enumerate(found)] == [(at,) for at in named]
    assert [item.right[1 - side] for side, item in enumerate(found)] == [(), ()]
    texts = topic_texts(article)
    assert {(text.topic, text.labels) for text in texts} == {("Bob Ray", (1,)), ("Bob Ray", (2,))}
    assert texts[0].text == "said Bob Ray had been right about the new bridge"
    assert all(item.group == article.name and item.passage.holders and item.states is None for item in found)


def test_a_label_without_stances_is_told(tmp_path: Path) -> None:
    folder = write_stance_articles(tmp_path / "articles", 1)
    path = folder / "labels" / "00.json"
    texts = read_labelled_articles(folder)
    path.write_text(path.read_text(encoding="utf-8").replace('"stances"', '"stance"'), encoding="utf-8")
    with pytest.raises(CorpusError, match="lacks a statement's stances"):
        read_stance_articles(folder, texts)
