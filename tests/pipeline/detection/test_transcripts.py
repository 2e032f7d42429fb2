"""Statements against the turns of a transcript, and who speaks in them."""

import pytest

from attrib.data import Document, Reason, Span, Statement, StatementType
from attrib.pipeline.detection.transcripts import add_transcript_turns
from attrib.pipeline.speakers.resolver import resolve

TEXT = """Jake Tapper asked the governor of that state, Mary Fallin, about what had happened.

TAPPER: Your own aide says that you were told in May. Were you?

FALLIN: I was not told. He says many things, I think, and Donald Trump said that it was all over.

TAPPER: Thank you for your time.

We will be back."""


def span(piece: str) -> Span:
    return Span(TEXT.index(piece), TEXT.index(piece) + len(piece))


def statement(content: str, cue: str = "", source: str = "") -> Statement:
    content_span, cue_span, source_span = ((span(part),) if part else () for part in (content, cue, source))
    return Statement(StatementType.INDIRECT, content_span, cue_span, source_span, 0.8)


def test_each_turn_is_a_statement_of_its_label() -> None:
    found = add_transcript_turns(TEXT, [])
    assert [(item.quote(TEXT)[:8], item.source[0].of(TEXT)) for item in found] == [
        ("Your own", "TAPPER"),
        ("I was no", "FALLIN"),
        ("Thank yo", "TAPPER"),
    ]
    assert {item.cue[0].of(TEXT) for item in found} == {":"}
    assert {item.type for item in found} == {StatementType.DIRECT}


def test_what_another_says_within_a_turn_stays() -> None:
    aide = statement("that you were told in May", "says", "Your own aide")
    trump = statement("that it was all over", "said", "Donald Trump")
    found = add_transcript_turns(TEXT, [trump, aide])
    assert [item for item in found if item.confidence == 0.8] == [aide, trump]
    assert [item.start for item in found] == sorted(item.start for item in found)


@pytest.mark.parametrize(
    "given",
    [
        statement("many things", "think", "I"),
        statement("many things", "says", "He"),
        statement("I was not told.", ":", "FALLIN"),
        statement("Thank you for your time."),
        statement("that it was all over", "asked", "Jake Tapper"),
        statement("many things", "says"),
    ],
)
def test_the_speakers_own_words_are_not_told_twice(given: Statement) -> None:
    assert add_transcript_turns(TEXT, [given]) == add_transcript_turns(TEXT, [])


def test_what_detection_gives_to_a_label_behind_its_turn_is_the_turns() -> None:
    [*_, last] = add_transcript_turns(TEXT, [statement("We will be back.", ":", "TAPPER")])
    # The nearest label of that name in the text is the first one's; the paragraph stands behind its turn.
    assert last.source == (Span(TEXT.rindex("TAPPER"), TEXT.rindex("TAPPER") + 6),)
    first = add_transcript_turns(TEXT, [statement("We will be back.", ":", "TAPPER")])[0]
    assert first.quote(TEXT) == "Your own aide says that you were told in May. Were you? […] We will be back."


def test_elsewhere_nothing_changes() -> None:
    outside = statement("about what had happened", "asked", "Jake Tapper")
    assert add_transcript_turns(TEXT, [outside])[0] == outside
    plain = TEXT.replace(":", ";")
    assert add_transcript_turns(plain, [outside]) == (outside,)


def test_turns_are_given_to_people_by_their_full_names() -> None:
    given = add_transcript_turns(TEXT, [statement("that it was all over", "said", "Donald Trump")])
    found = resolve(Document(TEXT), given, ()).statements
    assert [item.speaker.name if item.speaker else None for item in found] == [
        "Jake Tapper",
        "Mary Fallin",
        "Donald Trump",
        "Jake Tapper",
    ]
    assert [item.type for item in found] == [
        StatementType.DIRECT,
        StatementType.DIRECT,
        StatementType.INDIRECT,
        StatementType.DIRECT,
    ]


INTERVIEW = """{before}

Q: When did you hear of it?

A: In May, from the newspapers.

Q: And what did you do then?

A: I rang up Tom Baker at once."""


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Ann Lee met Tom Baker. Here Lee speaks of that.", "Ann Lee"),
        ("Ann Lee met Tom Baker.", None),
        ("They met.", None),
    ],
)
def test_answers_are_of_whom_the_text_tells_most_before(before: str, name: str | None) -> None:
    text = INTERVIEW.format(before=before)
    found = resolve(Document(text), add_transcript_turns(text, []), ()).statements
    assert [item.speaker.name if item.speaker else None for item in found] == [None, name, None, name]
    assert [item.silence for item in found][::2] == [Reason.NO_ANTECEDENT] * 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (statement("that it was all over", "said", "Donald Trump"), True),
        (statement("that it was all over", "", "Donald Trump"), False),  # without a cue
        (statement("that it was all over", "said", ""), False),
        (statement("He says many things", "says", "He"), False),
        (statement("He says many things", "says", "FALLIN"), False),  # the label is outside the words
        (statement("that it was all over", "said", "Mary Fallin"), False),  # a part before the turn
        (statement("We will be back.", "asked", "Jake Tapper"), False),  # parts on both sides of the turns
        (statement("about what had happened", "asked", "Jake Tapper"), True),
        (statement("We will be back."), True),
    ],
)
def test_which_statements_stay_beside_the_turns(given: Statement, kept: bool) -> None:
    found = add_transcript_turns(TEXT, [given])
    assert (given in found) is kept
    assert [item.confidence for item in found if item != given] == [0.9] * 3


@pytest.mark.parametrize(
    ("source", "content", "turn"),
    [
        ("FALLIN", "We will be back.", 1),
        ("FALLIN", "about what had happened", None),  # before its turn
        ("FALLIN", "Thank you for your time.", None),  # in another's turn
        ("Jake Tapper", "We will be back.", None),  # no label
    ],
)
def test_what_stands_behind_a_turn_is_the_turns_by_its_label(source: str, content: str, turn: int | None) -> None:
    found = [item for item in add_transcript_turns(TEXT, [statement(content, ":", source)]) if item.confidence == 0.9]
    more = [number for number, item in enumerate(found) if len(item.content) > 1]
    assert more == ([] if turn is None else [turn])


def test_a_label_without_a_colon_is_no_cue() -> None:
    text = INTERVIEW.format(before="They met.").replace("Q:", "Q.").replace("A:", "A.")
    assert [item.cue for item in add_transcript_turns(text, [])] == [()] * 4
