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


def test_a_bodys_name_that_the_model_broke_behind_its_adjective_is_whole() -> None:
    text = "that the Islamic Emirate stays"
    whole = Mention(Span(9, 24), MISC, 0.2)
    broken = [Mention(Span(9, 16), MISC, 0.9), Mention(Span(17, 24), ORGANIZATION, 0.3)]
    assert merge_mentions(text, [whole], broken) == [Mention(Span(9, 24), ORGANIZATION, 0.9)]
    person = [broken[0], Mention(Span(17, 24), PERSON, 0.3)]
    assert merge_mentions(text, [whole], person) != [Mention(Span(9, 24), ORGANIZATION, 0.9)]
