"""BIO tags to spans and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.nn.attribution.labels import (
    ENTITIES,
    ENTITY_TAGS,
    ROLE_TAGS,
    ROLES,
    TokenSpan,
    allowed_transitions,
    decode_bio,
    encode_bio,
    whole_words,
)


@st.composite
def span_lists(draw: st.DrawFn) -> tuple[list[TokenSpan], int]:
    """Spans in order that do not overlap, and the length of the text they stand in."""
    pieces = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(ROLES)), max_size=8))
    spans, end = [], 0
    for gap, size, label in pieces:
        spans.append(TokenSpan(end + gap, end + gap + size, label))
        end += gap + size
    return spans, end + draw(st.integers(0, 3))


@given(span_lists())
@settings(deadline=None)
def test_spans_survive_the_way_through_tags(case: tuple[list[TokenSpan], int]) -> None:
    spans, length = case
    tags = encode_bio(spans, length, ROLES)
    assert len(tags) == length
    assert decode_bio(tags, ROLES) == spans


@given(st.lists(st.integers(0, len(ROLE_TAGS) - 1), max_size=30))
@settings(deadline=None)
def test_any_tags_give_spans_in_order_over_exactly_the_tagged_tokens(tags: list[int]) -> None:
    spans = decode_bio(tags, ROLES)
    covered = [index for span in spans for index in range(span.start, span.end)]
    assert covered == [index for index, tag in enumerate(tags) if tag]
    for span in spans:
        assert {(tag - 1) // 2 for tag in tags[span.start : span.end]} == {ROLES.index(span.label)}


def test_tag_names() -> None:
    assert ROLE_TAGS == ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
    assert len(ENTITY_TAGS) == 1 + 2 * len(ENTITIES)


def test_neighbouring_spans_of_one_label_stay_two() -> None:
    spans = [TokenSpan(0, 2, "content"), TokenSpan(2, 3, "content")]
    assert decode_bio(encode_bio(spans, 3, ROLES), ROLES) == spans


def test_the_earlier_of_two_overlapping_spans_keeps_its_tokens() -> None:
    assert encode_bio([TokenSpan(1, 3, "cue"), TokenSpan(0, 2, "source")], 4, ROLES) == [0, 3, 4, 0]


def test_an_empty_span_leaves_no_tag() -> None:
    assert encode_bio([TokenSpan(1, 1, "cue")], 3, ROLES) == [0, 0, 0]


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        encode_bio([TokenSpan(0, 1, "verb")], 1, ROLES)


def test_an_inside_tag_without_its_beginning_begins_a_span() -> None:
    inside_source, inside_cue = 2, 4
    assert decode_bio([inside_source, inside_cue, inside_cue], ROLES) == [
        TokenSpan(0, 1, "source"),
        TokenSpan(1, 3, "cue"),
    ]


def test_inside_follows_only_its_own_label() -> None:
    allowed = allowed_transitions(ROLE_TAGS)
    for before, row in zip(ROLE_TAGS, allowed, strict=True):
        for after, shut in zip(ROLE_TAGS, row, strict=True):
            assert shut is (not after.startswith("I-") or before in (f"B-{after[2:]}", after))


@pytest.mark.parametrize(
    ("tags", "pieces", "whole"),
    [
        ([0, 3, 4], [1], [3, 4, 4]),  # the label of half the pieces goes before none
        ([3, 0, 0], [1, 2], [0, 0, 0]),  # but not before most
        ([1, 2, 3], [2], [1, 2, 2]),  # a tie of labels goes to the first, which goes on as it did
        ([1, 0, 2, 0], [3], [1, 0, 2, 2]),
        ([1, 3, 4], [], [1, 3, 4]),
        ([], [], []),
    ],
)
def test_a_word_has_one_label(tags: list[int], pieces: list[int], whole: list[int]) -> None:
    assert whole_words(tags, [at in pieces for at in range(len(tags))]) == whole


@given(st.lists(st.tuples(st.integers(0, len(ROLE_TAGS) - 1), st.booleans()), max_size=12))
@settings(deadline=None)
def test_no_span_begins_or_ends_in_a_word(pairs: list[tuple[int, bool]]) -> None:
    goes_on = [False, *(more for _, more in pairs[1:])]
    for start, end, _ in decode_bio(whole_words([tag for tag, _ in pairs], goes_on), ROLES):
        assert not goes_on[start]
        assert end == len(pairs) or not goes_on[end]
