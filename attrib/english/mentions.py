"""Merges the names that a model finds with those that capitals show."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from attrib.data import EntityKind, Mention, Span
from attrib.english.calendar import DAYS
from attrib.english.given_names import GIVEN_NAMES
from attrib.english.name_keys import PARTICLES
from attrib.english.nations import PARTY_NAMES
from attrib.english.roles import FIELDS
from attrib.english.titles import COURTESY_TITLES, NAME_TITLES, POSTNOMINALS

_DAY = re.compile(rf"(?<!\s)\s+(?:{'|'.join(sorted(map(str.capitalize, DAYS)))})$")  # "President Reagan Friday"
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,}ing")
_OFFICE_OF = re.compile(r"\b(?:for|of)\s$")
_TOLD = 0.8  # confidence of a person's name that a given name or title told
_SURE = 0.9  # confidence from which the model's span of a person's name is whole
_OF_NAMES = COURTESY_TITLES | NAME_TITLES | GIVEN_NAMES | PARTICLES | POSTNOMINALS  # what the model may cut off one
_OF_A_BODY = frozenset({EntityKind.MISC, EntityKind.LOCATION})  # what the model takes the front of its name for
_AFTER_ROLE = 0.7  # and of one that only a role in front told: enough where the model sees a person in part of it


def merge_mentions(text: str, found: Sequence[Mention], given: Sequence[Mention]) -> list[Mention]:
    """One disjoint list of names in order, from those capitals show (`found`) and those a model gives (`given`).

    The model decides the kind unless a title or given name tells another. Of two spans of a person the longer stays, of
    two of anything else the model's. A given mention without a capital letter, or outside the text, is dropped.
    Example: the model's "Hale" within "Mr Hale" becomes "Mr Hale". Not: a place that the model sees within a body.
    """
    inside = (
        _no_party_is_a_person(text, trim_mention(text, mention))
        for mention in given
        if 0 <= mention.span.start < mention.span.end <= len(text)
    )
    named = sorted(
        (
            mention
            for mention in inside
            if mention.span.end <= len(text) and any(map(str.isupper, mention.span.of(text)))
        ),
        key=lambda mention: mention.span,
    )
    merged: list[Mention] = []
    at = 0
    for mention in found:
        while at < len(named) and named[at].span.end <= mention.span.start:
            merged.append(named[at])
            at += 1
        rivals = []
        while at < len(named) and named[at].span.overlaps(mention.span):
            rivals.append(named[at])
            at += 1
        merged += _reconcile(text, mention, rivals) if rivals else [mention]
    return _disjoint([*merged, *named[at:]])


def _reconcile(text: str, mention: Mention, rivals: Sequence[Mention]) -> list[Mention]:
    """The mentions where capitals show one name and the model one or several that overlap it."""
    if _is_broken(text, mention, rivals):
        return [Mention(mention.span, rivals[-1].kind, max(rival.confidence for rival in rivals))]
    longest = max(rivals, key=lambda other: other.span.end - other.span.start)
    person = mention.kind is EntityKind.PERSON
    if _is_whole(text, mention, longest):
        return list(rivals)
    told = mention.confidence >= (_AFTER_ROLE if any(map(_is_person, rivals)) else _TOLD)
    if person and (_is_person(longest) or told) and _covers(mention, longest):
        return [Mention(mention.span, mention.kind, max(mention.confidence, longest.confidence))]
    body = mention.kind is EntityKind.ORGANIZATION and mention.confidence >= _TOLD
    if body and longest.kind is EntityKind.PERSON and mention.span == longest.span:
        return [mention]  # capitals or a body's noun tell it, whatever the model, which has not met it, took it for
    if body and _is_body(longest) and mention.confidence > _TOLD and mention.span.contains(longest.span):
        return [mention]  # "Bank of Montreal", "Organisation for Economic Cooperation", of which the model saw the end
    return list(rivals)


def _is_whole(text: str, mention: Mention, given: Mention) -> bool:
    """Whether the model, sure of a person's name of two words, leaves out only what is no part of such a name.

    Of a name of one word it leaves out a participle alone.
    Example: "Ida Quill" of "State Ida Quill", "Quill" of "Considering Quill". Not: "Ida Quill" of "Mr. Ida Quill" or
    "J. Ida Quill".
    """
    if not _is_person(given) or given.confidence < _SURE or not mention.span.contains(given.span):
        return False
    start, end = given.span
    if len(given.span.of(text).split()) < 2:
        front = text[mention.span.start : start].split()
        participle = len(front) == 1 and _PARTICIPLE.fullmatch(front[0]) and front[0].lower() not in _OF_NAMES
        return bool(participle) and end == mention.span.end
    if text[start - 1 : start] == "-" or text[end : end + 1] == "-":
        return False  # "Félix Quill" of "Ange-Félix Quill"
    rest = f"{text[mention.span.start : start]} {text[end : mention.span.end]}"
    words = [word.strip(".,") for word in rest.lower().split()]
    return bool(words) and not any(len(word) < 2 or word in _OF_NAMES for word in words)


def _is_broken(text: str, mention: Mention, rivals: Sequence[Mention]) -> bool:
    """Whether the model broke a body's name behind its adjective, place or founders.

    Example: "Islamic | Emirate", "Norwell | Echo", "Ivo | & | Ida Quill | Foundation", whose last word tells a body.
    """
    if len(rivals) < 2 or rivals[-1].kind is not EntityKind.ORGANIZATION:
        return False
    founders = mention.kind is EntityKind.ORGANIZATION and mention.confidence > _TOLD
    parts = _OF_A_BODY | {EntityKind.PERSON} if founders else _OF_A_BODY
    if any(other.kind not in parts for other in rivals[:-1]):
        return False
    between = [text[one.span.end : other.span.start] for one, other in pairwise(rivals)]
    joined = all(gap == " " or (founders and gap == " & ") for gap in between)
    return joined and Span(rivals[0].span.start, rivals[-1].span.end) == mention.span


def _is_person(mention: Mention) -> bool:
    return mention.kind is EntityKind.PERSON


def _is_body(mention: Mention) -> bool:
    return mention.kind in (EntityKind.ORGANIZATION, EntityKind.LOCATION)


def _covers(mention: Mention, longest: Mention) -> bool:
    """Whether the model's span is part of the name that capitals show, or another person's name around it."""
    return mention.span.contains(longest.span) or longest.kind in (EntityKind.PERSON, EntityKind.MISC)


def trim_mention(text: str, mention: Mention) -> Mention:
    """The mention without white space and marks at its ends; a person's without the field of an office, or a day."""
    start, end = mention.span.start, min(mention.span.end, len(text))
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    if mention.kind is EntityKind.PERSON:
        day = _DAY.search(text, start, end)
        end = day.start() if day else end
        start += _field_before(text, Span(start, end))
    return Mention(Span(start, end), mention.kind, mention.confidence)


def _field_before(text: str, span: Span) -> int:
    """How many characters of a person's name are the field of an office: "Finance" of "MEC for Finance Ida Quill"."""
    first, space, rest = span.of(text).partition(" ")
    is_field = bool(rest) and first.lower() in FIELDS and _OFFICE_OF.search(text, max(0, span.start - 5), span.start)
    return len(first + space) if is_field else 0


def _no_party_is_a_person(text: str, mention: Mention) -> Mention:
    """The mention, as an organization if it names a party: a model may take "Ukip" for a person."""
    return replace(mention, kind=EntityKind.ORGANIZATION) if mention.span.of(text).lower() in PARTY_NAMES else mention


def _disjoint(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
