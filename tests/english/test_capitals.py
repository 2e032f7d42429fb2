import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import EntityKind, Mention, Span
from attrib.english.capitals import capitalised_names, title_case
from attrib.english.mentions import merge_mentions, trim_mention
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


def test_a_cut_name_is_made_whole() -> None:
    text = "We met Orhan Tasbek."
    whole, cut = Mention(Span(7, 19), PERSON, 0.5), Mention(Span(13, 19), PERSON, 0.9)
    assert merge_mentions(text, [whole], [cut]) == [Mention(Span(7, 19), PERSON, 0.9)]


def test_the_model_knows_kinds_better_except_beside_a_title() -> None:
    text = "Mr Quill met Orhan Tasbek."
    found = [Mention(Span(0, 8), PERSON, 0.9), Mention(Span(13, 25), PERSON, 0.5)]
    given_mentions = [Mention(Span(3, 8), ORGANIZATION), Mention(Span(13, 25), ORGANIZATION)]
    assert [mention.kind for mention in merge_mentions(text, found, given_mentions)] == [PERSON, ORGANIZATION]


def test_impossible_mentions_are_dropped() -> None:
    text = "we met Ida"
    odd = [Mention(Span(0, 2), PERSON), Mention(Span(5, 500), PERSON), Mention(Span(-3, 2), PERSON)]
    assert merge_mentions(text, [], odd) == []
    assert trim_mention(text, Mention(Span(6, 10), PERSON)).span == Span(7, 10)


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet="Ab .,'’\n\"éÉ", max_size=60),
    st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70), st.sampled_from(list(EntityKind))), max_size=6),
)
def test_merged_mentions_are_disjoint_and_inside(text: str, given_spans: list[tuple[int, int, EntityKind]]) -> None:
    spans = sentences(text)
    found = capitalised_names(text, tokens(text, [span.start for span in spans]), spans)
    at = 0
    for mention in merge_mentions(text, found, [Mention(Span(a, b), kind) for a, b, kind in given_spans]):
        assert at <= mention.span.start < mention.span.end <= len(text)
        at = mention.span.end


def test_a_sentence_of_names_within_a_paragraph_is_no_headline() -> None:
    text = "It rained. Ida Quill met Ann Lee and Susan Hale. They left."
    spans = sentences(text)
    words = tokens(text, [span.start for span in spans])
    assert title_case(text, words, spans) == []
    assert [mention.span.of(text) for mention in capitalised_names(text, words, spans)] == [
        "Ida Quill", "Ann Lee", "Susan Hale",
    ]  # fmt: skip


def test_a_bodys_name_that_the_model_broke_behind_its_adjective_is_whole() -> None:
    text = "that the Islamic Emirate stays"
    whole = Mention(Span(9, 24), MISC, 0.2)
    broken = [Mention(Span(9, 16), MISC, 0.9), Mention(Span(17, 24), ORGANIZATION, 0.3)]
    assert merge_mentions(text, [whole], broken) == [Mention(Span(9, 24), ORGANIZATION, 0.9)]
    person = [broken[0], Mention(Span(17, 24), PERSON, 0.3)]
    assert merge_mentions(text, [whole], person) != [Mention(Span(9, 24), ORGANIZATION, 0.9)]
