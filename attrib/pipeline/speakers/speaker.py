"""Speakers as statements have them: name, kind, role, affiliation and confidence, made of outcomes."""

import re
from dataclasses import replace

from attrib.data import ActorKind, EntityKind, Span, Speaker
from attrib.english.lexicon import lexicon
from attrib.english.names import is_acronym_of
from attrib.english.nations import state_of
from attrib.english.pronouns import THIRD_POSSESSIVES
from attrib.pipeline.entities.affiliations import Post
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.kinds import actor_kind
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Referent, SpeakerHistory
from attrib.pipeline.speakers.linking.linker import Link
from attrib.pipeline.speakers.rules.pronouns import antecedent
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

STATE_ORGAN = 0.8
"""How likely an organ of state is of the country that its name begins with: 14 of 17 labelled ones are."""

_GENITIVE = re.compile(r"(?:^|\s)[a-z-]+(['’]s)$")  # of a common noun; a name's may be part of it: "McDonald's"
_JOINTS = word_set("and or")
_BEFORE_NAME = 40  # characters in front of a name in which its country is looked for
# Roles that serve one person: "her lawyer" is hers.
_SERVING_ONE = lexicon().words("personal_roles")


def speaker(doc: AnnotatedText, link: Link) -> Speaker | None:
    """The speaker of a link: the name, the role and affiliation, how likely each is right; None for nobody.

    Example: for the surname "Quill" the speaker is called "Ida Quill", a "spokeswoman" where the text says so anywhere.
    Not: "Quill".
    """
    if link.referent is None:
        return None
    called = _called(doc, link.referent)
    other = None if link.runner_up is None else speaker_name(doc, link.runner_up)
    found = replace(called, confidence=link.confidence, reason=link.reason, runner_up=other)
    if link.referent.entity is not None:
        found = _with_post(found, doc.post_of(link.referent.entity))
    elif link.referent.source is not None:
        found = _with_phrase_post(doc, found, link.referent.source)
    return _with_state(doc, found, link.referent.entity)


def speaker_name(doc: AnnotatedText, referent: Referent) -> str:
    """What a speaker is called: the fullest name of an entity, or the phrase that describes one never named."""
    return _called(doc, referent).name


def _called(doc: AnnotatedText, referent: Referent) -> Speaker:
    """The speaker by name and kind, without role and affiliation."""
    entity, source = referent.entity, referent.source
    if entity is not None:
        name, kind = entity.name, ActorKind.PERSON
        if entity.kind is not EntityKind.PERSON:
            name, kind = name[4:] if name.lower().startswith("the ") else name, actor_kind(entity)
        return Speaker(name, kind, entity.span)
    if source is None:
        return Speaker("", referent.kind)
    span = full_phrase(doc.text, source.span)
    words = tokens_in(doc.tokens, span)
    owner = _owner(doc, words)
    if owner is not None:
        return Speaker(f"{owner.name}'s {Span(words[1].start, span.end).of(doc.text)}", referent.kind, span)
    return Speaker(_phrase_name(doc, span, words), referent.kind, span)


def _owner(doc: AnnotatedText, words: list[Token]) -> Entity | None:
    """Whom the possessive pronoun means that a description begins with: "his lawyers"."""
    if len(words) < 2 or words[0].lower not in THIRD_POSSESSIVES:
        return None
    referent = antecedent(doc, SpeakerHistory(), words[0].lower, words[0].start)
    return None if referent is None else referent.entity


def _with_phrase_post(doc: AnnotatedText, found: Speaker, source: SourcePhrase) -> Speaker:
    """A speaker that the text never names with what the phrase tells: "a spokesman for the port"."""
    words = tokens_in(doc.tokens, found.mention) if found.mention is not None else []
    if doc.posts is None or source.head == "and" or not words or found.mention is None:
        return found
    post = doc.posts.phrase_post(found.mention, "group" if found.kind is ActorKind.ORGANIZATION else str(found.kind))
    owner = _owner(doc, words)
    if owner is not None and source.head in _SERVING_ONE and post.affiliation is None:
        post = replace(post, affiliation=owner.name, affiliation_confidence=post.role_confidence)
    if post.role and words[0].initial and post.role.startswith(words[0].word):
        post = replace(post, role=post.role[:1].lower() + post.role[1:])
    return _with_post(found, post)


def _with_post(found: Speaker, post: Post) -> Speaker:
    """The speaker with a role and affiliation, each as sure as it is told and as the speaker is the right one."""
    return replace(
        found,
        role=post.role,
        affiliation=post.affiliation,
        role_confidence=post.role_confidence * found.confidence,
        affiliation_confidence=post.affiliation_confidence * found.confidence,
        evidence=post.evidence,
    )


def _with_state(doc: AnnotatedText, found: Speaker, entity: Entity | None) -> Speaker:
    """A body of which nothing else tells whose it is, with the country whose organ its name says it is.

    Or the words right before its name: "Norland's Foreign Ministry".
    """
    if found.kind is not ActorKind.ORGANIZATION or found.mention is None:
        return found
    other = None if found.affiliation == found.name.removeprefix("the ") else found.affiliation
    if other is not None:
        return found
    places = (found.mention, *(() if entity is None else entity.mentions))
    named = ((state_of(found.name), found.mention), *((_owning_state(doc, place), place) for place in places))
    state, place = next((item for item in named if item[0] is not None), (None, found.mention))
    if state is None:
        return replace(found, affiliation=None, affiliation_confidence=0.0)
    evidence = (*found.evidence, place)
    return replace(found, affiliation=state, affiliation_confidence=STATE_ORGAN * found.confidence, evidence=evidence)


def _owning_state(doc: AnnotatedText, place: Span) -> str | None:
    """The country whose organ a name is by the one or two capitalised words in front of it, or None."""
    line = doc.text[max(0, place.start - _BEFORE_NAME) : place.start].rpartition("\n")[2]
    if not line.endswith(" "):
        return None
    words, name = line.split()[-2:], place.of(doc.text)
    leads = (words[at:] for at in range(len(words)) if words[at][:1].isupper())
    return next((state for lead in leads if (state := state_of(" ".join([*lead, name])))), None)


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
