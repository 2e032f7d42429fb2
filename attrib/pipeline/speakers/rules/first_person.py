"""Sources that mean whoever speaks around them: "I" and "we", and the letter A of an interview."""

from collections import Counter

from attrib.data import EntityKind, Reason, Span
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.history import Attributed, Outcome, SpeakerHistory, Unattributed, entity_referent


def first_person_outcome(doc: AnnotatedText, history: SpeakerHistory, offset: int) -> Outcome:
    """The speaker of the statement that a pronoun of the first person stands in, or else the last speaker.

    Example: in '"I think it is safe," said Quill' Quill speaks twice. Not: "I asked her", outside all quotations.
    """
    around = history.enclosing(offset)
    if around is None and doc.is_quoted(offset):
        around = history.last(offset)
    return Unattributed(Reason.NO_ANTECEDENT) if around is None else Attributed(around, Reason.FIRST_PERSON)


def interviewee(doc: AnnotatedText, offset: int) -> Outcome:
    """The person whom the text names most often before the interview that begins at an offset.

    Example: "Ida Quill runs the port. Q: …". Not: where two persons are named equally often.
    """
    before = doc.entities.within(Span(0, offset))
    people = Counter(entity for _, entity in before if entity.kind is EntityKind.PERSON)
    ranked = people.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return Unattributed(Reason.NO_ANTECEDENT)
    return Attributed(entity_referent(ranked[0][0]), Reason.FIRST_PERSON)
