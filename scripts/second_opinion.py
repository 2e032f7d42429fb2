"""Fit how a stance model joins its own answers with those of a second judge; prints `second_opinion` for config.json.

    python -m scripts.second_opinion ARTICLES [PRECISION [ASKED_FROM [MOST]]]

ARTICLES holds folders of labelled articles. The statement head is made anew without train-polnear, which taught the
judge nothing either, and both are asked about its statements. The factors and shifts make the labels likeliest
(logistic regression over both answers); a side is told from the score at which PRECISION percent are right in side
and target, 58 unless it is given.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from attrib.data import Document, Statement, StatementType
from attrib.errors import CorpusError
from attrib.nn.catalogue import find_model, weights_digest
from attrib.nn.catalogue.kinds import Kind
from attrib.nn.stance.second import SecondOpinion, head_logits
from attrib.pipeline.build import build, build_stance_judge, text_groups
from attrib.pipeline.judge_reader import open_judge_reader
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.judge import StanceJudge
from attrib.pipeline.stance.second_reading import Answers, Doubt, SecondReading
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance_articles import Labels, StanceArticle, read_stance_articles
from attrib.training.engine.task import Workplace
from attrib.training.judge.calibration import fit_joint
from attrib.training.pointer.stances import UNKNOWN, class_of, told_sides
from attrib.training.stance.calibration import min_probability
from attrib.training.stance.material import read_articles
from attrib.training.stance.recipe import StanceTraining
from attrib.training.stance.statement_fit import fit_head
from attrib.training.stance.statement_states import read_states

_LEARNT = ("train", "train-modern")
_UNSEEN = "train-polnear"
_JUDGE = "judge-accurate"


class Case(NamedTuple):
    """A statement with what is labelled of it, the targets asked about, and the judge's logits [asked, 3] of them."""

    doubt: Doubt
    labels: Labels
    places: list[int]
    judged: Tensor

    @property
    def names(self) -> list[str]:
        return [self.doubt.targets[at].name for at in self.places]


class Listener(SecondReading):
    """A second reading that keeps what it was asked and tells nothing."""

    def __init__(self, second: SecondReading) -> None:
        super().__init__(second.judge, second.terms)
        self.heard: list[tuple[Doubt, list[int], Tensor]] = []

    def answers(self, doubts: Sequence[Doubt]) -> list[Answers]:
        places, judged = self.logits(doubts)
        self.heard += zip(doubts, places, judged, strict=True)
        return [{} for _ in doubts]


def main(articles: str, precision: str = "58", asked_from: str = "0.15", most: str = "2") -> None:
    """Print the terms, and how many sides of the labels they find at what precision."""
    settings = ExtractSettings()
    folder = find_model(_JUDGE, Kind.JUDGE)
    terms = SecondOpinion(weights_digest(folder), float(asked_from), int(most))
    listener = Listener(SecondReading(open_judge_reader(folder, settings), terms))
    judge = StanceJudge(without(Path(articles), settings).reader, listener)
    cases = list(heard(Path(articles) / _UNSEEN, judge, listener, settings))
    fitted, told, found = fit(cases, terms, float(precision))
    sys.stdout.write(json.dumps({"second_opinion": asdict(fitted)}, indent=2) + "\n")
    sys.stderr.write(f"{len(cases)} statements: of the sides told {told:.1f} % are right, {found:.1f} % are found\n")


def without(articles: Path, settings: ExtractSettings) -> StanceJudge:
    """The stance model with a head that has not learnt the unseen articles."""
    judge = build_stance_judge(settings)
    recipe = StanceTraining("second-opinion", articles=_LEARNT)
    place = Workplace(articles, articles, articles, report=lambda text: print(text, file=sys.stderr))
    statements = read_articles(recipe, place).statements
    model = judge.reader.model.float()
    states = read_states(model, judge.reader.encoder, statements)
    model.statements.load_state_dict(fit_head(model, recipe, statements, states).state_dict())
    return judge


def heard(folder: Path, judge: StanceJudge, listener: Listener, settings: ExtractSettings) -> Iterator[Case]:
    """The labelled statements of a folder about which the judge was asked."""
    detector = build(replace(settings, stance=False)).detector
    articles = read_stance_articles(folder, read_labelled_articles(folder))
    group: list[StanceArticle]
    for group in text_groups(articles):
        for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
            bare = [
                Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements
            ]
            resolved = resolve(Document(article.text), bare, detection.mentions, detection.readers)
            labels = {id(item): own for item, own in zip(resolved.statements, article.stances, strict=True)}
            judge.judge_all([resolved])
            for doubt, places, judged in listener.heard:
                yield Case(doubt, labels[id(doubt.statement)], places, judged)
            listener.heard.clear()


def fit(cases: Sequence[Case], terms: SecondOpinion, precision: float) -> tuple[SecondOpinion, float, float]:
    """The terms that make the labels likeliest; the shares told right and found, in percent.

    Raises CorpusError where no side is told of any statement.
    """
    certain = torch.cat([item.doubt.certain[item.places] for item in cases])
    judged = torch.cat([item.judged for item in cases]).double()
    wanted = torch.tensor([class_of(name, item.labels) for item in cases for name in item.names])
    known = wanted != UNKNOWN
    first = head_logits(certain).double()
    factors, shifts = fit_joint(first[known], judged[known], wanted[known])
    joined = replace(terms, factors=factors, shifts=shifts)
    told = list[tuple[float, bool]]()
    for item in cases:
        answers = joined.joined(item.doubt.certain[item.places], item.judged).tolist()
        told += told_sides([item.doubt.targets[at] for at in item.places], answers, item.labels)
    if not told:
        raise CorpusError("no statement of the articles has a side to tell; give articles with labelled stances")
    scores, right = np.array([score for score, _ in told]), np.array([ok for _, ok in told], dtype=np.bool_)
    least = min_probability(scores, right, precision)
    kept = right[scores >= least]
    labelled = sum(len([1 for _, side in item.labels if side != "neutral"]) for item in cases)
    right_ones = 100 * float(kept.sum())
    return replace(joined, least_side=least), right_ones / max(1, len(kept)), right_ones / max(1, labelled)


if __name__ == "__main__":
    main(*sys.argv[1:])
