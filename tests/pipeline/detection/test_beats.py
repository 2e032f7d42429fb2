"""Who acts right before a quotation that nothing attributes, and sentences before one that show nobody."""

import pytest

from attrib.data import Span, Statement, StatementType
from attrib.pipeline.detection.beats import CONFIDENCE, with_beats
from attrib.pipeline.detection.layout import read_layout
from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Ada Blunt shook her head. "The road stays shut."', ("", "Ada Blunt")),
        ('His deputy, Sol Arango, laughed. "The road stays shut."', ("", "His deputy")),
    ],
)
def test_who_acts_before_a_quotation_that_detection_passed_over(text: str, found: tuple[str, str]) -> None:
    [(_, *parts)] = read(text)
    assert tuple(parts) == found


@pytest.mark.parametrize(
    "text",
    ['The road was closed by Otto Grim. "Shut now."', 'Rain fell. "Shut now."'],  # a passive; a word that is no name
)
def test_where_nobody_acts_before_a_quotation(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('Ada Blunt left. "Shut now."', "Ada Blunt"),
        ('Ada Blunt left.\n\n"Shut now."', None),  # another paragraph
        ('Ada Blunt left? "Shut now."', None),
        ('Ada Blunt left. Rain fell. "Shut now."', None),  # not the sentence before
        ('Ada Blunt left. "Shut now"', None),  # no whole sentence
        ('Ada Blunt left. "Shut now."), they read.', None),
        ('Ada Blunt saw "rain" fall. "Shut now."', None),  # words of others stand in the sentence
        ('Otto Grim was removed. "Shut now."', None),  # in a passive nobody acts
        ('Otto Grim was glad. "Shut now."', "Otto Grim"),
        ('Rain fell. "Shut now."', None),  # a word that is a name nowhere else
        ('They met Rain. Rain fell. "Shut now."', "Rain"),
        ('She left. "Shut now."', "She"),
        ('The young diver Rita Munn left. "Shut now."', "The young diver Rita Munn"),
        ('The road opened for Otto Grim on Monday. "Shut now."', None),  # a clause, no phrase
        ('The talks in Otto Grim Hall went on. "Shut now."', None),
    ],
)
def test_sentences_before_a_quotation(text: str, source: str | None) -> None:
    layout = read_layout(text)
    sources = [item.source[0].of(text) for item in with_beats(layout, []) if item.content == layout.quotations[-1:]]
    assert sources == ([] if source is None else [source])


SHUT = 'Ada Blunt left. "Shut now."'


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        (said(SHUT, '"Shut now."'), ["Ada Blunt"]),
        (said(SHUT, '"Shut now."', "left"), [""]),  # it has a cue
        (said(SHUT, "Shut now"), [""]),  # held already, and no quotation itself
        (said(SHUT, "left", "Ada", "Blunt"), ["Blunt"]),  # somebody speaks in the sentence
    ],
)
def test_what_detection_saw_keeps_its_parts(given: Statement, sources: list[str]) -> None:
    found = with_beats(read_layout(SHUT), [given])
    assert ["".join(span.of(SHUT) for span in item.source) for item in found] == sources


def test_a_quotation_of_its_own_is_direct_and_half_sure() -> None:
    quotation = (Span(16, 27),)
    expected = Statement(StatementType.DIRECT, quotation, (), (Span(0, 9),), CONFIDENCE)
    assert with_beats(read_layout(SHUT), []) == [expected]
    assert CONFIDENCE == 0.5
