"""Topics: noun phrases by the small words around them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.pipeline.topics import topics
from attrib.text.tokens import tokens


def found(text: str, *names: str) -> list[str]:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return [span.of(text) for span in topics(tokens(text, [0]), spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he supports the assault weapons ban", ["assault weapons ban"]),
        ("they would scrap student fees", ["student fees"]),
        ("we will never accept military action against Iraq", ["military action against Iraq"]),
        ("it was in the plan for another runway", ["plan"]),
        ("she wants an end to the peace talks", ["end", "peace talks"]),
        ("he said so", []),
        ("", []),
    ],
)
def test_topics_stand_between_small_words(text: str, expected: list[str]) -> None:
    names = ["Iraq"] if "Iraq" in text else []
    assert found(text, *names) == expected


def test_a_name_alone_is_no_topic() -> None:
    assert found("the talks with Pakistan", "Pakistan") == ["talks"]
    assert found("against the Xstrata bid", "Xstrata") == ["Xstrata bid"]


def test_an_owner_is_left_out_of_what_is_owned() -> None:
    assert found("against Ann Lee's proposals for quotas", "Ann Lee") == ["proposals for quotas"]


def test_roles_are_no_topics() -> None:
    assert found("against the prime minister") == []
    assert found("by the finance minister of the day") == []


@given(st.text(alphabet="abcdefg AB's.,;\"£0123\n", max_size=120), st.integers(0, 60), st.integers(0, 20))
def test_any_text_gives_spans_inside_it_in_order(text: str, start: int, length: int) -> None:
    spans = topics(tokens(text, [0]), [Span(start, start + length)])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
