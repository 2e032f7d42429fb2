"""Long texts in pieces: nothing lost, cut where a reader would, offsets of the whole."""

from hypothesis import given
from hypothesis import strategies as st

from attrib.data import EntityKind, Mention, Span, Statement, StatementType
from attrib.pipeline.detection.pieces import moved_mention, moved_statement, split_text


@given(st.text(alphabet="ab \n", max_size=200), st.integers(min_value=2, max_value=30))
def test_pieces_make_up_the_text(text: str, longest: int) -> None:
    pieces = list(split_text(text, longest))
    assert "".join(piece for _, piece in pieces) == text
    assert all(len(piece) <= longest for _, piece in pieces)
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in pieces)
    assert len(pieces) == 1 or all(piece for _, piece in pieces)


def test_a_piece_ends_at_a_paragraph_before_a_line_before_a_word() -> None:
    assert [piece for _, piece in split_text("aaaa bb\n\ncc dd ee", 12)] == ["aaaa bb\n\n", "cc dd ee"]
    assert [piece for _, piece in split_text("aaaa bb\ncc dd ee", 12)] == ["aaaa bb\n", "cc dd ee"]
    assert [piece for _, piece in split_text("aaaa bb cc dd ee", 12)] == ["aaaa bb cc ", "dd ee"]
    assert [piece for _, piece in split_text("aa\n\nbbbb ccccc ddd", 12)] == ["aa\n\nbbbb ", "ccccc ddd"]  # too early
    assert [piece for _, piece in split_text("aaaaaa\nbbbb ccc", 12)] == ["aaaaaa\n", "bbbb ccc"]  # just half-way
    assert [piece for _, piece in split_text("aaaa bb ccccc", 13)] == ["aaaa bb ccccc"]
    assert [piece for _, piece in split_text("a" * 25, 12)] == ["a" * 12, "a" * 12, "a"]


def test_what_is_found_moves_with_its_piece() -> None:
    statement = Statement(StatementType.DIRECT, (Span(0, 2), Span(5, 6)), (Span(3, 4),), (Span(7, 9),))
    moved = moved_statement(statement, 100)
    assert (moved.content, moved.cue, moved.source) == (((100, 102), (105, 106)), ((103, 104),), ((107, 109),))
    assert moved_mention(Mention(Span(1, 2), EntityKind.PERSON), 10) == Mention(Span(11, 12), EntityKind.PERSON)
