"""A whole article with its statements marked by number."""

import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from attrib.data import Assertion, Span, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.writers.statements.article import marked_article, write_article, write_article_json
from tests.writers.records import RECORD, TEXT

_MARK = re.compile(r"⟦\d+\||\|\d+⟧|[⟨⟩⟪⟫]")


def covering(*places: tuple[int, int], identity: str = "a" * 20) -> StatementRecord:
    spans = tuple(Span(*place) for place in places)
    quote = " […] ".join(span.of("abcdefghij") for span in spans)
    return replace(
        RECORD, statement_id=identity, quote=quote, content_spans=spans, cue_spans=(), source_spans=(),
        speaker_mention=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ([(0, 3)], [(3, 6)], "⟦1|abc|1⟧⟦2|def|2⟧ghij"),  # touching
        ([(0, 6)], [(2, 4)], "⟦1|ab⟦2|cd|2⟧ef|1⟧ghij"),  # nested
        ([(0, 4)], [(2, 6)], "⟦1|ab⟦2|cd|1⟧ef|2⟧ghij"),  # crossing
        ([(0, 4)], [(0, 4)], "⟦1|⟦2|abcd|2⟧|1⟧efghij"),  # the same words
        ([(0, 6)], [(0, 4)], "⟦1|⟦2|abcd|2⟧ef|1⟧ghij"),  # from the same place
        ([(0, 6)], [(4, 6)], "⟦1|abcd⟦2|ef|2⟧|1⟧ghij"),  # to the same place
        ([(0, 2), (8, 10)], [(4, 5)], "⟦1|ab|1⟧cd⟦2|e|2⟧fgh⟦1|ij|1⟧"),  # in two pieces, to the end of the text
    ],
)
def test_numbers_tell_statements_apart(
    first: list[tuple[int, int]], second: list[tuple[int, int]], marked: str
) -> None:
    both = (covering(*first), covering(*second, identity="b" * 20))
    assert marked_article(StoredArticle("abcdefghij", both, "c" * 20, newest=True)).plain == marked


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=3), min_size=1, max_size=5
    )
)
def test_without_the_marks_it_is_the_text(places: list[list[tuple[int, int]]]) -> None:
    made = [[(at, min(at + length, len(TEXT))) for at, length in each] for each in places]
    records = tuple(covering(*each, identity=f"{number:020}") for number, each in enumerate(made))
    plain = marked_article(StoredArticle(TEXT, records, records[0].statement_id, newest=True)).plain
    assert _MARK.sub("", plain) == TEXT
    for number, record in enumerate(records, 1):
        assert plain.count(f"⟦{number}|") == plain.count(f"|{number}⟧") == len(record.content_spans)


def shown(article: StoredArticle, width: int = 100) -> str:
    stream = io.StringIO()
    write_article(article, Console(file=stream, width=width))
    return stream.getvalue()


def test_the_list_tells_who_how_and_which_was_asked_for() -> None:
    denied = replace(covering((0, 10), identity="b" * 20), speaker="Bo Lee", assertion=Assertion.DENIED, cue="denied")
    text = shown(StoredArticle(TEXT, (denied, RECORD), RECORD.statement_id, newest=True))
    assert re.search(r"\n +1 +Bo Lee +denied +denied +direct +bbbbbbbb", text)
    assert re.search(r"\n +→ 2 +Amina Okoye +said +direct +01234567", text)
    assert "⟨said⟩ ⟪Amina Okoye⟫" in text
    assert "Port [closed]" in text
    assert "2 statements of attribution, run run1\n" in text
    assert "\x1b" not in text


def test_an_older_run_is_told() -> None:
    text = shown(StoredArticle(TEXT, (RECORD,), RECORD.statement_id, newest=False))
    assert "1 statement of attribution, run run1; a newer run has read the article since" in text


def test_nothing_wicked_reaches_the_terminal() -> None:
    record = replace(covering((0, 3)), title="\x1b[31mRed", cue="\x07said", speaker="A\u202eB")
    text = shown(StoredArticle("\x1b[2J[bold]x\r\ny", (record,), record.statement_id, newest=True))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "⟦1|\\x1b[2|1⟧J[bold]x" in text


def test_json_has_the_text_once() -> None:
    stream = io.StringIO()
    write_article_json(StoredArticle(TEXT, (RECORD,), RECORD.statement_id, newest=True), stream)
    found = json.loads(stream.getvalue())
    assert (found["text"], found["asked"], found["newest"]) == (TEXT, RECORD.statement_id, True)
    assert found["document_sha256"] == RECORD.document_sha256
    (statement,) = found["statements"]
    assert [TEXT[start:end] for start, end in statement["content_spans"]] == ['"We will go,"', '"It is time."']
    assert "context" not in statement


def test_the_last_lines_tell_who_found_the_statements() -> None:
    ours = replace(covering((0, 2)), model="a person")
    article = StoredArticle("abcdefghij", (ours, covering((4, 6), identity="b" * 20)), ours.statement_id, newest=True)
    assert "2 statements of a person and attribution, run run1" in shown(article)
