import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import EntityKind, Mention, Span
from attrib.english.capitals import capitalised_names
from attrib.english.mentions import merge_mentions, trim_mention
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens

PERSON, ORGANIZATION, LOCATION, MISC = (
    EntityKind.PERSON,
    EntityKind.ORGANIZATION,
    EntityKind.LOCATION,
    EntityKind.MISC,
)


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


@settings(deadline=None)
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


def test_a_bodys_name_that_the_model_broke_behind_its_adjective_is_whole() -> None:
    text = "that the Islamic Emirate stays"
    whole = Mention(Span(9, 24), MISC, 0.2)
    broken = [Mention(Span(9, 16), MISC, 0.9), Mention(Span(17, 24), ORGANIZATION, 0.3)]
    assert merge_mentions(text, [whole], broken) == [Mention(Span(9, 24), ORGANIZATION, 0.9)]
    person = [broken[0], Mention(Span(17, 24), PERSON, 0.3)]
    assert merge_mentions(text, [whole], person) != [Mention(Span(9, 24), ORGANIZATION, 0.9)]


@pytest.mark.parametrize(
    ("text", "whole", "model", "expected"),
    [
        ("State Ida Quill left.", "State Ida Quill", "Ida Quill", "Ida Quill"),
        ("Ida Quill Read more.", "Ida Quill Read", "Ida Quill", "Ida Quill"),
        ("Mr Ida Quill left.", "Mr Ida Quill", "Ida Quill", "Mr Ida Quill"),
        ("Susan Ida Quill left.", "Susan Ida Quill", "Ida Quill", "Susan Ida Quill"),
        ("Ange-Ida Quill left.", "Ange-Ida Quill", "Ida Quill", "Ange-Ida Quill"),
        ("Orhan Quill left.", "Orhan Quill", "Quill", "Orhan Quill"),
        ("Considering Quill’s plan, Hale left.", "Considering Quill", "Quill", "Quill"),
        ("Erling Quill left.", "Erling Quill", "Quill", "Erling Quill"),
    ],
)
def test_a_sure_model_says_what_is_no_part_of_a_persons_name(text: str, whole: str, model: str, expected: str) -> None:
    def marked(name: str, confidence: float) -> Mention:
        return Mention(Span(text.index(name), text.index(name) + len(name)), PERSON, confidence)

    (sure,) = merge_mentions(text, [marked(whole, 0.5)], [marked(model, 0.95)])
    assert sure.span.of(text) == expected
    (unsure,) = merge_mentions(text, [marked(whole, 0.5)], [marked(model, 0.85)])
    assert unsure.span.of(text) == whole


def test_a_body_broken_behind_its_founders_is_whole() -> None:
    text = "the Ivo & Ida Quill Foundation"
    whole = Mention(Span(4, 30), ORGANIZATION, 0.9)
    broken = [
        Mention(Span(4, 7), PERSON, 0.9),
        Mention(Span(8, 9), ORGANIZATION, 0.4),
        Mention(Span(10, 19), PERSON, 0.7),
        Mention(Span(20, 30), ORGANIZATION, 0.8),
    ]
    assert merge_mentions(text, [whole], broken) == [whole]
    guessed = Mention(whole.span, ORGANIZATION, 0.5)
    assert merge_mentions(text, [guessed], broken) == [mention for mention in broken if mention.span.start != 8]


def test_a_body_broken_behind_its_place_is_whole() -> None:
    text = "The Norwell Harbour Echo wrote it."
    broken = [Mention(Span(4, 11), LOCATION, 0.9), Mention(Span(12, 24), ORGANIZATION, 0.8)]
    assert merge_mentions(text, [Mention(Span(4, 24), PERSON, 0.5)], broken) == [
        Mention(Span(4, 24), ORGANIZATION, 0.9)
    ]
    apart = [Mention(Span(4, 19), ORGANIZATION, 0.9), Mention(Span(20, 24), PERSON, 0.95)]
    assert merge_mentions(text, [Mention(Span(4, 24), ORGANIZATION, 0.5)], apart) == apart


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Province MEC for Finance Ida Quill-Hale said so.", "Finance Ida Quill-Hale", "Ida Quill-Hale"),
        ("the minister of Health Quill said so.", "Health Quill", "Quill"),
        ("the firm of Finance", "Finance", "Finance"),
        ("Young Quill said so.", "Young Quill", "Young Quill"),
    ],
)
def test_the_field_of_an_office_is_no_part_of_its_holder_s_name(text: str, marked: str, expected: str) -> None:
    span = Span(text.index(marked), text.index(marked) + len(marked))
    assert trim_mention(text, Mention(span, PERSON, 0.95)).span.of(text) == expected
