from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ('"It rained." She left.', ['"It rained."', "She left."]),
        ("Mr. Hale met Sen. Ruiz. They spoke.", ["Mr. Hale met Sen. Ruiz.", "They spoke."]),
        ("J. P. Moss of the U.S. Senate agreed.", ["J. P. Moss of the U.S. Senate agreed."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("It rose 3.5 per cent. Why? No idea!", ["It rose 3.5 per cent.", "Why?", "No idea!"]),
        ("A headline\n\nA text.", ["A headline", "A text."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Mr. Hale.", 1),
        ("He met Mx. Hale.", 1),
        ("He met mr. Hale.", 1),
        ("He met them. Hale left.", 2),
        ("He met Mr.. Hale left.", 2),  # two full stops abbreviate nothing
        ("He met Mr! Hale left.", 2),
        (f"He left the U.S. {'(' * 17}The talks failed.", 2),
        (f"He left the U.S. {'(' * 18}The talks failed.", 1),  # too far to be read whole
        ("He left (now). Then he sat.", 2),  # no word stands before the full stop
        ("He met J. Hale.", 1),
        ("He met j. Hale left.", 2),  # an initial is a capital
        ("So did I. Hale left.", 2),  # and "I" is a word
        ("So did J.) Hale left.", 2),  # what closes a bracket ends the sentence
        ("He left the U.S. The talks failed.", 2),
        ("He left the U.S. Talks failed.", 1),  # no word that starts sentences
        ("He works for Acme Inc. It failed.", 2),
        ("He works for Acme Inc. 40 of them.", 1),
        ("He works for Acme Inc. Aaaaaaaaaaaaaaaaaaaaaaaaa", 1),
        ("The vote. In Norland", 2),
        ("the abcdefghijklmr. Hale left.", 2),  # "mr" as the end of a longer word
        ("the 1234567890123-mr. Hale left.", 2),
        ("wait... Then he left", 2),
        ("wait. then he left", 1),
        ('wait. "Then he left"', 2),
        ("wait. (Then he left)", 2),
        ("He sat for No. 10 Downing Street.", 1),
        ("She said no. Then she left.", 2),
        ("She said no. 10 left.", 1),  # a number behind it makes it an abbreviation
        ("He came on Sept. 22. The talks failed.", 2),
        ("He came last Sept. The talks failed.", 2),
        ("He met Tom Beale Jr. The talks failed.", 2),
        ("He met Martin Luther King Jr. Day visitors.", 1),
        ("He met Rear Adm. Nora Castell.", 1),
        ("He met H.R. McMaster.", 1),
        ("He met J.-P. Moss.", 1),
        ("He met C. A. Lee.", 1),  # "A." is an initial, no word that starts sentences
        ("He chose plan B. The talks failed.", 2),
        ("He flew to the U.S. A plane waited.", 2),
        ("It rose 3.5 per cent on 3.4.2021. Then it fell.", 2),
        ("He met Msgr. Moss and Cllr. Hale.", 1),
        ("It is over.„Go“, he said", 1),
        ("It is over.＂Go＂, he said", 2),  # marks of full width bring their own space
        ("It is over. 「Go」, he said", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_unless_it_abbreviates(text: str, count: int) -> None:
    assert len(split(text)) == count


LINE, NEXT, LAST = "a " * 30 + "end", "b" * 9, "\n\nThe last of it."  # the first line has 63 characters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{LINE}\n{NEXT} c{LAST}", 2),
        (f"{LINE}\n{NEXT} c\nThe last of it.", 3),  # no blank line: nothing is wrapped
        (f"{LINE}\n\n{NEXT} c{LAST}", 3),
        (f"{LINE}\n {NEXT} c{LAST}", 3),  # an indented line begins a paragraph
        (f"{LINE}\n{NEXT} c\n{NEXT} d{LAST}", 3),  # a short line was not full
        (f"{'a' * 41}\nb c{LAST}", 2),
        (f"{'a' * 40}\nb c{LAST}", 2),  # forty characters are a line that somebody wrapped
        (f"{'a' * 39}\nb c{LAST}", 3),
        (f"{'a' * 120}\nb c{LAST}", 2),
        (f"{'a' * 121}\nb c{LAST}", 3),  # of 121 it is none
        (f"{'a' * 100}\n{'b' * 75}\nccccccccc d{LAST}", 3),  # 75, a space and 9: no more than 85 of 100
        (f"{'a' * 100}\n{'b' * 75}\ncccccccccc d{LAST}", 2),
    ],
)
def test_full_lines_of_a_wrapped_text_go_on(text: str, count: int) -> None:
    assert len(paragraphs(text)) == count


def test_each_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    text = "A headline\nBy a reporter\r\nThe text."
    assert [span.of(text) for span in paragraphs(text)] == ["A headline", "By a reporter", "The text."]


def test_hard_wrapped_lines_are_joined() -> None:
    first = "The council said on Monday that it would\nbuild forty new homes on the site of the\nold school."
    wrapped = f"{first}\n\nNobody objected."
    assert len(paragraphs(wrapped)) == 2


@settings(deadline=None)
@given(st.text(alphabet="Ab .?!\n\r\t\"'é\u2028", max_size=120))
def test_spans_cover_all_that_is_no_white_space(text: str) -> None:
    for spans in (paragraphs(text), sentences(text)):
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
        assert all(first.end <= second.start for first, second in pairwise(spans))
