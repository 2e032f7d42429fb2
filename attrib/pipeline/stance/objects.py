"""The thing or person that words which tell a side are said of: the noun phrase behind them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, StanceLabel
from attrib.english.function_words import DETERMINERS, GENITIVES
from attrib.english.pronouns import HE_SHE, IT, THEY, THIRD_POSSESSIVES
from attrib.english.roles import is_people, is_role
from attrib.english.speech_acts import CLAIM_NOUNS
from attrib.english.time_words import time_at
from attrib.english.titles import TITLES
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set


@dataclass(frozen=True, slots=True)
class ObjectLimits:
    """How long the thing may be that a side is told of.

    words: of its noun phrase, at most; nine, as of a topic (see pipeline.stance.topics).
    report: of what somebody said that is rejected, at most, "claims that" among them; set by hand.
    """

    words: int = 9
    report: int = 12


OBJECT_LIMITS = ObjectLimits()
_NOTHING = word_set("more others too something anything nothing it that this him her them")
_INNER_MARKS = GENITIVES | {"-", "&"}
_GOES_ON = word_set("of on that against over in")
_ENDS = word_set(
    "of for from at in on with by to as after before over against that who which when while because and but if into"
    " about through between among under within amid despite during since until how what whether why"
)
_OF_A_NAME = word_set("in on over against")  # what follows a name and is no part of it: "Quill in the vote"
_DETERMINERS = DETERMINERS | {"any", "all", "what", "some"}
# "Ideas" and "notions" of somebody are more often things than words.
_REPORTS = (CLAIM_NOUNS - word_set("ideas notions")) | word_set("concern concerns statement statements")
_CALLS = word_set("call calls demand demands suggestion suggestions")
_REPORTING = word_set("that of by from to about for")  # what follows them, where their words or speakers are told
_ENDING = word_set(
    "abolition abolishing cancellation cancelling canceling closure closing dismantling dismissal dissolution end"
    " ending halting impeachment ouster repeal repealing removal removing resignation scrapping stopping withdrawal"
)
_TO_GO = re.compile(
    r"[\s,]*(?:\([^()]{0,80}\)\s*)?"
    r"to (?:be (?:dismissed|fired|impeached|jailed|ousted|removed|sacked)|drop out|go|leave"
    r"|quit|resign|st(?:ep|and) (?:aside|down))\b"
)
_OWNED = 4  # words behind an owner that are read for what is owned
_NEXT = 20  # characters behind a word in which the next one begins


def phrase(doc: AnnotatedText, place: Span, *, personal: bool, called_for: bool = False) -> list[Token]:
    """The words of the noun phrase that a place begins with, its determiner left out.

    None where "to" and a verb follow, but of who is called for "to resign" and the like may.

    For a verb that is said of persons the phrase ends at a preposition, or with the owner of what is blamed or praised
    ("X's actions", but not "X's opponent"); for others what follows "of", "on" or "that" is part of it, up to a few
    words, unless it is a name, and what is done goes on to its end ("taking part in a debate").
    """
    names = doc.entities.within(place)
    words: list[Token] = []
    inside = place.start
    following = ""
    tokens = tokens_in(doc.tokens, place)
    for at, token in enumerate(tokens):
        inside = max([inside, *(span.end for span, _ in names if span.start <= token.start)])
        if not words and (not token.is_word or token.lower in _DETERMINERS):
            if personal and token.lower in THIRD_POSSESSIVES:
                return [token]
            continue
        if personal and words and token.lower in {"'s", "’s"}:
            return [] if _owns_somebody(tokens[at + 1 :]) else words
        if token.word == "." and words and words[-1].lower in TITLES:
            continue
        mark = not token.is_word and token.lower not in _INNER_MARKS
        determined = not words and at > 0 and tokens[at - 1].lower in _DETERMINERS  # "the plan" is no verb
        verb = token.lower in VERBS and not determined
        stop = mark or verb or len(words) >= OBJECT_LIMITS.words or (bool(words) and _is_when(doc, token, place))
        if token.start >= inside and (stop or _stops(words, token, tokens[at + 1 :], personal=personal)):
            following = token.lower
            break
        words.append(token)
    while words and (not words[-1].is_word or words[-1].lower in _GOES_ON | _DETERMINERS):
        words.pop()
    if following != "to" or personal or (called_for and words and _TO_GO.match(doc.text, words[-1].end)):
        return words
    return []


def _stops(words: Sequence[Token], token: Token, behind: Sequence[Token], *, personal: bool) -> bool:
    """Whether a noun phrase of some words ends before a preposition, a pronoun or a conjunction."""
    lower = token.lower
    if not personal and words and words[0].lower.endswith("ing"):
        return False
    named = bool(words) and all(word.capital for word in words) and not (behind and behind[0].capital)
    return (lower in _OF_A_NAME and named) or (lower in _ENDS and (personal or lower not in _GOES_ON))


def _is_when(doc: AnnotatedText, token: Token, place: Span) -> bool:
    """Whether a word begins an expression of time that no noun follows: "late Tuesday" of "accused X late Tuesday"."""
    when = time_at(doc.text, token.start, place.end)
    behind = [] if when is None else tokens_in(doc.tokens, Span(when.end, place.end))
    return when is not None and not (behind and behind[0].is_word and behind[0].lower not in _ENDS)


def _owns_somebody(behind: Sequence[Token]) -> bool:
    """Whether what belongs to an owner is a person: "Quill's opponent" is not Quill."""
    for token in behind[:_OWNED]:
        if not token.is_word or token.lower in _ENDS:
            return False
        if is_role(token.lower) or is_people(token.lower):
            return True
    return False


def tells_report(doc: AnnotatedText, words: Sequence[Token]) -> bool:
    """Whether a phrase is what somebody said or thought, and tells it: "arguments that …", "claims of …".

    Who rejects that may be for what it is about.
    """
    return _report(doc, words) is not None


def _report(doc: AnnotatedText, words: Sequence[Token]) -> tuple[Token, Token] | None:
    """The noun of a phrase that tells what somebody said or thought, and the word behind it that begins that."""
    noun = next((token for token in words if token.lower in _REPORTS), None)
    behind = [] if noun is None else tokens_in(doc.tokens, Span(noun.end, noun.end + _NEXT))
    return None if noun is None or not behind or behind[0].lower not in _REPORTING else (noun, behind[0])


def rejected_report(doc: AnnotatedText, words: Sequence[Token], content: Span) -> Target | None:
    """What somebody who rejects a report is against: "claims that it hides money", or the act of "calls to open it".

    So say 13 of 16 labels of such statements. None for a report of more words than a target may have, and one whose
    words stand behind their speaker ("claims from X that …").
    """
    report = _report(doc, words)
    if report is None:
        return None
    noun, behind = report
    called = noun.lower in _CALLS and behind.lower in {"to", "for"}
    if not called and behind.lower not in {"that", "of"}:
        return None
    span = Span(behind.end + 1 if called else words[0].start, content.end)
    told = " ".join(span.of(doc.text).split()).rstrip(".,;")
    return Target(told, TOPIC, (span,)) if 0 < len(told.split()) <= OBJECT_LIMITS.report else None


def side_of_call(doc: AnnotatedText, words: list[Token]) -> tuple[StanceLabel, list[Token]]:
    """The side of who calls for something, and towards what: "the repeal of X" and "X to resign" are against X."""
    if words and words[0].lower in _ENDING:
        rest = words[1:]
        while rest and (rest[0].lower in _DETERMINERS or rest[0].lower == "of"):
            rest.pop(0)
        return StanceLabel.OPPOSE, rest
    if words and _TO_GO.match(doc.text, words[-1].end):
        return StanceLabel.OPPOSE, words
    return StanceLabel.SUPPORT, words


def meant(doc: AnnotatedText, words: Sequence[Token], targets: Sequence[Target], *, personal: bool) -> Target | None:
    """The target that a noun phrase names: one of those found, or else, of things, the phrase itself."""
    if not words or words[-1].lower in _NOTHING:
        return None
    known = _known(words, targets, personal=personal)
    if known is not None or personal or words[-1].lower in HE_SHE | IT | THEY:
        return known
    span = Span(words[0].start, words[-1].end)
    return Target(" ".join(span.of(doc.text).split()), TOPIC, (span,))


def _known(words: Sequence[Token], targets: Sequence[Target], *, personal: bool) -> Target | None:
    """The target that the phrase is: the actor at its end or, of things, one that the whole phrase names."""
    last, start = words[-1], words[0].start
    for item in targets:
        for span in item.spans:
            ends = span.start <= last.start < span.end
            if ends and (personal or item.kind == ACTOR or span.start <= start):
                whole = personal or span.start <= start or all(token.capital for token in words if token.is_word)
                if whole:
                    return item
    return None
