import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Span, StatementType
from attrib.text.quotation import quotations, statement_type

MARKED = st.text(alphabet="ab .,\n\"“”„«»‹›'‘’`é＂「」『』〝〞❝❞", max_size=120)


def found(text: str) -> list[str]:
    return [span.of(text) for span in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is over," she said. "Go home."', ['"It is over,"', '"Go home."']),
        ("“It is over,” she said.", ["“It is over,”"]),
        ("„Es ist vorbei“, sagte sie.", ["„Es ist vorbei“"]),
        ("« C'est fini », a-t-elle dit.", ["« C'est fini »"]),
        ("‹C'est fini›, a-t-elle dit.", ["‹C'est fini›"]),
        ("``It is over,'' she said.", ["``It is over,''"]),
        ("''It is over,'' she said.", ["''It is over,''"]),
        ("'It is over,' she said.", ["'It is over,'"]),
        ("‘It’s over, it’s done,’ she said.", ["‘It’s over, it’s done,’"]),
        ('He wrote—"never again"—and left.', ['"never again"']),
        ("»It is over«, she said.", ["»It is over«"]),
        ("›It is over‹, she said.", ["›It is over‹"]),
        ("„It is over”, she said.", ["„It is over”"]),
        ("‟It is over,” she said.", ["‟It is over,”"]),
        ("It rained.＂It is over＂, she said.", ["＂It is over＂"]),
        ("「It is over」, she said.", ["「It is over」"]),
        ("『It is 「over」』, she said.", ["『It is 「over」』"]),
        ("〝It is over〞 or 〝over〟, she said.", ["〝It is over〞", "〝over〟"]),
        ("❝It is over❞, she said.", ["❝It is over❞"]),
        ("It is over」, she said.", []),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_finds_every_style(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights weren't the ministers' concern.",
        "Fans of the '90s and rock 'n' roll don't mind.",
        'The screen is 19" wide.',
        "It’s the unions’ day.",
    ],
)
def test_leaves_apostrophes_and_inches_alone(text: str) -> None:
    assert found(text) == []


def test_a_genitive_plural_does_not_close_a_single_quotation() -> None:
    assert found("'The workers' pay is too low,' she said.") == ["'The workers' pay is too low,'"]


def test_nested_marks_belong_to_the_outer_quotation() -> None:
    assert found("\"He called it 'a disgrace' and left,\" she said.") == ["\"He called it 'a disgrace' and left,\""]
    assert found("“He said “no” to us,” she said.") == ["“He said “no” to us,”"]
    assert found('"He called it a "disaster" and left," she said.') == ['"He called it a "disaster" and left,"']


def test_a_quotation_reopens_inside_a_merged_paragraph() -> None:
    text = '"We lost," he said. "We were poor. "We will train harder."'
    assert found(text) == ['"We lost,"', '"We were poor.', '"We will train harder."']


def test_a_quotation_reopens_with_each_paragraph() -> None:
    text = "“First things first.\n\n“Then the rest.\n\n“Done,” she said. It was late."
    assert found(text) == ["“First things first.", "“Then the rest.", "“Done,”"]


def test_a_quotation_runs_over_a_paragraph_that_does_not_reopen_it() -> None:
    assert found('She said: "First.\n\nThen the rest." It was late.') == ['"First.\n\nThen the rest."']


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert found('She said: "It is over.\n\nNobody else spoke.') == ['"It is over.']


def test_a_stray_closing_mark_is_no_quotation() -> None:
    assert found('It is over." She left.') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«a „b „c e» f", ["«a „b „c e»"]),  # a mark ends one of the three innermost
        ("«a „b „c „d e» f", ["«a „b „c „d e» f"]),
        ("«a e» f» g", ["«a e»"]),
        ('“a x"b c', ['“a x"']),  # a mark between letters ends what stands open
        ('«a x"b" c» d', ['«a x"b" c»']),  # or begins something in it
        ('“a «b x"c» d', ['“a «b x"']),
        ('“a «b ‹c x"d" e› f» g” h', ['“a «b ‹c x"d" e› f» g”']),
        ('He said x"no" and', ['"no"']),
        ('He said "no"x and "yes" b', ['"no"', '"yes"']),
        ("He said (“no”) and", ["“no”"]),
        ('He said —"no"— and', ['"no"']),
        ('5" b "c"', ['"c"']),
        ("a“ no” b", ["“ no”"]),  # a mark of this shape always opens
        ("a »b« c", ["»b«"]),
        ("a »b» c", ["»b»"]),
        ("a ”b” c", ["”b”"]),
        ("a ” b ” c", []),
        ("a »", []),
        ("“a. “b” c", ["“a.", "“b”"]),  # opened again behind a full stop
        ("“a, “b” c", ["“a, “b”"]),
        ("“a.   “b” c", ["“a.", "“b”"]),
        ("“a.    “b” c", ["“a.    “b”"]),  # too far behind it
        ("«a. “b” c» d", ["«a. “b” c»"]),  # marks of another kind stand in it
        ("“a “b” c d\n\nNothing here", ["“a “b”"]),
        ("“a “b” c d\n\n“Nothing here”", ["“a “b” c d", "“Nothing here”"]),
        ("“a b\n\nc d” e", ["“a b\n\nc d”"]),
        ("“a b\n\n‘c’ “d” e", ["“a b", "‘c’", "“d”"]),
        ("“a b\n\nc d\n\ne” f", ["“a b"]),
        ("“a b” c “d\n\nNothing here", ["“a b”", "“d"]),
        ("'a “b” c' “d”", ["'a “b” c'", "“d”"]),
        ("“a 'b' c” 'd'", ["“a 'b' c”", "'d'"]),
    ],
)
def test_marks_in_marks_and_over_paragraphs(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("content", "quoted", "expected"),
    [
        ([(0, 5)], [(0, 5)], StatementType.DIRECT),
        ([(0, 5)], [(5, 9)], StatementType.INDIRECT),
        ([(0, 9)], [(5, 9)], StatementType.MIXED),
        ([(4, 12)], [(0, 5), (5, 9), (9, 12)], StatementType.DIRECT),
        ([(0, 12)], [(0, 5), (9, 12)], StatementType.MIXED),
        ([(2, 4)], [(0, 3), (3, 9)], StatementType.DIRECT),
        ([(6, 9)], [(0, 5)], StatementType.INDIRECT),
        ([(6, 9)], [(0, 5), (9, 12)], StatementType.INDIRECT),
        ([(0, 3), (9, 12)], [(0, 5)], StatementType.MIXED),
        ([(0, 0)], [(0, 5)], StatementType.INDIRECT),
    ],
)
def test_type_by_what_stands_inside(
    content: list[tuple[int, int]], quoted: list[tuple[int, int]], expected: StatementType
) -> None:
    found = statement_type("abcdefghijkl", [Span(*span) for span in content], [Span(*span) for span in quoted])
    assert found is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"it is" and "over"', StatementType.DIRECT),
        ('"it is" yet "over"', StatementType.MIXED),
        ("and or but that", StatementType.INDIRECT),
        ('that "and so"', StatementType.DIRECT),
        ('"..."', StatementType.INDIRECT),
    ],
)
def test_conjunctions_between_quotations_count_for_neither(text: str, expected: StatementType) -> None:
    assert statement_type(text, [Span(0, len(text))], quotations(text)) is expected


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ('"It is over," she said.', (0, 13), StatementType.DIRECT),
        ('She said that "it is over".', (9, 26), StatementType.DIRECT),
        ("She said that it is over.", (9, 24), StatementType.INDIRECT),
        ('She said that it is "over".', (9, 26), StatementType.MIXED),
    ],
)
def test_type(text: str, content: tuple[int, int], expected: StatementType) -> None:
    assert statement_type(text, [Span(*content)], quotations(text)) is expected


def test_type_of_divided_and_empty_content() -> None:
    text = '"We lost," he said, "badly."'
    assert statement_type(text, [Span(0, 10), Span(20, 28)], quotations(text)) is StatementType.DIRECT
    assert statement_type(text, [], quotations(text)) is StatementType.INDIRECT


@settings(deadline=None)
@given(MARKED)
def test_quotations_are_ordered_disjoint_and_inside(text: str) -> None:
    at = 0
    for span in quotations(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="ab cd", min_size=1, max_size=30).filter(lambda words: words.strip() == words))
def test_a_well_formed_quotation_is_found_whole(words: str) -> None:
    for opening, closing in ("“”", "«»", '""', "„“"):
        text = f"She said {opening}{words}{closing} yesterday."
        assert found(text) == [f"{opening}{words}{closing}"]


@pytest.mark.linear
@pytest.mark.parametrize("unit", ['"', "“", "'", "« ", '" ', '."', "\n“a", "''", "a' "])
def test_many_marks_take_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    quotations(text)
    assert time.process_time() - started < 10  # a quadratic walk takes hours
