"""Who answers in an interview whose turns are labelled "Q" and "A"."""

from collections import Counter

from attrib.data import EntityKind, Span
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.turn_labels import ANSWER, QUESTION


def interviewee(doc: AnnotatedText) -> Entity | None:
    """The person whom the text names most often before the first turn of its interview.

    Example: "Ida Quill runs the port. Q: …". Not: where two persons are named equally often.
    """
    first = next((span.start for span in doc.quoted if doc.is_turn(span)), 0)
    before = doc.entities.within(Span(0, first))
    people = Counter(
        entity
        for mention, entity in before
        if entity.kind is EntityKind.PERSON and mention.of(doc.text) not in (QUESTION, ANSWER)
    )
    ranked = people.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
