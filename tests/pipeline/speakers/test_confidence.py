"""How sure a pronoun's antecedent is: it grows with the lead over the next person, and is told with the reason."""

from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Document, EntityKind, Reason, Span, Speaker
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.confidence import ALONE, ahead_of, lead_confidence
from attrib.pipeline.speakers.history import entity_referent
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import said

SCORES = st.floats(-100, 100)


def person(name: str) -> Entity:
    return Entity(name, EntityKind.PERSON, Span(0, len(name)))


def test_the_lead_is_over_the_next_person_not_over_oneself() -> None:
    moss, hale, quill = person("Peter Moss"), person("Paul Hale"), person("Susan Quill")
    referent = ahead_of(entity_referent(moss), 3.0, {moss: 2.5, hale: 1.0, quill: -2.0})
    assert referent.entity is moss
    assert referent.lead == 2.0


def test_nobody_else_is_the_greatest_lead() -> None:
    moss = person("Peter Moss")
    assert ahead_of(entity_referent(moss), 0.5, {moss: 0.5}).lead == ALONE
    assert ahead_of(entity_referent(moss), -50.0, {}).lead == ALONE


@given(SCORES, st.lists(SCORES, max_size=5))
def test_a_lead_is_within_bounds_and_makes_a_probability(score: float, rivals: list[float]) -> None:
    scores = {person(f"P{at}"): rival for at, rival in enumerate(rivals)}
    lead = ahead_of(entity_referent(person("Peter Moss")), score, scores).lead
    assert lead is not None
    assert 0 <= lead <= ALONE
    assert 0 < lead_confidence(lead) < 1


@given(st.floats(0, ALONE), st.floats(0, ALONE))
def test_the_greater_lead_is_never_less_sure(one: float, other: float) -> None:
    assert (lead_confidence(one) <= lead_confidence(other)) or one > other


def speaker_of(text: str) -> Speaker:
    (found,) = resolve(Document(text), [said(text, "it was late", "said", "He")], ()).statements
    assert found.speaker is not None
    return found.speaker


def test_a_pronoun_is_surer_where_fewer_people_can_be_meant() -> None:
    alone = speaker_of("Peter Moss met reporters. He said it was late.")
    rival = speaker_of("Peter Moss came. Paul Hale left. He said it was late.")
    crowd = speaker_of("Peter Moss met Paul Hale and John Reed met Mark Lane. He said it was late.")
    assert alone.name == "Peter Moss"
    assert {alone.reason, rival.reason, crowd.reason} == {Reason.PRONOUN}
    assert alone.confidence > max(rival.confidence, crowd.confidence)


def test_a_name_is_as_sure_beside_others() -> None:
    text = "Peter Moss met Paul Hale. Moss said it was late."
    (found,) = resolve(Document(text), [said(text, "it was late", "said", ["Moss", "said"][0])], ()).statements
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.reason) == ("Peter Moss", Reason.SURNAME)
    assert found.speaker.confidence > 0.9
