"""A quote is found again in another text by its words and those around it."""

import pytest

from attrib.data import Span
from attrib.text.selectors import find_quote, selector_of

TEXT = "The port shut on Monday. “We will not open it this year,” the mayor said. Nobody else spoke."
QUOTE = "“We will not open it this year,”"


@pytest.mark.parametrize(
    ("today", "exact", "around"),
    [
        (TEXT, True, True),
        ("Advertisement.\n\n" + TEXT.replace(" Nobody", "\n\nNobody"), True, True),
        (TEXT.replace("“", '"').replace("”", '"'), True, True),
        (f"{QUOTE} wrote the council on Tuesday. The port shut on Monday.", True, False),
        (TEXT.replace("will not open", "will never open"), False, False),
    ],
    ids=["same", "other layout", "other marks", "other place", "other words"],
)
def test_a_quote_is_found_or_moved_or_changed(today: str, exact: bool, around: bool) -> None:
    start = TEXT.index(QUOTE)
    place = find_quote(today, selector_of(TEXT, (Span(start, start + len(QUOTE)),)))
    assert place is not None
    assert (place.exact, place.around) == (exact, around)
    assert "this year" in place.span.of(today)


def test_a_quote_in_pieces_is_found_in_order() -> None:
    pieces = [Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("port shut", "mayor said")]
    place = find_quote(TEXT, selector_of(TEXT, tuple(pieces)))
    assert place is not None
    assert place.span == Span(pieces[0].start, pieces[1].end)


@pytest.mark.parametrize("today", ["", "No.", "Rain fell on the hills and the river rose, but nobody was hurt at all."])
def test_a_quote_that_is_gone_is_not_found(today: str) -> None:
    start = TEXT.index(QUOTE)
    assert find_quote(today, selector_of(TEXT, (Span(start, start + len(QUOTE)),))) is None
