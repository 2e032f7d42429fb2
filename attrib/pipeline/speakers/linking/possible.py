"""What grammar rules out: candidates that a source cannot mean, whatever else speaks for them."""

from collections.abc import Sequence

from attrib.data import EntityKind
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind
from attrib.pipeline.speakers.linking.past import Past
from attrib.pipeline.speakers.linking.places import LinkText

# What a noun for a body, and one for a person's role, cannot mean.
_NEVER = {
    "body": frozenset({EntityKind.PERSON}),
    "role": frozenset({EntityKind.ORGANIZATION, EntityKind.LOCATION}),
}
_OWNED = frozenset({"role", "people"})


def possible(text: LinkText, asked: Asked, seen: Past, options: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that grammar allows; nobody is always among them.

    A pronoun agrees in gender where that is known, "it" is no person, "who" stands behind whom it means in one
    sentence, "I" is the speaker around it, and the owner in "Ms Quill's lawyer" is not the lawyer. "The company" is no
    person and "the minister" no body: so say all of 200 and 360 labelled ones that name neither themselves.
    """
    return tuple(option for option in options if option.referent is None or _fits(text, asked, seen, option))


def _fits(text: LinkText, asked: Asked, seen: Past, option: Candidate) -> bool:
    referent = option.referent
    if referent is None or option.kind is CandidateKind.ITSELF:
        return True
    entity = referent.entity
    gender = entity.gender if entity is not None else referent.gender
    match asked.form:
        case "he" | "she":
            person = entity is None or entity.kind is EntityKind.PERSON or not entity.sure
            return person and (asked.gender is None or gender in (None, asked.gender))
        case "it":
            return gender is None and not (entity is not None and entity.kind is EntityKind.PERSON and entity.sure)
        case "first":
            return asked.place.quoted if not seen.enclosing else option.key in seen.enclosing
        case "who":
            return _before_in_sentence(text, asked, option)
    if entity is None:
        return True
    named = asked.item.source is not None and asked.item.source.entity is not None
    if entity.sure and not named and entity.kind in _NEVER.get(asked.form, ()):
        return False
    return asked.form not in _OWNED or asked.within.get(entity) != "owner"


def _before_in_sentence(text: LinkText, asked: Asked, option: Candidate) -> bool:
    referent = option.referent
    if referent is None:
        return True
    if referent.entity is None:
        spans = [] if referent.source is None else [referent.source.span]
    else:
        spans = [place.span for place in text.places[referent.entity] if place.sentence == asked.place.sentence]
    sentence = text.doc.sentence(asked.place.span.start)
    return any(sentence.start <= span.start and span.end <= asked.place.span.start for span in spans)
