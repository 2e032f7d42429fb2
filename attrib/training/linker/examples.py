"""Statements of labelled articles with their candidates: the features of each, and which are right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from attrib.data import ActorKind, Reason, Statement, StatementType
from attrib.english.name_agreement import same_surname
from attrib.nn.pointer.questions import Question as PointerQuestion
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.readers import LinkScorer
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking import pointing
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind
from attrib.pipeline.speakers.linking.linker import Question, decide, reason_of, walk
from attrib.pipeline.speakers.linking.places import LinkText, link_text
from attrib.pipeline.speakers.sourced import sourced
from attrib.pipeline.speakers.speaker import speaker_name
from attrib.training.corpora.labels import SpeakerLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.statements import best_match, characters_of, right_name

# What stands for a speaker in the history where several candidates are right.
_PREFERENCE = (CandidateKind.ENTITY, CandidateKind.HEARD, CandidateKind.ITSELF, CandidateKind.PHRASE)


@dataclass(frozen=True, slots=True)
class LinkArticle:
    """A labelled article as the linker reads it: its statements as labelled and as detected; `group` is its outlet."""

    text: LinkText
    labelled: tuple[Statement, ...]
    detected: tuple[Statement, ...]
    labels: tuple[SpeakerLabel, ...]
    group: str


@dataclass(frozen=True, slots=True)
class LinkExample:
    """One statement: its features and its candidates', which candidates are right, and the reason of each.

    `right` is what is learned: where no candidate has the labelled name, one of that surname is taken for it.
    `strictly` is what is measured. `detected` says whether the spans are the model's; `question` is what the pointer is
    asked. Nothing is learned from one without a right candidate, nor from a second label of one statement: they serve
    calibration alone.
    """

    shared: Mapping[str, float]
    rows: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    strictly: tuple[bool, ...]
    reasons: tuple[Reason, ...]
    detected: bool
    question: PointerQuestion
    learned: bool = True


def link_article(article: LabelledText, detection: Detection, group: str) -> LinkArticle:
    """An article as the linker reads it, with the mentions and readers of its detection."""
    text = link_text(annotate(article.text, detection.mentions, detection.readers))
    labelled = (
        Statement(StatementType.INDIRECT, item.content, item.cue, item.source) for item in article.annotations[0]
    )
    return LinkArticle(text, _ordered(labelled), _ordered(detection.statements), article.labels, group)


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda statement: (statement.start, -statement.end)))


def examples(article: LinkArticle, *, detected: bool, scorer: LinkScorer | None = None) -> list[LinkExample]:
    """The statements of an article with a label each: the likest, and every other that is likest to the statement.

    The speakers before each are those that the scorer links or, without one, the labelled ones.
    """
    statements = article.detected if detected else article.labelled
    turns = iter(_labels(article.labels, statements))
    found: list[LinkExample] = []

    def choose(question: Question) -> Referent | None:
        first, others = next(turns)
        own = None if first is None else _example(article.text, question, first, detected)
        if own is not None:
            found.append(own)
        found.extend(replace(_example(article.text, question, other, detected), learned=False) for other in others)
        if scorer is not None:
            return decide(article.text, question, scorer).referent
        return _of_history(question, () if own is None else own.right)

    walk(article.text, [sourced(article.text.doc, statement) for statement in statements], choose)
    return found


def _labels(
    labels: Sequence[SpeakerLabel], statements: Sequence[Statement]
) -> list[tuple[SpeakerLabel | None, list[SpeakerLabel]]]:
    """Of each statement the label most like it, and the others that no statement is more like."""
    wanted = [(characters_of(label.content), label) for label in labels]
    numbered = [(characters_of(statement.content), at) for at, statement in enumerate(statements)]
    own = [best_match(characters, wanted) for characters, _ in numbered]
    others: list[list[SpeakerLabel]] = [[] for _ in statements]
    for characters, label in wanted:
        at = best_match(characters, numbered)
        if at is not None and own[at] is not label:
            others[at].append(label)
    return list(zip(own, others, strict=True))


def _example(text: LinkText, question: Question, label: SpeakerLabel, detected: bool) -> LinkExample:
    strictly = right = tuple(_is_right(text, option, label) for option in question.options)
    if not any(strictly):
        right = tuple(_is_near(option, label) for option in question.options)
    reasons = tuple(reason_of(text, question.asked, option) for option in question.options)
    shared, rows = question.features.shared, question.features.rows
    pointed = pointing.question(question.asked, question.options)
    return LinkExample(shared, rows, right, strictly, reasons, detected, pointed, any(right))


def _is_right(text: LinkText, option: Candidate, label: SpeakerLabel) -> bool:
    return right_name("" if option.referent is None else speaker_name(text.doc, option.referent), label)


def _is_near(option: Candidate, label: SpeakerLabel) -> bool:
    """Whether an entity's name ends as the labelled one does, which the text's names were joined too little to show."""
    entity = None if option.referent is None else option.referent.entity
    named = label.kind in (ActorKind.PERSON, ActorKind.ORGANIZATION) and bool(label.speaker)
    return entity is not None and named and same_surname(entity.name, label.speaker)


def _of_history(question: Question, right: Sequence[bool]) -> Referent | None:
    """The speaker that statements after this one see: the labelled one, or the phrase where nobody is right."""
    good = [option for option, wanted in zip(question.options, right, strict=False) if wanted]
    for kind in _PREFERENCE:
        for option in good or question.options:
            if option.kind is kind and (good or kind is CandidateKind.ITSELF):
                return option.referent
    return None
