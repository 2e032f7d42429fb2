"""Speakers that a source describes rather than names: by role, as a body, through a text, or as many."""

from attrib.data import ActorKind, EntityKind, Reason, Span
from attrib.english.nations import COUNTRIES, COUNTRY_OF, party_name
from attrib.english.titles import SEATS, SPOKES
from attrib.pipeline.entities.descriptions import parse_description
from attrib.pipeline.entities.entities import Affiliation, Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, Referent, SpeakerHistory, entity_referent, kind_of
from attrib.pipeline.speakers.rules.exclusions import NONE_EXCLUDED
from attrib.pipeline.speakers.rules.pronouns import antecedent, body_before, person_before
from attrib.pipeline.speakers.rules.role_holders import (
    GENERIC_BODIES,
    body_named,
    body_of,
    clash,
    holder_of,
    is_office,
    role_gender,
)
from attrib.pipeline.speakers.source_phrases import QUANTITIES, SourcePhrase
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_SPEAK_FOR_PARTY = SEATS | SPOKES | {"shadow", "leader", "frontbencher", "chairman"}
_LAWSUITS = word_set("lawsuit suit complaint action")
_SUES = word_set("sue sues sued suing filed")
_SUING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})
_PARTY_REACH = 6  # sentences of narration
_GENITIVES = frozenset({"'s", "’s"})
_AUTHORING = frozenset({"by", "from"})


def role_outcome(
    doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase, others: frozenset[Entity] = NONE_EXCLUDED
) -> Outcome:
    """One person by role: its holder, an unnamed speaker heard before, or the person in mind; else nobody named.

    Who is merely in mind is none of the `others`, whom the statement names.
    """
    offset, owner = source.span.start, _owner(doc, history, source)
    phrase = Span(source.span.start, min(source.span.end, source.span.start + 400))
    said = parse_description(doc.text, tokens_in(doc.tokens, phrase), doc.entities)
    affiliation = said.organization if said else None
    if owner and owner.kind is EntityKind.ORGANIZATION:
        affiliation = owner.name
    holder = None if source.indefinite else holder_of(doc, source, affiliation, owner)
    if holder is not None:
        return _by_role(holder)
    if source.definite and source.head in SPOKES:
        again = next((referent for _, referent in history.before(offset) if _same_role(referent, source)), None)
        if again is not None:
            return Attributed(again, Reason.ROLE)
        of_party = _of_party(doc, history, offset, affiliation)
        if of_party is not None:
            return _by_role(of_party)
    if source.definite and not source.owned:
        referent = person_before(doc, history, offset, role_gender(source.head), exclude=others)
        if referent is not None and referent.entity is not None and _may_be(doc, referent.entity, source, affiliation):
            return _by_role(referent.entity)
    body = body_before(doc, history, offset) if source.head in SPOKES else None
    around = body.entity if body else None
    unnamed = Referent(ActorKind.UNNAMED, None, source, around, owner, role_gender(source.head))
    return Attributed(unnamed, Reason.NOMINAL)


def _of_party(doc: AnnotatedText, history: SpeakerHistory, offset: int, affiliation: str | None) -> Entity | None:
    """The politician who spoke last, where no other party is told: "the Tory spokesman" for a shadow minister."""
    if affiliation is None or party_name(affiliation) is None:
        return None
    for heard, referent in history.before(offset):
        if doc.narrative_index(offset) - doc.narrative_index(heard) > _PARTY_REACH:
            break
        if referent.entity is None or referent.kind is not ActorKind.PERSON:
            continue
        facts = doc.affiliations.of(referent.entity)
        if any(fact.words & _SPEAK_FOR_PARTY for fact in facts):
            return None if any(clash(affiliation, fact.organization) for fact in facts) else referent.entity
    return None


def _may_be(doc: AnnotatedText, entity: Entity, source: SourcePhrase, affiliation: str | None) -> bool:
    """Whether the person in mind may be meant by a description that the text has not given of anybody.

    "The singer" may be anybody; the holder of an office only somebody just named whose post the text has not told.
    """
    facts = doc.affiliations.of(entity)
    if any(clash(affiliation, fact.organization) for fact in facts if _comparable(source, affiliation, fact)):
        return False
    if not is_office(source.head):
        return True
    turn = doc.narrative_index(source.span.start)
    near = any(0 <= turn - doc.narrative_index(span.start) <= 1 for span in entity.mentions if span < source.span)
    return near and source.head not in SPOKES and not any(fact.role for fact in facts)


def _comparable(source: SourcePhrase, affiliation: str | None, fact: Affiliation) -> bool:
    """Whether phrase and post tell bodies of one sort: a seat or nationality does not contradict a party or club."""
    if source.head in COUNTRY_OF:
        return fact.organization in COUNTRIES
    parties = [party_name(name or "") is not None for name in (affiliation, fact.organization)]
    return source.head not in SEATS or parties[0] == parties[1]


def _by_role(entity: Entity) -> Outcome:
    """An entity that a role phrase refers to."""
    return Attributed(entity_referent(entity), Reason.ROLE)


def _same_role(referent: Referent, source: SourcePhrase) -> bool:
    return referent.kind is ActorKind.UNNAMED and referent.source is not None and referent.source.head == source.head


def _owner(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Entity | None:
    """Whom the possessive pronoun that begins the phrase means."""
    first = tokens_in(doc.tokens, source.phrase)[:1]
    referent = antecedent(doc, history, first[0].lower, first[0].start) if first else None
    return referent.entity if referent else None


def body_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """A body by its noun: its owner's, the one whose name has the noun in it, or the one in mind; else itself."""
    if source.owned:
        named = [entity for mention, entity in doc.entities.within(source.phrase) if mention.end < source.phrase.end]
        owner = named[-1] if named else _owner(doc, history, source)
        own = body_of(doc, owner, source.head) if owner is not None else None
        return described_outcome(doc, history, source) if own is None else Attributed(entity_referent(own), Reason.ROLE)
    if source.definite:
        entity = body_named(doc, source)
        if entity is not None:
            return Attributed(entity_referent(entity), Reason.ROLE)
        again = next(
            (referent for _, referent in history.before(source.span.start) if _same_body(referent, source)), None
        )
        if again is not None:
            return Attributed(again, Reason.ROLE)
        referent = body_before(doc, history, source.span.start) if source.head in GENERIC_BODIES else None
        if referent is not None:
            return Attributed(referent, Reason.ROLE)
    return described_outcome(doc, history, source)


def _same_body(referent: Referent, source: SourcePhrase) -> bool:
    """Whether an unnamed body that spoke was called by the same noun: "a group led by X … the group"."""
    return referent.entity is None and referent.source is not None and referent.source.head == source.head


def writing_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """A text that speaks: whoever the phrase, or an earlier one with its noun, says it is of, by or from."""
    author = _author(doc, source.phrase.end) or text_owner(doc, source.phrase)
    if author is None and source.head in _LAWSUITS and source.definite:
        author = plaintiff(doc, source.phrase)
    if author is None and source.definite and not source.owned:
        author = next(filter(None, (_author(doc, at) for at in _earlier(doc, source))), None)
    if author is not None:
        return Attributed(entity_referent(author), Reason.ROLE)
    return described_outcome(doc, history, source)


def plaintiff(doc: AnnotatedText, phrase: Span) -> Entity | None:
    """Who sues: the owner that the phrase names, else the last one named before "is suing", "filed" or the like."""
    owner = [entity for mention, entity in doc.entities.within(phrase) if mention.end < phrase.end]
    if owner:
        return owner[-1] if owner[-1].kind in _SUING else None
    for at in range(doc.sentence_at(phrase.start), -1, -1):
        sentence = doc.sentences[at]
        verb = next((token for token in tokens_in(doc.tokens, sentence) if token.lower in _SUES), None)
        if verb is None or verb.start >= phrase.start:
            continue
        before = [
            entity for _, entity in doc.entities.within(Span(sentence.start, verb.start)) if entity.kind in _SUING
        ]
        if before:
            return before[-1]
    return None


def text_owner(doc: AnnotatedText, phrase: Span) -> Entity | None:
    """Whose text it is: whoever is named in a genitive or, if a body, as one word of it: "X's speech", "Z figures".

    Two names make the text's own: "a Reuters/Ipsos poll".
    """
    named = [(mention, entity) for mention, entity in doc.entities.within(phrase) if mention.end < phrase.end]
    if len(named) != 1 or named[0][0].start < phrase.start or "/" in phrase.of(doc.text):
        return None
    mention, owner = named[0]
    if doc.text[mention.end : mention.end + 2] in _GENITIVES:
        return owner if owner.kind in _SUING else None
    return owner if owner.kind is EntityKind.ORGANIZATION and owner.sure else None


def _author(doc: AnnotatedText, offset: int) -> Entity | None:
    """The body named behind "by" or "from" right after an offset, at most two words between ("compiled by")."""
    following = tokens_in(doc.tokens, Span(offset, offset + 40))[:3]
    by = next((token for token in following if token.lower in _AUTHORING), None)
    if by is None or any(not token.is_word for token in following[: following.index(by)]):
        return None
    for span, entity in doc.entities.within(Span(by.end, by.end + 40)):
        return entity if entity.kind is not EntityKind.PERSON and span.start - by.end < 30 else None
    return None


def _earlier(doc: AnnotatedText, source: SourcePhrase) -> list[int]:
    """Where the noun of the phrase stood before, as offsets of its end; nearest first."""
    words = tokens_in(doc.tokens, Span(max(0, source.span.start - 3000), source.span.start))
    return [token.end for token in reversed(words) if token.lower == source.head]


def people_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """Many at once: for a number alone ("some", "many") the people just heard, else those described."""
    alone = all(token.lower in QUANTITIES for token in tokens_in(doc.tokens, source.span))
    if alone:
        heard = next(iter(history.before(source.span.start)), None)
        if (
            heard
            and heard[1].kind is ActorKind.GROUP
            and doc.narrative_index(source.span.start) - doc.narrative_index(heard[0]) <= 1
        ):
            return Attributed(heard[1], Reason.PRONOUN)
    return described_outcome(doc, history, source)


def described_outcome(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Outcome:
    """Nobody the text names: the phrase itself is the name."""
    kind = kind_of(source, source.phrase.of(doc.text))
    return Attributed(Referent(kind, None, source, None, _owner(doc, history, source)), Reason.NOMINAL)
