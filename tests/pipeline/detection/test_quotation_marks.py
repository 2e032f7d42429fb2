"""Statements against quotation marks: long quotations have one each; words without marks and cue have none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span, Statement, StatementType
from attrib.pipeline.detection.quotation_marks import reconcile_with_quotation_marks

QUOTE = '"We saw them coming over the hill, and nobody had told us anything at all."'
TEXT = f'Ann Lee spoke. {QUOTE}\n\nShe left the "so-called" house.'


def statement(*pieces: str, text: str = TEXT) -> Statement:
    content = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Statement(StatementType.INDIRECT, content, (Span(0, 3),), confidence=0.9)


def test_a_long_quotation_without_a_statement_gets_one() -> None:
    [found] = reconcile_with_quotation_marks(TEXT, [])
    assert found.quote(TEXT) == QUOTE
    assert (found.cue, found.source, found.type) == ((), (), StatementType.DIRECT)
    assert 0 < found.confidence < 0.9


def test_it_stands_in_the_order_of_the_text() -> None:
    before, behind = statement("Ann Lee"), statement("She left")
    found = reconcile_with_quotation_marks(TEXT, [behind, before])
    assert [found[0], found[2]] == [before, behind]
    assert found[1].quote(TEXT) == QUOTE


@pytest.mark.parametrize(
    ("pieces", "claimed"),
    [
        ((QUOTE,), 0),
        (("We saw them coming over the hill, and nobody had",), 0),
        (("We saw them coming over", "nobody had told us anything"), 0),
        (("We saw them",), 1),
        (("She left",), 1),
    ],
)
def test_what_some_content_covers_by_half_is_claimed_already(pieces: tuple[str, ...], claimed: int) -> None:
    given_statements = [statement(piece) for piece in pieces]
    assert len(reconcile_with_quotation_marks(TEXT, given_statements)) == len(pieces) + claimed


def test_contents_that_overlap_cover_once() -> None:
    twice = [statement("We saw them coming over the"), statement("We saw them coming over the hill")]
    assert len(reconcile_with_quotation_marks(TEXT, twice)) == 3


def test_short_quotations_are_titles_or_slogans() -> None:
    text = 'They sang "Nine words are what one needs to be short" and left.'
    assert reconcile_with_quotation_marks(text, []) == ()


def test_words_that_neither_cue_nor_marks_attribute_are_no_statement() -> None:
    def without_cue(*pieces: str) -> Statement:
        return replace(statement(*pieces), cue=())

    kept = [statement("She left"), without_cue(QUOTE), without_cue("Ann Lee", QUOTE)]
    assert set(reconcile_with_quotation_marks(TEXT, [*kept, without_cue("She left")])) == set(kept)


@given(st.text("ab \"“”'\n.", max_size=80))
def test_any_text_is_taken(text: str) -> None:
    for item in reconcile_with_quotation_marks(text, []):
        assert 0 <= item.start < item.end <= len(text)


@pytest.mark.parametrize(
    ("words", "claimed"),
    [
        ("one two three four five six seven eight nine ten", True),
        ("one two three four five six seven eight nine", False),
        ("one two three four five six seven eight nine - .", False),  # marks are no words
    ],
)
def test_a_quotation_of_ten_words_is_long(words: str, claimed: bool) -> None:
    found = reconcile_with_quotation_marks(f"“{words}” it read.", [])
    assert [item.confidence for item in found] == ([0.5] if claimed else [])


@pytest.mark.parametrize(
    ("covered", "claimed"),
    [(27, 0), (26, 1), (28, 0), (24, 1)],
)
def test_half_of_a_quotation_in_contents_makes_it_theirs(covered: int, claimed: int) -> None:
    text = f"Ann: “{'a bb ' * 10}cc”."  # 54 characters with its marks
    content = Statement(StatementType.INDIRECT, (Span(5, 5 + covered),), (Span(0, 3),))
    assert len(reconcile_with_quotation_marks(text, [content])) == 1 + claimed


def test_contents_beside_a_quotation_cover_nothing_of_it() -> None:
    text = f"Ann Lee, {QUOTE} she."
    before, behind = (Statement(StatementType.INDIRECT, (span,), (Span(0, 3),)) for span in (Span(0, 9), Span(84, 89)))
    assert text[84:] == " she."
    assert len(reconcile_with_quotation_marks(text, [before, behind])) == 3
    assert len(reconcile_with_quotation_marks(text, [replace(before, content=(Span(0, 60),))])) == 1
