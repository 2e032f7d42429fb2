from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Span
from attrib.store.statements.context import CAP, Paragraphs, context_span


def around(text: str, words: str) -> str:
    start = text.index(words)
    return Paragraphs(text).around(Span(start, start + len(words))).of(text)


def test_blank_lines_part_paragraphs_where_there_are_any() -> None:
    text = "Title\r\n\r\nOne line,\r\nanother “quote” line.\r\n \r\nEnd."
    assert around(text, "“quote”") == "One line,\r\nanother “quote” line."


def test_line_ends_part_paragraphs_where_there_are_no_blank_lines() -> None:
    assert around("Title\nA “quote” here.\nEnd.", "“quote”") == "A “quote” here."


def test_a_statement_over_several_paragraphs_has_them_all() -> None:
    assert around("A.\n\n“One.\n\n“Two.”\n\nB.", "“One.\n\n“Two.”") == "“One.\n\n“Two.”"


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    text = "It rained again. " * 300 + "He said “yes”. " + "It rained again. " * 300
    shown = around(text, "“yes”")
    assert len(shown) <= CAP
    assert len(shown) > CAP - 50
    assert shown.startswith("It rained")
    assert shown.endswith("again.")


def test_a_long_paragraph_without_sentences_is_cut_at_words() -> None:
    text = "word " * 1000 + "“yes” " + "word " * 1000
    shown = around(text, "“yes”")
    assert len(shown) <= CAP
    assert shown.split()[0] == shown.split()[-1] == "word"


def test_one_endless_word_leaves_the_statement() -> None:
    text = "x" * 9000 + "“yes”" + "y" * 9000
    assert around(text, "“yes”") == "“yes”"


def test_room_left_on_one_side_is_used_on_the_other() -> None:
    text = "He said “yes”. " + "It rained again. " * 300
    assert len(around(text, "“yes”")) > CAP - 50


def test_a_statement_longer_than_the_cap_is_whole() -> None:
    words = "“" + "many words " * 400 + "”"
    assert around(f"Before it. {words} After it.", words) == words


def test_a_source_far_away_does_not_widen_the_context() -> None:
    text = "Ann spoke.\n\n" + "Filler.\n\n" * 500 + "“Yes.”"
    content = Span(text.index("“Yes.”"), len(text))
    assert context_span(Paragraphs(text), content, Span(0, len(text))).of(text) == "“Yes.”"
    near = Span(content.start - 9, content.end)
    assert context_span(Paragraphs(text), content, near).of(text) == "Filler.\n\n“Yes.”"


@settings(deadline=None)
@given(st.data())
def test_a_context_always_holds_its_statement(data: st.DataObject) -> None:
    pieces = st.sampled_from(["a", ". ", "\n", "\n\n", "\r\n", " ", "word " * 300, "“", "”"])
    text = "".join(data.draw(st.lists(pieces, min_size=1, max_size=30)))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    context = Paragraphs(text).around(Span(start, end))
    assert 0 <= context.start <= start
    assert end <= context.end <= len(text)
    assert context.end - context.start <= max(CAP, end - start)
