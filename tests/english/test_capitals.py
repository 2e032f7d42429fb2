import pytest

from attrib.data import EntityKind
from attrib.english.capitals import capitalised_names, title_case
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens

PERSON, ORGANIZATION, LOCATION, MISC = (
    EntityKind.PERSON,
    EntityKind.ORGANIZATION,
    EntityKind.LOCATION,
    EntityKind.MISC,
)


def named(text: str) -> list[tuple[str, EntityKind]]:
    spans = sentences(text)
    found = capitalised_names(text, tokens(text, [span.start for span in spans]), spans)
    return [(mention.span.of(text), mention.kind) for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Mr. Hale in Spain.", [("Mr. Hale", PERSON), ("Spain", LOCATION)]),
        ("We met Home Secretary Susan Hale.", [("Susan Hale", PERSON)]),
        ("We met Labour MP Xaver Quill today.", [("Xaver Quill", PERSON)]),
        ("The Ministry of Food and Farming agreed.", [("Ministry of Food and Farming", ORGANIZATION)]),
        ("Then NPTA and Norwell Council agreed.", [("NPTA", ORGANIZATION), ("Norwell Council", ORGANIZATION)]),
        ("It met French rivals.", [("French", MISC)]),
        ("It met Willem van der Meer, J. P. Quill and Charlie King.",
         [("Willem van der Meer", PERSON), ("J. P. Quill", PERSON), ("Charlie King", PERSON)]),
        ("Police left. The police stayed.", []),
        ("Then the Sonoma Prosecutor General’s Office agreed.", [("Sonoma Prosecutor General’s Office", ORGANIZATION)]),
        ("Then the Ports Prosecutors' Office agreed.", [("Ports Prosecutors' Office", ORGANIZATION)]),
        ("It met Susan Hale's Office.", [("Susan Hale", PERSON), ("Office", ORGANIZATION)]),
        ("Then the Minister of Mines and Energy left.", []),
        ("Then the Center on Budget and Policy agreed.", [("Center on Budget and Policy", ORGANIZATION)]),
        ("It met Hale on Budget talks.", [("Hale", ORGANIZATION), ("Budget", ORGANIZATION)]),
        ("It met J.R. Tasbek here today.", [("J.R. Tasbek", PERSON)]),
        ("It met the U.N. Tasbek here today.", [("U.N. Tasbek", ORGANIZATION)]),
        ("Neither Tasbek nor Hale came here.", [("Tasbek", ORGANIZATION), ("Hale", ORGANIZATION)]),
        ("It met Xaver Tasbek Jr. here today.", [("Xaver Tasbek Jr.", PERSON)]),
        ("It met Secretary of State Susan Hale.", [("Susan Hale", PERSON)]),
        ('It came late and met Robert "Bobby" Quill.', [('Robert "Bobby" Quill', PERSON)]),
        ("It came late and met James (Jim) Quill.", [("James (Jim) Quill", PERSON)]),
        ("It came late and met James (UNO) Quill.",
         [("James", PERSON), ("UNO", ORGANIZATION), ("Quill", ORGANIZATION)]),
        ("Well, I’m here. And I’ve met Susan Hale. They’re in. I'd go.", [("Susan Hale", PERSON)]),
        ("Um, yes. Yeah, we can. Wow.", []),
        ("The Prime Minister left on Monday.", []),
        ("", []),
    ],
)  # fmt: skip
def test_names_and_kinds(text: str, expected: list[tuple[str, EntityKind]]) -> None:
    assert named(text) == expected


def test_headlines_of_capitals_show_only_names_from_elsewhere() -> None:
    text = "Quill Blames Council Over Flooded Streets\n\nThe mayor, Ida Quill, was angry."
    spans = sentences(text)
    assert [span.of(text) for span in title_case(text, tokens(text, [span.start for span in spans]), spans)] == [
        "Quill Blames Council Over Flooded Streets"
    ]
    assert named(text) == [("Quill", PERSON), ("Ida Quill", PERSON)]


def test_a_sentence_of_names_within_a_paragraph_is_no_headline() -> None:
    text = "It rained. Ida Quill met Ann Lee and Susan Hale. They left."
    spans = sentences(text)
    words = tokens(text, [span.start for span in spans])
    assert title_case(text, words, spans) == []
    assert [mention.span.of(text) for mention in capitalised_names(text, words, spans)] == [
        "Ida Quill", "Ann Lee", "Susan Hale",
    ]  # fmt: skip


def test_a_share_of_something_is_no_name() -> None:
    text = "Part of the message was read. Half of the voters left. Much of it was dull."
    assert named(text) == []
