"""The page of an article."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest

from attrib.data import Span, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.data.pages import ArticlePage, PageStatement
from attrib.services.article_pages import page_of
from attrib.text.sentences import paragraphs
from attrib.writers.html.article import write_article_page
from tests.writers.html.pages import assert_stands_alone, elements
from tests.writers.records import RECORD, REVIEW, TEXT, span_of

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;\u202e"


def page_with(*records: StatementRecord, text: str = TEXT) -> ArticlePage:
    listed = [PageStatement(number, record) for number, record in enumerate(records, 1)]
    return page_of(
        StoredArticle(text, records, records[0].statement_id, newest=True), listed, asked=RECORD.statement_id
    )


def written(page: ArticlePage) -> str:
    stream = io.StringIO()
    write_article_page(page, stream)
    return stream.getvalue()


def test_the_page_stands_alone() -> None:
    assert_stands_alone(written(page_with(RECORD)))


def test_the_text_is_there_verbatim_with_its_marks() -> None:
    found = elements(written(page_with(RECORD)))
    shown = [each.text for each in found if each.tag == "p" and "article" in each.within]
    without_numbers = [re.sub(r'^1(?=")', "", each) for each in shown]
    assert without_numbers == [span.of(TEXT) for span in paragraphs(TEXT)]
    marked = [(each.text, each.attributes["class"]) for each in found if "data-start" in each.attributes]
    assert marked == [('"We will go,"', "c"), ("said", "q"), ("Amina Okoye", "s"), ('"It is time."', "c")]
    for each in found:
        if "data-start" in each.attributes:
            assert TEXT.startswith(each.text, int(each.attributes["data-start"]))


def test_nested_and_crossing_statements_are_pieces_side_by_side() -> None:
    text = "He said that she said that it rained hard, they said."
    outer = replace(RECORD, statement_id="1" * 20, content_spans=(Span(8, 42),), cue_spans=(Span(3, 7),))
    inner = replace(RECORD, statement_id="2" * 20, content_spans=(Span(22, 36),), cue_spans=(Span(17, 21),))
    cross = replace(RECORD, statement_id="3" * 20, content_spans=(Span(27, 52),), cue_spans=())
    plain = [replace(record, source_spans=(), speaker_mention=None, stances=()) for record in (outer, inner, cross)]
    page = written(page_with(*plain, text=text))
    assert_stands_alone(page)
    pieces = [each for each in elements(page) if "data-start" in each.attributes]
    assert [(each.text, each.attributes["class"]) for each in pieces] == [
        ("said", "q"),
        ("that she ", "c"),
        ("said", "c q"),
        (" ", "c"),
        ("that ", "c c2"),
        ("it rained", "c c2"),
        (" hard,", "c c2"),
        (" they said", "c"),
    ]
    assert not [each for each in pieces if "span" in each.within]
    numbers = [each.text for each in elements(page) if each.classes == ["n"]]
    assert numbers == ["1", "2", "3"]


def test_statements_lead_to_the_text_and_back() -> None:
    links = {each.attributes["href"] for each in elements(written(page_with(RECORD))) if each.tag == "a"}
    assert {f"#t-{RECORD.statement_id}", f"#s-{RECORD.statement_id}"} <= links


@pytest.mark.parametrize(
    "field",
    ["title", "outlet", "author", "speaker", "actor", "role", "affiliation", "cue", "url", "final_url", "archive_url",
     "location", "published_original", "model", "run_id", "reason", "document_sha256", "raw_sha256"],
)  # fmt: skip
def test_no_field_of_an_article_gets_out_of_its_place(field: str) -> None:
    changed: dict[str, Any] = {"url": None, field: ATTACK}  # without an address the file is told
    record = replace(RECORD, **changed)
    if field == "reason":
        record = replace(record, speaker=None)
    page = written(page_with(record))
    assert_stands_alone(page)
    assert "<script>" not in page
    assert "\u202e" not in page
    assert "<img" not in page
    assert "alert(1)" in page


def test_no_text_target_or_review_gets_out_of_its_place() -> None:
    text = f"{ATTACK} said Bo.\n\n{ATTACK}"
    side = replace(RECORD.stances[0], target=ATTACK)
    review = replace(REVIEW, note=ATTACK, value=ATTACK, reviewed_by=ATTACK)
    record = replace(RECORD, content_spans=(Span(3, 20), Span(30, len(text))), cue_spans=(Span(5, 9),),
                     source_spans=(), speaker_mention=None, stances=(side,), reviews=(review,))  # fmt: skip
    page = written(page_with(record, text=text))
    assert_stands_alone(page)
    assert "{{ 7 * 7 }}" in page
    shown = "".join(each.text for each in elements(page) if each.tag == "p" and "article" in each.within)
    assert shown.count("<script>alert(1)</script>") == 2


def test_an_address_that_is_none_is_text() -> None:
    page = written(page_with(replace(RECORD, url="javascript:alert(1)")))
    assert not [each for each in elements(page) if "javascript" in each.attributes.get("href", "")]
    assert "javascript:alert(1)" in page


def test_a_side_is_a_suggestion_until_it_is_reviewed() -> None:
    page = written(page_with(RECORD))
    assert "suggested, 0.81" in page
    reviewed = replace(RECORD, stances=(replace(RECORD.stances[0], reviewed=True),))
    assert "suggested, 0.81" not in written(page_with(reviewed))


def test_the_statement_asked_for_is_told() -> None:
    other = replace(RECORD, statement_id="f" * 20, content_spans=(span_of("The port stayed shut."),))
    (asked,) = (each for each in elements(written(page_with(RECORD, other))) if "asked" in each.classes)
    assert asked.attributes["id"] == f"s-{RECORD.statement_id}"


def test_what_the_page_does_not_list_is_marked_without_a_number() -> None:
    other = replace(RECORD, statement_id="f" * 20, content_spans=(span_of("The port stayed shut."),))
    page = page_of(StoredArticle(TEXT, (RECORD, other), RECORD.statement_id, newest=False), [PageStatement(4, RECORD)])
    text = written(page)
    assert_stands_alone(text)
    assert [each.text for each in elements(text) if each.classes == ["o"]] == ["The port stayed shut."]
    assert [each.text for each in elements(text) if each.classes == ["n"]] == ["4"]
    assert "a newer run has read the article since" in text
