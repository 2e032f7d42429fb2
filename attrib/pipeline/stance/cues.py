"""Words that tell a side by themselves: cues ("accused X of …", "ruled out a deal") and avowals ("We welcome it")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import ActorKind, Span, StanceLabel, Statement, StatementType
from attrib.english.function_words import BE, DETERMINERS, GENITIVES
from attrib.english.gender import Gender
from attrib.english.names import person_name
from attrib.english.pronouns import HE_SHE, IT, THEY, THIRD_POSSESSIVES, having
from attrib.english.sides import OPPOSING_VERBS, PERSONAL_VERBS, SUPPORTING_VERBS
from attrib.english.titles import TITLES
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target, target_reach
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set


@dataclass(frozen=True, slots=True)
class CueLimits:
    """How sure a side told by a cue is, and how long the thing may be that it is told of.

    certainty: probability. Of 67 such cues with a target in 124 labelled articles (BBC, PolNeAR train), 63 are labelled
        with that side, and 47 (70 %) with that side of the very target behind the cue.
    words: of a thing's noun phrase, at most; nine, as of a topic (see pipeline.stance.topics).
    """

    certainty: float = 0.7
    words: int = 9


CUE_LIMITS = CueLimits()
_OPPOSE, _SUPPORT = (sorted(verbs) for verbs in (OPPOSING_VERBS, SUPPORTING_VERBS))
_ENDINGS = r"(?:|e|s|es|ed|ing|y|ies|ied|d)"
_OPPOSING = re.compile(
    rf"\b(?:(?:{'|'.join(_OPPOSE)}){_ENDINGS}"
    r"|(?:hit|hits|hitting|lash\w*|fir\w+|shot) (?:back|out) at|pour\w* (?:cold water|scorn) on|rul\w+ out"
    r"|took aim at|tak\w+ aim at|sp(?:oke|eak\w*) out against|attacks? on|criticism of|opposition to)\b"
)
_SUPPORTING = re.compile(
    rf"\b(?:(?:{'|'.join(_SUPPORT)}){_ENDINGS}|praise for|support for|backing for|call(?:s|ed|ing)? for"
    r"|sp(?:oke|eak\w*) up for|st(?:ood|and\w*) by|sid(?:es|ed|ing) with)\b"
)
_BE = "|".join(sorted(BE))
_ADVERBS = "always|never|not|also|still|really|strongly|fully|totally|absolutely|completely|certainly"
_AVOWAL = re.compile(
    r"(?:^|[.!?;—]\s*)[“”\"‘’'\s]*(?:(?:and|but|so|that|of course),? )?(?P<who>I|we|he|she|they)"
    rf"(?P<middle>(?:['’](?:ll|ve|re|m)|n['’]t| (?:have|has|had|will|would|do|does|did|{_BE}|can|could|cannot|going to"
    rf"|to|{_ADVERBS}))*) (?P<verb>(?:(?P<against>{'|'.join(_OPPOSE)})|{'|'.join(_SUPPORT)}){_ENDINGS})"
    r"\b(?! down| off| out| up)(?P<to> to\b)?",
    re.IGNORECASE,
)
_BEING = re.compile(rf"(?:\b(?:{_BE})|['’](?:re|m))(?: (?:{_ADVERBS}))*$", re.IGNORECASE)
_NOT = re.compile(r"n['’]t\b|\b(?:not|never|cannot)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:would|could)\b", re.IGNORECASE)
_UNSURE_CUE = re.compile(r"\b(?:ask\w*|question\w*|wonder\w*|whether|if|accus\w*|claim\w*|suggest\w*)\b")
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|without|refus\w+|declin\w+|fail\w+|stop\w*|may|might|would)\b|n['’]t\b"
)
_PASSIVE = re.compile(rf"\b(?:{_BE})\b.*\b\w+ed\b")
_PERSONAL = re.compile(
    rf"{'|'.join(sorted(PERSONAL_VERBS))}|hit|lash|fir|shot|took aim|tak|spoke|speak|criticism|st(?:ood|and)|sid"
)
_DENIAL = re.compile(r"\bden(?:y|ies|ied|ying)\b")
_CLAUSE = re.compile(r"(?:that\s+)?(?:he|she|it|they|I|we)\b", re.IGNORECASE)
_FIRST_PERSON = having(person="first", case="subject")
_NOTHING = word_set("more others too something anything nothing it that this him her them")
_INNER_MARKS = GENITIVES | {"-", "&"}
_GOES_ON = word_set("of on that against over in")
_ENDS = word_set(
    "of for from at in on with by to as after before over against that who which when while because and but if"
)
_DETERMINERS = DETERMINERS | {"any", "all", "what", "some"}
_OTHER_SENSES = re.compile(r"\b(?:walk|fought|call|held|pull|dat|look|went|go|came|com|shot)\w* back\b(?! at)|back-and")


@dataclass(frozen=True, slots=True)
class Attitude:
    """The side that words tell towards a target, and those words."""

    target: Target
    label: StanceLabel
    words: Span


def attitude(doc: AnnotatedText, statement: Statement, targets: Sequence[Target]) -> Attitude | None:
    """What a statement's cue, or else its speaker's own avowal, tells of the first noun phrase behind it.

    None where it tells no side, or denies it. Passives are left out: their object stands in front. The target is one of
    those found, where one is the phrase's head; a phrase that names no actor is a topic.
    """
    if not statement.content:
        return None
    told = _side(doc.text, statement) if statement.cue else None
    if told is None:
        return _avowed(doc, statement, targets)
    label, words = told
    personal = _PERSONAL.match(words.of(doc.text).lower()) is not None
    if personal and not statement.source and words.of(doc.text).lower().endswith("ed"):
        return None  # "accused of lying": who is accused stands in front
    phrase = _object(doc, statement, personal=personal)
    known = _meant(doc, phrase, targets, personal=personal)
    return None if known is None else Attitude(known, label, words)


def denies_doing(doc: AnnotatedText, statement: Statement) -> bool:
    """Whether a statement denies what "she", "they" or "we" did or are, who are mostly the speaker or theirs.

    Such a clause ("denied that she had ever attacked him") tells nothing of the speaker's side.
    """
    cue = _cue(doc, statement)
    return _DENIAL.search(cue) is not None and _CLAUSE.match(min(statement.content).of(doc.text)) is not None


def _cue(doc: AnnotatedText, statement: Statement) -> str:
    return " ".join(span.of(doc.text).lower() for span in statement.cue)


def _avowed(doc: AnnotatedText, statement: Statement, targets: Sequence[Target]) -> Attitude | None:
    """What the speaker says of their own side: "We welcome the plan", "that she would never support the ban".

    "I" and "we" are the speaker where a quotation begins or a sentence in it, "she" and "they" where what is not quoted
    begins. "Would" without "not" is left out, for it may depend on something, and so is what one does not oppose.
    """
    cue = _cue(doc, statement)
    if any(pattern.search(cue) for pattern in (_NEGATION, _DENIAL, _UNSURE_CUE)):
        return None
    for place in statement.content:
        for match in _AVOWAL.finditer(place.of(doc.text)):
            first = match["who"].lower() in _FIRST_PERSON
            negated, against = _NOT.search(match["middle"]) is not None, match["against"] is not None
            if first == (statement.type is StatementType.INDIRECT):
                continue
            if not first and (match.start() > 0 or not _may_be(match["who"].lower(), statement)):
                continue
            passive = match["to"] is None and match["verb"].endswith("ed") and _BEING.search(match["middle"])
            if passive or (negated and against) or (not negated and _IF.search(match["middle"])):
                continue
            personal = _PERSONAL.match(match["verb"].lower()) is not None
            rest = Span(place.start + match.end(), place.end)
            behind = [item for item in targets if any(span.start >= rest.start for span in item.spans)]
            known = _meant(doc, _phrase(doc, rest, personal=personal), behind, personal=personal)
            if known is not None:
                label = StanceLabel.OPPOSE if against or negated else StanceLabel.SUPPORT
                return Attitude(known, label, Span(place.start + match.start("who"), place.start + match.end("verb")))
    return None


def _may_be(pronoun: str, statement: Statement) -> bool:
    """Whether a pronoun may mean the speaker: "they" no single person, "she" nobody of a man's name."""
    speaker = statement.speaker
    if speaker is None or (pronoun == "they") == (speaker.kind is ActorKind.PERSON):
        return False
    gender = person_name(speaker.name).gender
    return pronoun == "they" or gender is None or gender is (Gender.MALE if pronoun == "he" else Gender.FEMALE)


def _meant(doc: AnnotatedText, phrase: Sequence[Token], targets: Sequence[Target], *, personal: bool) -> Target | None:
    """The target that a noun phrase names: one of those found, or else, of things, the phrase itself."""
    if not phrase or phrase[-1].lower in _NOTHING:
        return None
    known = _known(phrase, targets, personal=personal)
    if known is not None or personal or phrase[-1].lower in HE_SHE | IT | THEY:
        return known
    span = Span(phrase[0].start, phrase[-1].end)
    return Target(" ".join(span.of(doc.text).split()), TOPIC, (span,))


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


def _object(doc: AnnotatedText, statement: Statement, *, personal: bool) -> list[Token]:
    """The words of the noun phrase that the statement's reach begins with, its determiner left out.

    For a verb that is said of persons the phrase ends at a preposition, or with the owner of what is blamed or praised
    ("X's actions"); for others what follows "of", "on" or "that" is part of it, up to a few words.
    """
    first, *more = target_reach(statement)
    content = min(statement.content)
    if statement.cue[-1].end > first.start:
        return []
    place = Span(first.start, content.end) if more and first.end <= content.start else first
    return _phrase(doc, place, personal=personal)


def _phrase(doc: AnnotatedText, place: Span, *, personal: bool) -> list[Token]:
    """The words of the noun phrase that a place begins with; see `_object`."""
    names = doc.entities.within(place)
    words: list[Token] = []
    inside = place.start
    following = ""
    for token in tokens_in(doc.tokens, place):
        inside = max([inside, *(span.end for span, _ in names if span.start <= token.start)])
        if not words and (not token.is_word or token.lower in _DETERMINERS):
            if personal and token.lower in THIRD_POSSESSIVES:
                return [token]
            continue
        if personal and words and token.lower in {"'s", "’s"}:
            return words
        if token.word == "." and words and words[-1].lower in TITLES:
            continue
        mark = not token.is_word and token.lower not in _INNER_MARKS
        stop = token.lower in _ENDS and (personal or token.lower not in _GOES_ON)
        if token.start >= inside and (mark or stop or token.lower in VERBS or len(words) >= CUE_LIMITS.words):
            following = token.lower
            break
        words.append(token)
    while words and (not words[-1].is_word or words[-1].lower in _GOES_ON | _DETERMINERS):
        words.pop()
    return [] if following == "to" and not personal else words
