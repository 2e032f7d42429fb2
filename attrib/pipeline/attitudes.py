"""Cues that tell a side by themselves: "accused X of …", "welcomed the plan", "hit back at X", "ruled out a deal"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, StanceLabel, Statement
from attrib.pipeline.scene import VERBS, Scene
from attrib.pipeline.sources import HE_SHE, IT, THEY
from attrib.pipeline.targets import ACTOR, TOPIC, Target, target_reach
from attrib.text.titles import TITLES
from attrib.text.tokens import Token, tokens_in
from attrib.text.words import word_set

# Of 67 such cues with a target in 124 labelled articles (BBC, PolNeAR train), 63 are labelled with that side, and 47
# with that side of the very target behind the cue.
CERTAINTY = 0.7
_OPPOSE = word_set(
    "accus criticis criticiz attack blam condemn denounc slam reject oppos dismiss lambast rubbish mock derid scorn",
    "rebuk chid decr disapprov",
)
_SUPPORT = word_set("welcom prais back support defend endors hail applaud congratulat thank commend salut")
_ENDINGS = r"(?:|e|s|es|ed|ing|y|ies|ied|d)"
_OPPOSING = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_OPPOSE))}){_ENDINGS}"
    r"|(?:hit|hits|hitting|lash\w*|fir\w+|shot) (?:back|out) at|pour\w* (?:cold water|scorn) on|rul\w+ out"
    r"|took aim at|tak\w+ aim at|sp(?:oke|eak\w*) out against|attacks? on|criticism of|opposition to)\b"
)
_SUPPORTING = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_SUPPORT))}){_ENDINGS}|praise for|support for|backing for|call(?:s|ed|ing)? for"
    r"|sp(?:oke|eak\w*) up for|st(?:ood|and\w*) by|sid(?:es|ed|ing) with)\b"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|without|refus\w+|declin\w+|fail\w+|stop\w*|may|might|would)\b|n['’]t\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b.*\b\w+ed\b")
_PERSONAL = re.compile(
    r"accus|criticis|criticiz|attack|blam|condemn|denounc|slam|lambast|mock|derid|rebuk|chid|prais|applaud|congratulat"
    r"|thank|commend|salut|hit|lash|fir|shot|took aim|tak|spoke|speak|criticism|st(?:ood|and)|sid"
)
_OWNERS = word_set("his her its their")
_NOTHING = word_set("more others too something anything nothing it that this him her them")
_INNER_MARKS = frozenset({"'s", "’s", "-", "'", "’", "&"})
_GOES_ON = word_set("of on that against over in")
_LONGEST = 9  # words of a thing
_ENDS = word_set(
    "of for from at in on with by to as after before over against that who which when while because and but if"
)
_DETERMINERS = word_set("the a an his her its their this that these those any all what some")
_OTHER_SENSES = re.compile(r"\b(?:walk|fought|call|held|pull|dat|look|went|go|came|com|shot)\w* back\b(?! at)|back-and")


@dataclass(frozen=True, slots=True)
class Attitude:
    """The side that a cue tells towards a target, and the words of the cue that tell it."""

    target: Target
    label: StanceLabel
    words: Span


def attitude(scene: Scene, statement: Statement, targets: Sequence[Target]) -> Attitude | None:
    """What a statement's cue tells of the first noun phrase behind it; None where it tells no side, or denies it.

    Passives are left out: their object stands in front. The target is one of those found, where one is the phrase's
    head; a phrase that names no actor is a topic.
    """
    if not statement.cue or not statement.content:
        return None
    told = _side(scene.text, statement)
    if told is None:
        return None
    label, words = told
    personal = _PERSONAL.match(words.of(scene.text).lower()) is not None
    phrase = _object(scene, statement, personal=personal)
    if not phrase or phrase[-1].lower in _NOTHING:
        return None
    if personal and not statement.source and words.of(scene.text).lower().endswith("ed"):
        return None  # "accused of lying": who is accused stands in front
    known = _known(phrase, targets, personal=personal)
    if known is None:
        if personal or phrase[-1].lower in HE_SHE | IT | THEY:
            return None
        span = Span(phrase[0].start, phrase[-1].end)
        known = Target(" ".join(span.of(scene.text).split()), TOPIC, (span,))
    return Attitude(known, label, words)


def _known(phrase: Sequence[Token], targets: Sequence[Target], *, personal: bool) -> Target | None:
    """The target that the phrase is: the actor at its end or, of things, one that the whole phrase names."""
    last, start = phrase[-1], phrase[0].start
    for item in targets:
        for span in item.spans:
            ends = span.start <= last.start < span.end
            if ends and (personal or item.kind == ACTOR or span.start <= start):
                whole = personal or span.start <= start or all(token.capital for token in phrase if token.is_word)
                if whole:
                    return item
    return None


def _side(text: str, statement: Statement) -> tuple[StanceLabel, Span] | None:
    for span in statement.cue:
        cue = span.of(text).lower()
        if _NEGATION.search(cue) or _PASSIVE.search(cue) or _OTHER_SENSES.search(cue):
            return None
        for pattern, label in ((_OPPOSING, StanceLabel.OPPOSE), (_SUPPORTING, StanceLabel.SUPPORT)):
            match = pattern.search(cue)
            if match is not None:
                return label, Span(span.start + match.start(), span.start + match.end())
    return None


def _object(scene: Scene, statement: Statement, *, personal: bool) -> list[Token]:
    """The words of the noun phrase that the statement's reach begins with, its determiner left out.

    For a verb that is said of persons the phrase ends at a preposition, or with the owner of what is blamed or praised
    ("X's actions"); for others what follows "of", "on" or "that" is part of it, up to a few words.
    """
    first, *more = target_reach(statement)
    content = min(statement.content)
    if statement.cue[-1].end > first.start:
        return []
    place = Span(first.start, content.end) if more and first.end <= content.start else first
    names = scene.cast.within(place)
    words: list[Token] = []
    inside = place.start
    following = ""
    for token in tokens_in(scene.tokens, place):
        inside = max([inside, *(span.end for span, _ in names if span.start <= token.start)])
        if not words and (not token.is_word or token.lower in _DETERMINERS):
            if personal and token.lower in _OWNERS:
                return [token]
            continue
        if personal and words and token.lower in {"'s", "’s"}:
            return words
        if token.word == "." and words and words[-1].lower in TITLES:
            continue
        mark = not token.is_word and token.lower not in _INNER_MARKS
        stop = token.lower in _ENDS and (personal or token.lower not in _GOES_ON)
        if token.start >= inside and (mark or stop or token.lower in VERBS or len(words) >= _LONGEST):
            following = token.lower
            break
        words.append(token)
    while words and (not words[-1].is_word or words[-1].lower in _GOES_ON | _DETERMINERS):
        words.pop()
    return [] if following == "to" and not personal else words
