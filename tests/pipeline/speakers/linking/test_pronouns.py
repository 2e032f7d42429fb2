"""Third-person pronouns as sources."""

import pytest

from attrib.data import ActorKind, Document, Reason
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import names, said, speakers


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Peter Moss met Susan Hale. He said it was late.", "He", "Peter Moss"),
        ("Peter Moss met Susan Hale. She said it was late.", "She", "Susan Hale"),
        ("Susan Hale arrived. He said it was late.", "He", None),
        ("Norwell Council met. It said it was late.", "It", "Norwell Council"),
        ("Susan Hale arrived. It said it was late.", "It", None),
        ("Paul Hale came. Asked if Peter Moss could stay, he said it was late.", "he", "Paul Hale"),
        ("Paul Hale came. Now Peter Moss could stay, he said it was late.", "he", "Peter Moss"),
    ],
)
def test_a_pronoun_fits_gender_kind_and_sentence(text: str, pronoun: str, expected: str | None) -> None:
    assert names(text, said(text, "it was late", "said", pronoun)) == [expected]


def test_pronouns_follow_subject_gender_and_last_speaker() -> None:
    text = (
        "Susan Hale met Peter Moss on Monday. She said the talks went well. "
        'Mr Moss left early. "It was late," he said.\n\n"Too late," he added.'
    )
    found = names(
        text,
        said(text, "the talks went well", "said", "She"),
        said(text, '"It was late,"', "said", "he"),
        said(text, '"Too late,"', "added", "he"),
    )
    assert found == ["Susan Hale", "Peter Moss", "Peter Moss"]


def test_it_and_they_mean_bodies_and_groups() -> None:
    text = "Norwell Council met late. It said roads would close. Local traders protested. They said trade would suffer."
    found = speakers(
        text, said(text, "roads would close", "said", "It"), said(text, "trade would suffer", "said", "They")
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("Norwell Council", ActorKind.ORGANIZATION),
        ("local traders", ActorKind.GROUP),
    ]


def test_a_pronoun_that_nobody_fits_stays_silent() -> None:
    text = "He said it was over."
    (statement,) = resolve(Document(text), [said(text, "it was over", "said", "He")], ()).statements
    assert (statement.speaker, statement.silence) == (None, Reason.NO_ANTECEDENT)


@pytest.mark.parametrize("source", ["The 23-year-old", "He"])
def test_who_is_named_since_the_last_words_were_spoken_comes_to_mind_first(source: str) -> None:
    text = (
        'Manager Mikel Lee had seen enough. "I feel sick," Lee told reporters. "It is a disgrace."\n\n'
        f"Midfielder Joe Cole also spoke to reporters after the match. {source} said he was delighted."
    )
    statements = [
        said(text, '"I feel sick,"', "told", "Lee"),
        said(text, '"It is a disgrace."'),
        said(text, "he was delighted", "said", source),
    ]
    assert names(text, *statements) == ["Mikel Lee", "Mikel Lee", "Joe Cole"]


def test_he_is_nobody_whom_the_words_after_him_name() -> None:
    text = "Peter Moss met Karl Brandt. Brandt had been late. He said Brandt was never on time."
    assert names(text, said(text, "Brandt was never on time", "said", "He")) == ["Peter Moss"]


def test_names_in_front_of_the_pronoun_may_be_its_own() -> None:
    text = "Karl Brandt met Peter Moss. Brandt's plan would work, he said."
    assert names(text, said(text, "Brandt's plan would work", "said", "he")) == ["Karl Brandt"]
