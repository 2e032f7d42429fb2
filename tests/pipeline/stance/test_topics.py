"""Topics: noun phrases and clauses, by the classes of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.english.word_classes import WordClass
from attrib.pipeline.stance.topics import names_people, topics
from attrib.text.tokens import tokens
from tests.pipeline.word_lists import word_class


def found(text: str, *names: str) -> list[str]:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    words = tokens(text, [0])
    return [span.of(text) for span in topics(words, [word_class(word.word) for word in words], spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he supports the assault weapons ban", ["assault weapons ban"]),
        ("they would scrap student fees", ["scrap student fees", "student fees"]),
        ("he will never accept military action against Iraq", ["accept military action against Iraq",
                                                               "military action against Iraq"]),
        ("she wants the end of the peace talks", ["end of the peace talks", "peace talks"]),
        ("lifting the embargo was wrong", ["lifting the embargo", "embargo"]),
        ("the plans to lift the embargo", ["plans to lift the embargo", "lift the embargo", "embargo"]),
        ("he would raise taxes", ["raise taxes", "taxes"]),
        ("for the elderly", ["elderly"]),
        ("he said it", []),
        ("", []),
    ],
)  # fmt: skip
def test_topics_are_noun_phrases_and_clauses(text: str, expected: list[str]) -> None:
    assert found(text, *(["Iraq"] if "Iraq" in text else [])) == expected


def test_a_name_alone_is_no_topic() -> None:
    assert found("by Pakistan", "Pakistan") == []
    assert found("against the Xstrata bid", "Xstrata") == ["Xstrata bid"]


def test_an_owner_belongs_to_what_is_owned() -> None:
    assert found("against Ann Lee's proposals", "Ann Lee") == ["Ann Lee's proposals"]


def test_roles_and_empty_words_are_no_topics() -> None:
    assert found("by the prime minister") == []
    assert found("after a time") == []


def test_a_topic_ends_after_nine_words() -> None:
    text = "a ban of a ban of a ban of a ban of a ban"
    assert all(len(topic.split()) <= 9 for topic in found(text))
    assert len(found(text)) == 5


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("by the new prime minister", (), []),
        ("by the minister", (), []),
        ("by minister", (), ["minister"]),  # without an article it may be a thing's name
        ("on ministers and the minister", (), ["ministers"]),
        ("on 40 days", (), []),
        ("on 40 raids", (), ["40 raids"]),
        ("on time", (), []),
        ("on a ban today", (), ["ban today"]),
        ("on time of war", (), ["time of war", "war"]),  # what is joined tells
        ("on not wrong plans", (), ["wrong plans"]),  # an adverb before is left out
        ("a ban after the raids", (), ["ban", "raids"]),  # not every preposition joins
        ("a ban against the raids", (), ["ban against the raids", "raids"]),
        ("Ann Lee and Bob", ("Ann Lee", "Bob"), []),
        ("Ann Lee bid and Bob", ("Ann Lee", "Bob"), ["Ann Lee bid"]),
        ("a ban of the a ban of the a ban of raids", (), ["ban", "ban", "ban of raids", "raids"]),
        ("tax of tax of tax of tax of tax", (), ["tax of tax of tax of tax of tax", "tax of tax of tax of tax",
                                                 "tax of tax of tax", "tax of tax", "tax"]),
        ("big tax of tax of tax of tax of tax", (), ["big tax of tax of tax of tax", "tax of tax of tax of tax",
                                                     "tax of tax of tax", "tax of tax", "tax"]),
        ("he would lift taxes on the big new military weapons of the new weapons", (),
         ["lift taxes on the big new military weapons", "taxes on the big new military weapons",
          "big new military weapons of the new weapons", "new weapons"]),
    ],
)  # fmt: skip
def test_what_a_phrase_may_be(text: str, names: tuple[str, ...], expected: list[str]) -> None:
    assert found(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "people"), [("angry voters", True), ("prime minister", True), ("voters ban", False), ("the ban", False)]
)
def test_phrases_that_end_in_people(text: str, people: bool) -> None:
    assert names_people(tokens(text, [0])) is people


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ban", "the", "of", "to", "'s", "Ann", "raise", "big", "not", ","]),
            st.sampled_from(list(WordClass)),
        ),
        max_size=25,
    ),
    st.integers(0, 60),
    st.integers(0, 20),
)
def test_any_words_give_spans_inside_them(given: list[tuple[str, WordClass]], start: int, length: int) -> None:
    text = " ".join(word for word, _ in given)
    words = tokens(text, [0])
    classes = [given[text[: word.start].count(" ")][1] for word in words]
    for span in topics(words, classes, [Span(start, start + length)]):
        assert 0 <= span.start < span.end <= len(text)
        assert span.start in {word.start for word in words}
