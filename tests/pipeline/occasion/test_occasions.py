"""When, to whom and where: minimal pairs of clauses, without a model's word classes."""

from datetime import UTC, date, datetime

import pytest

from attrib.data import (
    DatePrecision,
    Document,
    EntityKind,
    Mention,
    Occasion,
    Span,
    Statement,
    StatementType,
)
from attrib.pipeline.occasion.occasions import find_occasion, with_occasions
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.resolver import resolve

PLACES = ("Geneva", "Ohio", "Paris")
BODIES = ("CNN", "Twitter", "Congress")


def statement(text: str) -> tuple[str, Statement]:
    """A text with its marks taken out: {content}, <cue>, [source]."""
    spans: dict[str, list[Span]] = {"{": [], "<": [], "[": []}
    plain, starts = "", {}
    for letter in text:
        if letter in "{<[":
            starts[letter] = len(plain)
        elif letter in "}>]":
            opening = {"}": "{", ">": "<", "]": "["}[letter]
            spans[opening].append(Span(starts[opening], len(plain)))
        else:
            plain += letter
    content, cue, source = (tuple(spans[mark]) for mark in "{<[")
    return plain, Statement(StatementType.INDIRECT, content, cue, source)


def mentions(text: str) -> list[Mention]:
    kinds = dict.fromkeys(PLACES, EntityKind.LOCATION) | dict.fromkeys(BODIES, EntityKind.ORGANIZATION)
    places = ((text.find(name), name) for name in kinds)
    return [Mention(Span(at, at + len(name)), kinds[name]) for at, name in places if at >= 0]


def told(marked: str) -> tuple[str | None, str | None, str | None]:
    text, item = statement(marked)
    found = find_occasion(annotate(text, mentions(text)), item, date(2020, 5, 6), DatePrecision.DAY)
    time, addressee, place = (span and span.of(text) for span in (found.time, found.addressee, found.place))
    return time, addressee, place


@pytest.mark.parametrize(
    ("text", "time", "addressee", "place"),
    [
        ("[Quill] <told> reporters in Geneva on Monday {that it rains}.", "on Monday", "reporters", "Geneva"),
        ("{“It rains,”} [Quill] <told> CNN yesterday.", "yesterday", "CNN", None),
        ("{“It rains,”} [she] <said> in a statement on Tuesday.", "on Tuesday", None, "a statement"),
        ("On Monday, [Quill] <said> {it rains}.", "On Monday", None, None),
        ("At a news conference in Geneva, [Quill] <said> {it rains}.", None, None, "a news conference in Geneva"),
        ("But in a letter to Congress last week, [Quill] <said> {it rains}.", "last week", "Congress", "a letter"),
        ("[Quill] on Monday <said> {it rains}.", "on Monday", None, None),
        ("[Quill], in an interview with CNN, <said> {it rains}.", None, "CNN", "an interview with CNN"),
        ("[Quill] <announced> {a new plan} on Wednesday.", "on Wednesday", None, None),
        ("{It rains}, <said> [Ida Quill], the mayor, on Friday.", "on Friday", None, None),
        ("[Quill] <said> in a 2019 interview {that it rains}.", "2019", None, "a 2019 interview"),
        ("{It rains}, [Quill] <wrote> on Twitter early Friday.", "early Friday", None, "Twitter"),
        ("[Quill] <urged> {voters to stay}.", None, "voters", None),
        ("The ministers <were told> {to wait}.", None, "The ministers", None),
    ],
)
def test_what_stands_beside_the_cue_is_told(
    text: str, time: str | None, addressee: str | None, place: str | None
) -> None:
    assert told(text) == (time, addressee, place)


@pytest.mark.parametrize(
    "text",
    [
        "[Quill] <said> {taxes fell in 2019}.",  # the date of the fact
        "[Quill] <said> {the talks in Geneva on Monday failed}.",
        "After the mayor resigned on Monday, [Quill] <said> {it rains}.",  # of another clause
        "[Quill], who resigned on Monday, <said> {it rains}.",
        "{“It rains,”} [Quill] <said>. On Monday it was dry.",  # of another sentence
        "{“It rains,”} [Quill] <said>, and on Monday it was dry.",
        "[Quill] <may say> {it rains}.",
        "[Quill] <said> of the 9/11 commission {that it sat}.",
        "[Quill] <said> by Monday {it would rain}.",
        "[Quill] <said> in response {that it rains}.",
        "At the same time, [Quill] <said> {it rains}.",
        "{It rains}.",
    ],
)
def test_what_belongs_elsewhere_is_not_told(text: str) -> None:
    assert told(text) == (None, None, None)


def test_quoted_words_are_no_addressee() -> None:
    assert told("[Quill] <urged> {“voters to stay”}.") == (None, None, None)


def test_dates_come_from_the_document() -> None:
    text, item = statement("[Ida Quill] <said> on Monday {that it rains}.")
    published = datetime(2020, 5, 6, 1, 30, tzinfo=UTC)
    written = "2020-05-05T21:30:00-04:00"  # Tuesday where it was written
    document = Document(
        text, published_at=published, published_original=written, published_precision=DatePrecision.TIME
    )
    (found,) = with_occasions(resolve(document, [item], mentions(text)), document).statements
    assert found.occasion.dates is not None
    assert (found.occasion.dates.since, found.occasion.dates.until) == (date(2020, 5, 4), date(2020, 5, 4))
    (undated,) = with_occasions(resolve(Document(text), [item], mentions(text)), Document(text)).statements
    assert undated.occasion == Occasion(time=found.occasion.time)
