"""Paragraphs of a text with its statements marked."""

from dataclasses import replace

from attrib.data import Span, Stance, StanceLabel
from attrib.data.marked import Mark, Paragraph, Part
from attrib.services.marking import marked_paragraphs, marks_of, other_marks
from tests.writers.records import RECORD, TEXT, span_of

SIDE = Stance("port", "topic", StanceLabel.OPPOSE, 0.8, evidence=span_of("leads"))


def shown(paragraph: Paragraph) -> list[tuple[str, tuple[str, ...], int]]:
    return [(piece.text, tuple(map(str, piece.parts)), piece.depth) for piece in paragraph]


def test_paragraphs_are_verbatim_and_marked() -> None:
    record = replace(RECORD, stances=(SIDE,))
    first, second, third = marked_paragraphs(TEXT, marks_of(7, record))
    assert shown(first) == [("Rain fell.", (), 0)]
    assert shown(second) == [
        ('"We will go,"', ("content",), 1),
        (" ", (), 0),
        ("said", ("cue",), 0),
        (" ", (), 0),
        ("Amina Okoye", ("source",), 0),
        (", who ", (), 0),
        ("leads", ("evidence",), 0),
        (" the union. ", (), 0),
        ('"It is time."', ("content",), 1),
    ]
    assert shown(third) == [("The port stayed shut.", (), 0)]
    for paragraph in (first, second, third):
        for piece in paragraph:
            assert TEXT.startswith(piece.text, piece.start)


def test_a_statement_opens_once() -> None:
    paragraphs = marked_paragraphs(TEXT, marks_of(7, RECORD))
    assert [(piece.text, piece.opens) for each in paragraphs for piece in each if piece.opens] == [
        ('"We will go,"', (7,))
    ]


def test_a_context_counts_from_the_start_of_the_document() -> None:
    (paragraph,) = marked_paragraphs(RECORD.context, marks_of(1, RECORD), RECORD.context_start)
    assert paragraph[0].start == RECORD.context_start
    assert paragraph[0].marks == (Mark(1, Part.CONTENT),)


def test_a_name_outside_the_source_is_marked_and_inside_it_is_not() -> None:
    pronoun = replace(RECORD, source_spans=(span_of("who"),))
    pieces = [piece for each in marked_paragraphs(TEXT, marks_of(1, pronoun)) for piece in each]
    assert {piece.text: piece.parts for piece in pieces}["Amina Okoye"] == (Part.SPEAKER,)
    assert Part.SPEAKER not in {mark.part for _, mark in marks_of(1, RECORD)}


def test_neutral_stances_have_no_evidence_marked() -> None:
    neutral = replace(RECORD, stances=(replace(SIDE, label=StanceLabel.NEUTRAL),))
    assert Part.EVIDENCE not in {mark.part for _, mark in marks_of(1, neutral)}


def test_nested_crossing_and_astral() -> None:
    text = "🦊 said 🐻 would go 🐟 home."
    outer, inner = Span(7, len(text) - 1), Span(9, 18)
    nested = replace(RECORD, content_spans=(inner,), cue_spans=(), source_spans=(), speaker_mention=None)
    whole = replace(RECORD, content_spans=(outer,), cue_spans=(), source_spans=(), speaker_mention=None)
    (paragraph,) = marked_paragraphs(text, (*marks_of(1, whole), *marks_of(2, nested)))
    assert [(piece.text, piece.depth, piece.opens) for piece in paragraph] == [
        ("🦊 said ", 0, ()),
        ("🐻 ", 1, (1,)),
        ("would go ", 2, (2,)),
        ("🐟 home", 1, ()),
        (".", 0, ()),
    ]


def test_a_content_over_paragraphs_is_marked_in_each() -> None:
    text = "One told.\n\nTwo told.\n\nThree told."
    long = replace(RECORD, content_spans=(Span(4, 27),), cue_spans=(), source_spans=(), speaker_mention=None)
    paragraphs = marked_paragraphs(text, marks_of(1, long))
    assert [[piece.text for piece in each if piece.depth] for each in paragraphs] == [
        ["told."],
        ["Two told."],
        ["Three"],
    ]


def test_statements_that_are_not_listed_have_no_number() -> None:
    (_, said, _) = marked_paragraphs(TEXT, other_marks(RECORD))
    assert [(piece.text, piece.parts, piece.depth, piece.opens) for piece in said if piece.marks] == [
        ('"We will go,"', (Part.OTHER,), 0, ()),
        ('"It is time."', (Part.OTHER,), 0, ()),
    ]
