"""Transcripts told from other paragraphs that begin with words and a colon."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.text.transcripts import turns, verbatim

DEBATE = """Kaine and Pence met on Tuesday.

MODERATOR: Governor, will you answer the question that was put to you?

GOV. MIKE PENCE (R-Ind.): I will. Let me say what we are for.

MODERATOR: You have two minutes for that.

(APPLAUSE)

PENCE: Two minutes are more than enough for me.

The debate went on for an hour."""

INTERVIEW = """She spoke to us on Monday.
Q: When did you hear of it?
A: In May, from the newspapers.
I was at home then.
Q. And what did you do?
A. I rang him up at once, of course.
The book comes out in June."""


def read(text: str) -> list[tuple[str, list[str]]]:
    return [(turn.label.of(text), [words.of(text) for words in turn.words]) for turn in turns(text)]


def test_a_debate() -> None:
    assert read(DEBATE) == [
        ("MODERATOR", ["Governor, will you answer the question that was put to you?"]),
        ("GOV. MIKE PENCE", ["I will. Let me say what we are for."]),
        ("MODERATOR", ["You have two minutes for that."]),
        ("PENCE", ["Two minutes are more than enough for me."]),
    ]
    assert [turn.colon and turn.colon.of(DEBATE) for turn in turns(DEBATE)] == [":"] * 4


def test_an_interview_whose_answers_go_on() -> None:
    assert read(INTERVIEW) == [
        ("Q", ["When did you hear of it?"]),
        ("A", ["In May, from the newspapers.", "I was at home then."]),
        ("Q", ["And what did you do?"]),
        ("A", ["I rang him up at once, of course."]),
    ]
    assert [turn.colon is None for turn in turns(INTERVIEW)] == [False, False, True, True]


def test_the_questions_of_the_white_house() -> None:
    text = "MR. EARNEST: Good to see you all here today.\nQ   Thank you, Josh. What now?\nMR. EARNEST: We will see."
    assert [label for label, _ in read(text)] == ["MR. EARNEST", "Q", "MR. EARNEST"]


def test_a_name_that_the_text_has_in_full_and_one_beside_it() -> None:
    text = (
        "Chris Matthews asked them.\n\nMatthews: Is that any good for people?\n\nAna Lopez: No, it is no good at all."
        "\n\nMatthews: Then what should we do?\n\nÉlodie: Nothing that I know of."
    )
    assert [label for label, _ in read(text)] == ["Matthews", "Ana Lopez", "Matthews", "Élodie"]


def test_a_short_piece_of_a_transcript_does_not_take_the_story_for_speech() -> None:
    text = DEBATE.replace("(APPLAUSE)", "Nobody in the hall believed that.")
    assert [len(words) for _, words in read(text)] == [1, 1, 1, 1]


def test_in_a_long_one_paragraphs_go_on_but_not_where_they_speak_of_the_speaker() -> None:
    talk = "ANN LEE: What do you say to that?\n\nBEN COX: Nothing at all, I am afraid.\n\n"
    text = (
        talk * 3 + "ANN LEE: One more thing before we go.\n\nIt is small.\n\nLee smiled.\n\nBEN COX: Then ask it now.\n"
    )
    assert read(text)[-2:] == [
        ("ANN LEE", ["One more thing before we go.", "It is small."]),
        ("BEN COX", ["Then ask it now."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hillary Clinton: 1,769.\n\nBernie Sanders: 1,501.\n\nHillary Clinton: 547.\n\nBernie Sanders: 46.",
        "Poll: Most want it now.\n\nRead: What the poll says.\n\nPoll: Most do not want it.\n\nRead: Why that is so.",
        "Limbaugh continued: “They are demanding this.”\n\nHe said: “No to it.”\n\nLimbaugh continued: “They do it.”",
        "TRUMP: “Nobody knew that it was so hard.”\n\nTHE FACTS: Everybody knew it.\n\nTRUMP: “It is all very easy.”",
        "Pros: It is light to carry.\n\nCons: It breaks.\n\nPros: It is cheap to buy.\n\nCons: It breaks again.",
        "ANN LEE: What do you say?\n\nBEN COX: Nothing.",
        "ANN LEE: I have it here with me.\n\nANN LEE: I have it still.\n\nANN LEE: And now it is gone.",
        "Q: Who may vote in it?\n\nA: Any citizen of the state.\n\nQ: When is it held?\n\nA: On a Tuesday in May.",
        "Ohio: The count goes on there.\n\nIowa: It is over.\n\nOhio: The count goes on.\n\nIowa: It is all over.",
    ],
)
def test_what_is_no_conversation(text: str) -> None:
    assert turns(text) == ()


def test_a_headline_is_no_turn() -> None:
    text = "Fallin: This Is A Headline\n\nShe spoke on television.\n\n" + DEBATE.split("\n\n", 1)[1]
    assert read(text)[0][0] == "MODERATOR"


def test_own_words_stand_in_marks_and_in_turns() -> None:
    text = DEBATE.replace("Let me say", "“Let me” say").replace("an hour", "“an hour”")
    inner, outer = text.index("“Let me”"), text.index("“an hour”")
    words = verbatim((Span(inner, inner + 8), Span(outer, outer + 9)), turns(text))
    assert [span.of(text) for span in words][1] == "I will. “Let me” say what we are for."
    assert words[-1] == Span(outer, outer + 9)
    assert len(words) == 5


@pytest.mark.linear
@pytest.mark.parametrize("piece", ["A", "A.", "Aa ", "A(b", "Smith: I say so.\n", "ANN LEE: I do.\nBO COX: I too.\n"])
def test_long_texts_take_no_longer_than_their_length(piece: str) -> None:
    started = process_time()
    turns("A Lee: " + piece * (400_000 // len(piece)) + ": x")
    assert process_time() - started < 5


@given(st.text("AQ:. \n\tBa(b)é\r", max_size=200) | st.lists(st.sampled_from(DEBATE.split("\n"))).map("\n".join))
def test_turns_of_any_text_are_in_order_and_hold_words(text: str) -> None:
    found = turns(text)
    for turn in found:
        assert turn.label.start < turn.label.end <= turn.words[0].start
        assert turn.colon is None or text[turn.colon.start : turn.colon.end] == ":"
        assert all(words.of(text).strip() for words in turn.words)
        assert all(one.end <= other.start for one, other in pairwise(turn.words))
    assert all(one.whole.end <= other.label.start for one, other in pairwise(found))
