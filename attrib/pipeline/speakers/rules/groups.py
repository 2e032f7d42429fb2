"""Many speakers at once, and all whom the text never names: the phrase itself is the name."""

from attrib.data import ActorKind, Reason
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, Referent, SpeakerHistory, kind_of
from attrib.pipeline.speakers.rules.pronouns import antecedent
from attrib.pipeline.speakers.source_phrases import QUANTITIES, SourcePhrase
from attrib.text.tokens import tokens_in


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
    return Attributed(Referent(kind, None, source, None, owner_of(doc, history, source)), Reason.NOMINAL)


def owner_of(doc: AnnotatedText, history: SpeakerHistory, source: SourcePhrase) -> Entity | None:
    """Whom the possessive pronoun that begins the phrase means."""
    first = tokens_in(doc.tokens, source.phrase)[:1]
    referent = antecedent(doc, history, first[0].lower, first[0].start) if first else None
    return referent.entity if referent else None
