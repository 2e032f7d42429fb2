"""The passes that collect affiliations from whole sentences and sources, each a function from text to text.

The affiliations beside names are found before, by `attrib.pipeline.entities.affiliations`.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from attrib.data import EntityKind, Span
from attrib.english.lexicon import lexicon
from attrib.english.titles import SPOKES
from attrib.pipeline.entities.descriptions import parse_description
from attrib.pipeline.entities.entities import Affiliation, AffiliationRule, Description, Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.attribution import SourcedStatement, after, attribute
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory
from attrib.pipeline.speakers.rules.cataphora import NEXT, find_introductions, opens_text
from attrib.pipeline.speakers.rules.pronouns import body_before, body_of_story
from attrib.pipeline.speakers.rules.role_holders import clash, holder_of, role_gender
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.text.tokens import tokens_in

# Roles that are always held in some body, so that leaving it out means one the reader has in mind.
_OF_A_BODY = lexicon().words("body_roles")
_OPENING = 60  # characters of a sentence within which a name is taken for its subject


def attribute_all(
    doc: AnnotatedText, statements: Sequence[SourcedStatement]
) -> tuple[tuple[Outcome, ...], SpeakerHistory]:
    """The outcome of each statement, given in order of the text, and the history after the last."""
    history, outcomes = SpeakerHistory(), []
    for item in statements:
        outcome = attribute(doc, history, item)
        history = after(doc, history, item, outcome)
        outcomes.append(outcome)
    return tuple(outcomes), history


def with_subjects(doc: AnnotatedText) -> AnnotatedText:
    """Attach the role in a sentence-initial "The … leader" to the person who opens the sentence before.

    Only a role with its body or country, and only to somebody without a role so far. Example: "Charles Kale will speak.
    The Liberal Democrat leader is to …". Not: "Chancellor Ida Quill will speak. The French president is to answer."
    """
    for at in range(1, len(doc.sentences)):
        start = doc.sentences[at].start
        if doc.text.startswith("The ", start) and not doc.is_quoted(start):
            fact = _of_subject(doc, at)
            doc = doc if fact is None else doc.with_affiliations([fact])
    return doc


def _of_subject(doc: AnnotatedText, at: int) -> Affiliation | None:
    """The affiliation that the subject of a sentence gives the person before."""
    source = doc.subject(at)
    if source is None or source.kind is not PhraseKind.ROLE or source.owned or source.head in SPOKES:
        return None
    said = _described(doc, source)
    if said is None or said.organization is None or holder_of(doc, source, said.organization) is not None:
        return None
    person = _subject_before(doc, at, source)
    if person is None or any(clash(said.organization, fact.organization) for fact in doc.affiliations.of(person)):
        return None
    return Affiliation.of(person, said, AffiliationRule.SUBJECT)


def _described(doc: AnnotatedText, source: SourcePhrase) -> Description | None:
    words = tokens_in(doc.tokens, source.phrase)
    return parse_description(doc.text, words, doc.entities) if words else None


def _subject_before(doc: AnnotatedText, at: int, source: SourcePhrase) -> Entity | None:
    """The one person named where the narrated sentence before begins, if no other is named in it before the end."""
    before = next((index for index in range(at - 1, -1, -1) if not doc.is_quoted(doc.sentences[index].start)), None)
    if before is None or doc.narrative_indexes[at] - doc.narrative_indexes[before] > 1:
        return None
    sentence = doc.sentences[before]
    named = [(span, entity) for span, entity in doc.entities.within(sentence) if entity.kind is EntityKind.PERSON]
    if not named or named[0][0].start - sentence.start > _OPENING:
        return None
    gender, (first, person) = role_gender(source.head), named[0]
    if any(entity != person for _, entity in named) or doc.affiliations.of(person):
        return None
    if gender and person.gender and person.gender is not gender:
        return None
    return person if doc.text[first.end : first.end + 2] not in {"'s", "’s"} else None


def with_descriptions(doc: AnnotatedText, statements: Sequence[SourcedStatement]) -> AnnotatedText:
    """Attach the roles in source phrases to whom the phrases refer to, and bodies in mind to roles without one.

    Statements are read in order, each with what those before it say. Example: "Ida Quill scored. The 34-year-old
    striker said …". Not: "A striker said …", who may be anybody.
    """
    history = SpeakerHistory()
    for item in statements:
        outcome = attribute(doc, history, item)
        fact = None if item.source is None else _of_source(doc, history, item.source, outcome)
        doc = doc if fact is None else doc.with_affiliations([fact])
        history = after(doc, history, item, outcome)
    return doc


def _of_source(
    doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase, outcome: Outcome
) -> Affiliation | None:
    """The affiliation that a source and its outcome show."""
    if source.entity is not None:
        return _body_in_mind(doc, history, source.entity)
    entity = outcome.referent.entity if isinstance(outcome, Attributed) else None
    if source.kind is not PhraseKind.ROLE or entity is None:
        return None
    said = _described(doc, source)
    return None if said is None else Affiliation.of(entity, said, AffiliationRule.DESCRIPTION)


def _body_in_mind(doc: AnnotatedText, history: SpeakerHistory, entity: Entity) -> Affiliation | None:
    """The body of "Chairman X": the one named or heard just before, or else the story's."""
    facts = doc.affiliations.of(entity)
    bare = next((fact for fact in facts if _is_bare(fact)), None)
    if bare is None or any(fact.organization for fact in facts):
        return None
    start = bare.span.start
    found = _body_just_before(doc, history, start) or body_of_story(doc, start)
    return None if found is None else Affiliation(entity, None, found[1].name, found[0], AffiliationRule.BODY_IN_MIND)


def _is_bare(said: Affiliation) -> bool:
    """Whether an affiliation is one role word that leaves its body unsaid.

    Example: "Chairman X", "founder X". Not: "Chairman of the port X", nor "Engineer X", which needs no body.
    """
    return said.role is not None and said.organization is None and said.words == {said.role.lower()} & _OF_A_BODY


def _body_just_before(doc: AnnotatedText, history: SpeakerHistory, offset: int) -> tuple[Span, Entity] | None:
    """The body in mind and its place, if it was named or spoke in this sentence or the one before."""
    body = body_before(doc, history, offset)
    if body is None or body.entity is None or not body.entity.sure:
        return None
    index = doc.narrative_index(offset)
    near = [span for span in body.entity.mentions if 0 <= index - doc.narrative_index(span.start) <= 1]
    spoke = any(
        referent == body and index - doc.narrative_index(heard) <= 1 for heard, referent in history.before(offset)
    )
    return (near[-1] if near else body.entity.span, body.entity) if near or spoke else None


def with_cataphora(doc: AnnotatedText, statements: Sequence[SourcedStatement]) -> AnnotatedText:
    """Attach the descriptions that open a text to those who are named after them.

    Example: "A senior engineer has warned …\\n\\nIda Quill said …". Not: "A spokesman said …", who stays unnamed.
    """
    opening = [at for at, item in enumerate(statements) if item.source is not None and opens_text(doc, item.source)]
    if not opening:
        return doc
    outcomes, _ = attribute_all(doc, statements[: opening[-1] + 1 + NEXT])
    introduced = find_introductions(doc, outcomes)
    facts = []
    for item in statements:
        entity = introduced.get(item.source.span) if item.source else None
        said = _described(doc, item.source) if item.source else None
        if entity is not None and entity.kind is EntityKind.PERSON and said is not None:
            facts.append(Affiliation.of(entity, said, AffiliationRule.CATAPHORA))
    return replace(doc.with_affiliations(facts), introduced=MappingProxyType(introduced)) if introduced else doc
