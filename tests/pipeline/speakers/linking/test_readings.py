"""What the linker reads of a text: described phrases, facts of entities, places, and what grammar rules out."""

import pytest

from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.linking.facts import facts_of_entities
from attrib.pipeline.speakers.linking.linker import Question, walk
from attrib.pipeline.speakers.linking.phrases import described_phrases
from attrib.pipeline.speakers.linking.places import link_text
from attrib.pipeline.speakers.sourced import sourced
from tests.pipeline.attributed import body, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It said the tall minister had left.", ["the tall minister"]),
        ("Local traders met. It rained.", ["Local traders"]),
        ("They met minister Ida Quill.", []),  # a name goes on from it
        ("They met Ida Quill, the mayor, there.", []),  # it is in apposition to a name
        ("They met, and the mayor left.", ["the mayor"]),
        ("", []),
    ],
)
def test_described_phrases_have_a_common_noun_for_somebody(text: str, expected: list[str]) -> None:
    assert [phrase.phrase.of(text) for phrase in described_phrases(annotate(text, ()))] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ida Quill, a retired judge, left.", {"retired", "judge"}),
        ("Veteran striker Ida Quill left.", {"veteran", "striker"}),
        ("The striker, Ida Quill, left.", {"striker"}),
        ("Ida Quill is a judge.", {"judge"}),
        ("Ida Quill left. A judge came.", set()),
    ],
)
def test_facts_are_what_stands_beside_a_name(text: str, words: set[str]) -> None:
    [facts] = facts_of_entities(annotate(text, ())).values()
    assert words <= facts.told
    assert bool(facts.told & {"judge", "striker"}) is bool(words)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Ida Quill left early.", "subject"),
        ("They met with Ida Quill.", "preposition"),
        ("Now Ida Quill's dog barked.", "owner"),
        ("In the morning, when nobody looked, Ida Quill left.", "other"),
    ],
)
def test_the_part_that_a_mention_plays(text: str, part: str) -> None:
    (place,) = next(iter(link_text(annotate(text, ())).places.values()))
    assert place.part == part


def people(text: str, source: str) -> set[str]:
    """The named candidates of the statement "it was late"."""
    found: list[Question] = []
    doc = annotate(text, (body(text, "Norwell Council"),) if "Norwell" in text else ())
    statement = said(text, "it was late", "said", source)

    def keep(question: Question) -> None:
        found.append(question)

    walk(link_text(doc), [sourced(doc, statement)], keep)
    referents = [option.referent for option in found[0].options if option.referent is not None]
    return {referent.entity.name for referent in referents if referent.entity is not None}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Susan Hale met Peter Moss. He said it was late.", "He", {"Peter Moss"}),
        ("Susan Hale met Peter Moss. She said it was late.", "She", {"Susan Hale"}),
        ("Mr Moss met Norwell Council. It said it was late.", "It", {"Norwell Council"}),
        ("Susan Hale left. We met Peter Moss there, who said it was late.", "who", {"Peter Moss"}),
        ("Susan Hale left. I said it was late.", "I", set()),
        ("Susan Hale left. Ms Hale's lawyer said it was late.", "Ms Hale's lawyer", set()),
        ("Susan Hale left. Ms Hale's letter said it was late.", "Ms Hale's letter", {"Susan Hale"}),
        ("Susan Hale left. The lawyer said it was late.", "The lawyer", {"Susan Hale"}),
    ],
)
def test_grammar_rules_out_who_cannot_be_meant(text: str, source: str, expected: set[str]) -> None:
    assert people(text, source) == expected
