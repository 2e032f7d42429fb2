"""Transcripts told from other paragraphs that begin with words and a colon."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span
from attrib.text.transcripts import Turn, turns, verbatim

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


HANSARD = """Mr HAYES (Kooyong—Leader of the Opposition) (15:10): What does a loaf of bread cost?

Government members interjecting—

The DEPUTY SPEAKER (Ms Rowe): The Leader of the Opposition will be heard.

Mr HAYES: I thank you, and I ask it again.

Ms Ada Blunt (Eastmere South) (Con): It costs what it did."""

HEARING = """IDA QUILL, having been duly sworn, testified as follows:

BY MS. HALE:

Q. Where were you that night?

A. I was at home, asleep.

MR. COX: Objection, Your Honor.

BY MR. COX:

Q. Were you alone there?

A. I was, to my regret."""


def test_labels_with_offices_parties_and_times_in_brackets() -> None:
    assert [label for label, _ in read(HANSARD)] == ["Mr HAYES", "Ms Rowe", "Mr HAYES", "Ms Ada Blunt"]
    assert all(len(words) == 1 for _, words in read(HANSARD))


@pytest.mark.parametrize(
    ("label", "read_as"),
    [
        ("The Minister for Sport (Ada Blunt)", "Ada Blunt"),
        ("The Minister for Sport (Acting)", "The Minister for Sport"),
        ("Hon. Ada Blunt (Minister of Health, Lib.)", "Hon. Ada Blunt"),
        ("Ada Blunt (Deputy Foreign Minister, Republic of Zembla)", "Ada Blunt"),
        ("Šárka Łukasz", "Šárka Łukasz"),
        ("Ada Blunt (A) (B) (C) (D) (E)", None),
    ],
)
def test_whom_a_label_calls(label: str, read_as: str | None) -> None:
    text = f"They met.\n\n{label}: I was there then.\n\nBEN COX: Were you there indeed?\n\n{label}: I was, on Monday."
    assert [name for name, _ in read(text)] == ([read_as, "BEN COX", read_as] if read_as else [])


def test_examiners_and_witnesses_stand_behind_the_letters_of_a_hearing() -> None:
    heard = [(turn.label.of(HEARING), turn.speaker and turn.speaker.of(HEARING)) for turn in turns(HEARING)]
    quill = ("A", "IDA QUILL")
    assert heard == [("Q", "MS. HALE"), quill, ("MR. COX", None), ("Q", "MR. COX"), quill]
    assert [len(words) for _, words in read(HEARING)] == [1] * 5


def test_nobody_stands_behind_the_letters_of_an_interview() -> None:
    assert {turn.speaker for turn in turns(INTERVIEW)} == {None}


def talk(labels: str, words: str = "one two three four", between: int = 0) -> str:
    """Turns whose labels begin with the letters given, each but the last followed by paragraphs without a label."""
    names = {"a": "ANN LEE", "b": "BEN COX", "q": "Q", "x": "A"}
    turns_told = [f"{names[label]}: {words}" for label in labels]
    return "They met.\n\n" + ("\n\n" + "It was late.\n\n" * between).join(turns_told)


LABEL = "ABCDEFGHIJ ABCDEFGHIJ ABCDEFGHIJ ABCDEFGHIJ"  # 43 characters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (talk("aba"), 3),
        (talk("ab"), 0),
        (talk("aaa"), 0),
        (talk("aba", "one two three"), 0),  # fewer than four words a turn
        (talk("aba", "one two three") + " four five six", 3),  # on average
        (talk("aba", "one two three") + " four five", 0),
        (talk("aabba"), 5),  # the speaker changes at half of the steps
        (talk("aabb"), 0),
        (talk("aaabb"), 0),
        (talk("aba", between=3), 3),
        (talk("aba", between=4), 0),
        (talk("qxq", "I say one two", between=8), 3),
        (talk("qxq", "I say one two", between=9), 0),
        (talk("qxqxqx").replace("A: one", "A: I", 1), 6),  # one answer of three says "I"
        (talk("qxqxqxqx").replace("A: one", "A: I", 1), 0),  # one of four
        (talk("qxqxqxqx").replace("A: one", "A: my"), 8),
        (talk("aba").replace("ANN LEE", f"{LABEL} B"), 3),
        (talk("aba").replace("ANN LEE", f"{LABEL} BC"), 0),  # 46 characters are no label
        (talk("aba").replace("ANN LEE", "Ann"), 0),  # a first name that the text has nowhere in full
        (talk("aba").replace("ANN LEE", "Lee") + "\n\nAnn Lee left.", 3),
        (talk("aba").replace("ANN LEE", "Ann Read"), 0),  # a word that calls nobody
        ("ANN LEE: one two three four\n\nIt was late.\n\n" + talk("bab"), 3),  # a headline
        ("It was late.\n\nANN LEE: one two three four\n\n" + talk("bab"), 4),
    ],
)
def test_what_makes_a_conversation(text: str, count: int) -> None:
    assert len(turns(text)) == count


@pytest.mark.parametrize(
    ("labels", "taken"),
    [("abababab", 7), ("abababa", 0), ("qxqx", 3)],  # eight turns behind names, or an interview
)
def test_what_goes_on_between_turns(labels: str, taken: int) -> None:
    found = turns(talk(labels, "I say it now", between=1))
    assert [len(turn.words) for turn in found] == [2] * taken + [1] * (len(labels) - taken)


@pytest.mark.parametrize(("aside", "kept"), [("(LAUGHTER)", 1), ("* * *", 1), ("(LAUGHTER) Yes.", 2), ("[SHOUTS].", 1)])
def test_asides_are_nobodys_words(aside: str, kept: int) -> None:
    text = talk("qxqx", "I say it now").replace("\n\nA:", f"\n\n{aside}\n\nA:", 1)
    assert len(turns(text)[0].words) == kept


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ([(0, 4)], [(0, 4), (10, 20), (30, 40)]),
        ([(8, 11)], [(10, 20), (30, 40)]),
        ([(19, 25)], [(10, 20), (30, 40)]),
        ([(20, 30)], [(10, 20), (20, 30), (30, 40)]),  # between the turns
        ([(12, 14), (40, 44)], [(10, 20), (30, 40), (40, 44)]),
        ([(5, 45)], [(10, 20), (30, 40)]),
    ],
)
def test_a_quotation_that_overlaps_a_turn_is_left_out(
    quoted: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    spoken = [Turn(Span(start - 2, start - 1), None, (Span(start, end),)) for start, end in ((10, 20), (30, 40))]
    assert list(verbatim(tuple(Span(*span) for span in quoted), spoken)) == [Span(*span) for span in expected]


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
