"""Questions of sides with their answers: from the stances of labelled articles, and from sentences of other corpora."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attrib.data import Document, Span, StanceLabel, Statement, StatementType
from attrib.nn.pointer.questions import SideQuestion, SideTarget
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.choice import choose
from attrib.pipeline.stance.pointed import side_question
from attrib.pipeline.stance.targets import Target, find_targets
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import Labels, StanceArticle, is_same_target

UNKNOWN = -1
"""The class of a target of which labels tell two sides: nothing is learned from it."""

_NEITHER, _SUPPORT, _OPPOSE = range(3)
# Of directed sentiment: of each class whose side it is, the first's or the second's, and which.
DIRECTED = {1: (True, _SUPPORT), 2: (False, _SUPPORT), 3: (True, _OPPOSE), 4: (False, _OPPOSE)}

_LOWEST = 0.05  # no side of less is ever told


@dataclass(frozen=True, slots=True)
class SideExample:
    """A question of sides, and the index in SIDES of each target's answer, or UNKNOWN.

    `taken` says whether the statement supports and whether it opposes anything, None where labels do not tell it.
    `found` are the candidates behind the targets, `labels` what is labelled of the statement.
    """

    question: SideQuestion
    classes: tuple[int, ...]
    taken: tuple[bool, bool] | None = None
    found: tuple[Target, ...] = ()
    labels: Labels = ()


def article_sides(article: StanceArticle, detection: Detection) -> list[SideExample]:
    """The labelled statements of an article, its names and readers as detected; one that has no candidates too."""
    bare = [Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.statements]
    resolved = resolve(Document(article.text), bare, detection.mentions, detection.readers)
    found = []
    for statement, labels in zip(resolved.statements, article.stances, strict=True):
        own = find_targets(resolved.doc, resolved.history, statement)
        targets = find_candidates(resolved.doc, statement, own)
        question = side_question(statement, targets)
        classes = tuple(class_of(target.name, labels) for target in targets)
        sides = {label for _, label in labels}
        taken = StanceLabel.SUPPORT in sides, StanceLabel.OPPOSE in sides
        found.append(SideExample(question, classes, taken, targets, labels))
    return found


def class_of(name: str, labels: Labels) -> int:
    """The index in SIDES of what is labelled of a target that goes by a name; UNKNOWN where that is both."""
    sides = {label for target, label in labels if is_same_target(name, target) or name == target} - {
        StanceLabel.NEUTRAL
    }
    if len(sides) > 1:
        return UNKNOWN
    return SIDES.index(sides.pop()) if sides else _NEITHER


def told_sides(
    targets: Sequence[Target], answers: Sequence[Sequence[float]], labels: Labels
) -> Iterator[tuple[float, bool]]:
    """The probability of each side that may be told of a statement, and whether it and its target are right.

    `answers` holds the probabilities of SIDES for each target. A side told is right where a labelled target of that
    side goes by the target's name.
    """
    for side in choose(targets, answers, _LOWEST):
        name = targets[side.at].name
        yield side.score, any(side.label is label and is_same_target(name, target) for target, label in labels)


def sentence_sides(texts: Iterable[LabelledStance]) -> Iterator[tuple[str, SideExample]]:
    """Sentences of NewsMTSC, whose author takes sides, and of directed sentiment, where one actor does and the other.

    Each is a statement whose content is the whole sentence.
    """
    for text in texts:
        whole = (Span(0, len(text.text)),)
        if text.task == "directed":
            whose, side = DIRECTED.get(text.labels[0], (True, _NEITHER))
            for first, source, target in (
                (True, text.holders, text.targets[0]),
                (False, text.targets[0], text.holders),
            ):
                question = SideQuestion(source, (), whole, (SideTarget(target, True),))
                yield text.text, SideExample(question, (side if first is whose else _NEITHER,))
        else:
            targets = tuple(SideTarget(spans, True) for spans in text.targets)
            yield text.text, SideExample(SideQuestion((), (), whole, targets), text.labels)


def by_text(found: Iterable[tuple[str, SideExample]]) -> list[tuple[str, Sequence[SideExample]]]:
    """The examples of each text together, in the order in which the texts come."""
    grouped: dict[str, list[SideExample]] = {}
    for text, example in found:
        grouped.setdefault(text, []).append(example)
    return list(grouped.items())
