"""Stances labelled in articles, as texts of the stance tasks and as what a whole extraction is held against."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from attrib.data import ActorKind, Document, StanceLabel, Statement, StatementType
from attrib.english.name_agreement import same_name
from attrib.errors import CorpusError
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.statement_head import SIDES
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.passages import Passage, other_states, passage
from attrib.pipeline.stance.targets import Target, find_targets
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText
from attrib.training.corpora.stance import LabelledStance

Labels = tuple[tuple[str, StanceLabel], ...]  # the labelled targets of one statement, each with the stance


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement as attrib reads it, with its labels.

    `sides` says whether it supports and whether it opposes anything, `right` which of its targets are labelled so, side
    by side: none where attrib has not found the target. `states` [4 D] are those of the attribution encoder, None
    without it. `group` names its article.
    """

    passage: Passage
    sides: tuple[bool, bool]
    right: tuple[tuple[int, ...], tuple[int, ...]]
    states: Tensor | None
    group: str


@dataclass(frozen=True, slots=True)
class StanceArticle:
    """One labelled article: its name and text, its statements' spans and the stances labelled in each."""

    name: str
    text: str
    statements: tuple[Attribution, ...]
    stances: tuple[Labels, ...]


def read_stance_articles(folder: Path, texts: Sequence[LabelledText]) -> list[StanceArticle]:
    """The stances of articles that `read_labelled_articles` has read from the same folder.

    Raises CorpusError where a label has no stances.
    """
    found = []
    for path, text in zip(sorted((folder / "labels").glob("*.json")), texts, strict=True):
        rows = json.loads(path.read_text(encoding="utf-8"))["statements"]
        try:
            stances = tuple(
                tuple((str(item["target"]), StanceLabel(item["stance"])) for item in row["stances"]) for row in rows
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path} lacks a statement's stances ({error!r}); see the corpus's notes") from error
        found.append(StanceArticle(text.name, text.text, text.annotations[0], stances))
    return found


def is_same_target(name: str, label: str) -> bool:
    """Whether a target's name agrees with a label's: as a person's does, or in half of the label's words."""
    return same_name(name, label, ActorKind.PERSON) or same_name(name, label, ActorKind.GROUP)


def labelled_statements(article: StanceArticle, detection: Detection, digest: str) -> list[LabelledStatement]:
    """An article's labelled statements as attrib reads them, with the labels of the targets that it finds in them.

    `detection` is of the article's text, by the attribution weights of that digest.
    """
    bare = [Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements]
    resolved = resolve(Document(article.text), bare, detection.mentions, detection.readers)
    found = []
    for statement, labels in zip(resolved.statements, article.stances, strict=True):
        targets = find_targets(resolved.doc, resolved.history, statement)
        support, oppose = (_labelled(labels, StanceLabel(side)) for side in SIDES)
        right = _right(targets, support), _right(targets, oppose)
        states = other_states(resolved.doc, statement, digest)
        own = passage(resolved.doc, statement, targets)
        found.append(LabelledStatement(own, (bool(support), bool(oppose)), right, states, article.name))
    return found


def topic_texts(article: StanceArticle) -> list[LabelledStance]:
    """Each labelled stance as a text beside a topic, as `StanceJudge.towards` is asked: the cue and what was said."""
    found = []
    for statement, labels in zip(article.statements, article.stances, strict=True):
        text = " ".join(span.of(article.text) for span in (*statement.cue, *statement.content))
        for target, stance in labels:
            label = (TASKS["topic"].index(stance.value),)
            found.append(LabelledStance("topic", text, label, topic=target, group=article.name))
    return found


def _labelled(labels: Labels, side: StanceLabel) -> list[str]:
    return [target for target, stance in labels if stance is side]


def _right(targets: Sequence[Target], labels: Sequence[str]) -> tuple[int, ...]:
    """The indices of the targets that any of the labels names."""
    return tuple(at for at, item in enumerate(targets) if any(is_same_target(item.name, label) for label in labels))
