"""What the text tells of each target of a statement: where it stands, what it looks like, what is around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import ActorKind, Span, Speaker, Statement
from attrib.english.function_words import INDEFINITE_ARTICLES
from attrib.english.names import mention_key
from attrib.english.nations import is_same_body
from attrib.english.pronouns import having
from attrib.english.word_classes import WordClass
from attrib.nn.stance.statement_head import SIZES
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.targets import ACTOR, Target, target_reach

_PRONOUNS = having(kind="personal", person="third", case="subject object determiner")
_BEFORE = {
    WordClass.BASE_VERB: 1,
    WordClass.FINITE_VERB: 2,
    WordClass.ING_FORM: 3,
    WordClass.PARTICIPLE: 3,
    WordClass.PREPOSITION: 4,
    WordClass.GENITIVE: 5,
    WordClass.CONJUNCTION: 6,
    WordClass.TO: 7,
}
_BEHIND = {
    WordClass.FINITE_VERB: 1,
    WordClass.PARTICIPLE: 2,
    WordClass.PREPOSITION: 3,
    WordClass.GENITIVE: 4,
    WordClass.TO: 5,
    WordClass.CONJUNCTION: 6,
}
_PREPOSITIONS = {
    "of": 1, "on": 2, "for": 3, "against": 4, "over": 5, "about": 6, "in": 7, "at": 7, "with": 8, "from": 9, "by": 10,
    "to": 11,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeatureReach:
    """Distances in features of targets. The stance model was trained with them: another number needs another training.

    start: characters from the beginning of the content within which a target begins it: "“The ban", "that Ann"; set by
        hand.
    """

    start: int = 6


_REACH = FeatureReach()


def target_features(doc: AnnotatedText, statement: Statement, targets: Sequence[Target]) -> tuple[tuple[int, ...], ...]:
    """For each target a number under each name in SIZES, in that order."""
    text = doc.text.lower()
    places = [(number, span) for number, target in enumerate(targets) for span in target.spans]
    found = []
    for number, target in enumerate(targets):
        told = _place(doc, statement, target) | _neighbours(doc, target.spans[0]) | _words(doc, text, target)
        span = target.spans[0]
        others = [other for at, other in places if at != number and other != span]
        told |= {
            "first": number == 0,
            "order": number,
            "inside": any(other.contains(span) for other in others),
            "outside": any(span.contains(other) for other in others),
        }
        found.append(tuple(min(int(told[name]), size - 1) for name, size in SIZES.items()))
    return tuple(found)


def _place(doc: AnnotatedText, statement: Statement, target: Target) -> dict[str, int]:
    span, start = target.spans[0], min(statement.content).start
    reach = target_reach(statement)[0]
    return {
        "gap": reach.start < start and reach.overlaps(span),
        "start": any(abs(span.start - piece.start) <= _REACH.start for piece in statement.content),
        "quoted": doc.is_quoted(span.start),
        "sentence": max(doc.sentence_at(span.start) - doc.sentence_at(start), 0),
        "mentions": len(target.spans),
        "actor": target.kind == ACTOR,
        "own": _is_own(statement.speaker, target.name),
    }


def _is_own(speaker: Speaker | None, name: str) -> bool:
    """Whether a target is the organization that speaks, or that the speaker speaks for, by its name or its party's."""
    if speaker is None:
        return False
    names = [speaker.affiliation, speaker.name if speaker.kind is not ActorKind.PERSON else None]
    return any(own and (mention_key(own) == mention_key(name) or is_same_body(own, name)) for own in names)


def _neighbours(doc: AnnotatedText, span: Span) -> dict[str, int]:
    first, end = doc.token_range(span)
    classes = doc.word_classes
    at = first - 1
    indefinite = at >= 0 and doc.tokens[at].lower in INDEFINITE_ARTICLES
    if at > 0 and classes and classes[at] is WordClass.DETERMINER:
        at -= 1
    known = bool(classes)
    return {
        "indefinite": indefinite,
        "before": _BEFORE.get(classes[at], 0) if known and at >= 0 else 0,
        "preposition": _PREPOSITIONS.get(doc.tokens[at].lower, 0) if at >= 0 else 0,
        "behind": _BEHIND.get(classes[end], 0) if known and end < len(classes) else 0,
        "clause": known and first < end and classes[first] in (WordClass.BASE_VERB, WordClass.ING_FORM),
    }


def _words(doc: AnnotatedText, text: str, target: Target) -> dict[str, int]:
    """`text` is the document in small letters."""
    span = target.spans[0]
    first, end = doc.token_range(span)
    named = any(name.contains(span) for name, _ in doc.entities.within(span))
    last = target.name.split()[-1].lower() if named or first >= end else doc.tokens[end - 1].lower
    return {
        "named": named,
        "often": (1 + text.count(last)).bit_length() - 1,
        "words": end - first,
        "pronoun": first < end and doc.tokens[first].lower in _PRONOUNS,
    }
