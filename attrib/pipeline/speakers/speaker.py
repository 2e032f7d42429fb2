"""Speakers as statements have them: name, kind, role, affiliation and confidence, made of outcomes."""

import re
from dataclasses import replace

from attrib.data import ActorKind, EntityKind, Reason, Span, Speaker
from attrib.english.names import is_acronym_of
from attrib.english.nations import PARTY_NAMES, party_name
from attrib.english.pronouns import THIRD_POSSESSIVES
from attrib.pipeline.entities.affiliations import best_affiliation
from attrib.pipeline.entities.descriptions import nation_or_party, parse_description
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.kinds import actor_kind
from attrib.pipeline.entities.principals import one_name
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.confidence import lead_confidence
from attrib.pipeline.speakers.history import Attributed, Referent
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

# Share of speakers named right, by the way the name was reached: measured on 1,639 statements of 124 labelled articles
# (BBC and PolNeAR train) with the labelled spans, before the rules were refined with these articles at hand: what they
# reach on them now would promise too much of others. No first person was among them; its figure is a guess.
# The confidence of he and she is that of their lead; the pronoun here is any other one.
CONFIDENCE = {
    Reason.EXACT: 0.97,
    Reason.APPOSITION: 0.91,
    Reason.SURNAME: 0.98,
    Reason.ACRONYM: 0.95,
    Reason.PRONOUN: 0.6,
    Reason.ROLE: 0.78,
    Reason.NOMINAL: 0.73,
    Reason.CONTINUATION: 0.88,
    Reason.FIRST_PERSON: 0.5,
}
_GENITIVE = re.compile(r"(?:^|\s)[a-z-]+(['’]s)$")  # of a common noun; a name's may be part of it: "McDonald's"
_JOINTS = word_set("and or")


def speaker(doc: AnnotatedText, outcome: Attributed) -> Speaker:
    """The speaker of an outcome: the name, the role and affiliation, the confidence of the way it was found.

    Example: for the surname "Quill" the speaker is called "Ida Quill", a "spokeswoman" where the text says so anywhere.
    Not: "Quill".
    """
    referent, reason = outcome.referent, outcome.reason
    found = _speaker(doc, referent, reason)
    if reason is Reason.PRONOUN and referent.lead is not None:
        return replace(found, confidence=lead_confidence(referent.lead))
    return found


def _speaker(doc: AnnotatedText, referent: Referent, reason: Reason) -> Speaker:
    if referent.entity is not None:
        return _named(doc, referent.entity, reason)
    if referent.source is None:
        return Speaker("", referent.kind, confidence=0.0, reason=reason)
    return _described(doc, referent, referent.source, reason)


def _named(doc: AnnotatedText, entity: Entity, reason: Reason) -> Speaker:
    confidence = CONFIDENCE[reason]
    if entity.kind is not EntityKind.PERSON:
        name = entity.name[4:] if entity.name.lower().startswith("the ") else entity.name
        return Speaker(name, actor_kind(entity), entity.span, confidence=confidence, reason=reason)
    role, affiliation, evidence = best_affiliation(doc.affiliations.of(entity))
    return Speaker(entity.name, ActorKind.PERSON, entity.span, role, affiliation, confidence, reason, evidence)


def _described(doc: AnnotatedText, referent: Referent, source: SourcePhrase, reason: Reason) -> Speaker:
    """A speaker that the text never names, called by the phrase that describes it: "a spokesman for the port"."""
    span = full_phrase(doc.text, source.span)
    words = tokens_in(doc.tokens, span)
    several = source.head == "and"
    said = parse_description(doc.text, words, doc.entities) if words and not several else None
    role = _role_told(said.role, words) if said and referent.kind in (ActorKind.UNNAMED, ActorKind.GROUP) else None
    affiliation = said.organization if said and said.role else None
    if affiliation is None and not several:
        affiliation = nation_or_party(doc.text, words)[0]
    if (
        affiliation is None
        and referent.kind is ActorKind.GROUP
        and words
        and "and" not in {token.lower for token in words}
    ):
        affiliation = party_name(words[-1].word) if words[-1].capital else None
    affiliation = affiliation and one_name(affiliation)
    if affiliation is None and referent.around is not None:
        affiliation = referent.around.name
    name = _phrase_name(doc, span, words)
    if referent.owner is not None and words and words[0].lower in THIRD_POSSESSIVES and len(words) > 1:
        name = f"{referent.owner.name}'s {Span(words[1].start, span.end).of(doc.text)}"
    evidence = (span,) if role or affiliation else ()
    return Speaker(name, referent.kind, span, role, affiliation, CONFIDENCE[reason], reason, evidence)


def _role_told(role: str | None, words: list[Token]) -> str | None:
    """The role, in lower case where only the start of the sentence makes a capital.

    Example: "Analysts" are "analysts". Not: "Tories", a party; "and traders", the end of a list.
    """
    if not role or role.split()[-1].lower() in PARTY_NAMES or role.lower().startswith(("and ", "or ")):
        return None
    first = words[0]
    return role[:1].lower() + role[1:] if first.initial and role.startswith(first.word) else role


def full_phrase(text: str, span: Span) -> Span:
    """The span without marks and white space at its ends, and without the genitive ending of a common noun.

    Example: "his party" of "his party's,". Not: "McDonald" of "McDonald's".
    """
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in "$£€@#"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")%"):
        end -= 1
    genitive = _GENITIVE.search(text, start, end)
    return Span(start, genitive.start(1) if genitive else end)


def _members_in_full(doc: AnnotatedText, span: Span) -> str:
    """The text of a span that joins several speakers, each called by the fullest name: "Hawkins and the DNC"."""
    name, end = "", span.start
    for mention, entity in doc.entities.within(span):
        if mention.start < end or mention.end > span.end or not entity.sure:
            continue
        written = mention.of(doc.text)
        if entity.kind is not EntityKind.PERSON and not is_acronym_of(written, entity.name):
            continue
        full = entity.name if len(entity.name) > len(written) else written
        name, end = name + doc.text[end : mention.start] + full, mention.end
    return name + doc.text[end : span.end]


def _phrase_name(doc: AnnotatedText, span: Span, words: list[Token]) -> str:
    """The phrase as a name: white space made single, and no capital where only the sentence's start gave it."""
    name = _members_in_full(doc, span) if any(token.lower in _JOINTS for token in words) else span.of(doc.text)
    name = " ".join(name.split())
    first = doc.entities.within(Span(span.start, span.start + 1))
    named = any(entity.sure or entity.kind is EntityKind.PERSON for _, entity in first)
    if (words and words[0].initial and not named and words[0].word[1:].islower()) or (
        words[:1] and len(words[0].word) == 1
    ):
        return name[:1].lower() + name[1:]
    return name
