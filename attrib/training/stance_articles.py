"""Stances labelled in articles, as texts of the stance tasks and as what a whole extraction is held against."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from attrib.data import ActorKind, Document, Mention, StanceLabel, Statement, StatementType
from attrib.errors import CorpusError
from attrib.metrics import Attribution, same_name
from attrib.nn.stance_config import TASKS
from attrib.pipeline.passages import passages
from attrib.pipeline.resolve import resolve_all
from attrib.pipeline.targets import find_targets
from attrib.training.corpora import LabelledText
from attrib.training.stance_corpora import LabelledStance

Labels = tuple[tuple[str, StanceLabel], ...]  # the labelled targets of one statement, each with the stance


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


def statement_texts(article: StanceArticle, mentions: Sequence[Mention]) -> list[LabelledStance]:
    """The passages of an article's labelled statements, with a class for each target that attrib finds in them.

    A target that nobody labelled is neutral: the labels list every stance that a careful reader would not dispute.
    """
    bare = [Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements]
    resolved = resolve_all(Document(article.text), bare, mentions)
    found = []
    for statement, labels in zip(resolved.statements, article.stances, strict=True):
        targets = find_targets(resolved.scene, resolved.memory, statement)
        classes = [_class_of(target.name, labels) for target in targets]
        for passage in passages(resolved.scene, statement, targets):
            spans = tuple(spans for _, spans in passage.targets)
            numbers = tuple(classes[number] for number, _ in passage.targets)
            found.append(LabelledStance("statement", passage.text, numbers, spans, passage.holders, group=article.name))
    return found


def topic_texts(article: StanceArticle) -> list[LabelledStance]:
    """Each labelled stance as a text beside a topic: the statement's words, with and without source and cue."""
    found = []
    for statement, labels in zip(article.statements, article.stances, strict=True):
        content = " ".join(span.of(article.text) for span in statement.content)
        told = " ".join(span.of(article.text) for span in (*statement.source, *statement.cue))
        for target, stance in labels:
            label = (TASKS["topic"].index(stance.value),)
            texts = dict.fromkeys((content, f"{told} {content}".strip()))
            found += [LabelledStance("topic", text, label, topic=target, group=article.name) for text in texts]
    return found


def _class_of(name: str, labels: Labels) -> int:
    """The class of a target: that of the first label that names it, neutral where none does."""
    for label, stance in labels:
        if is_same_target(name, label):
            return TASKS["statement"].index(stance.value)
    return 0
