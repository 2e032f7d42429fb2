"""The shipped models on the invented articles: figures above their floors, and what was right stays right."""

from collections.abc import Iterator
from typing import Any

import pytest

from attrib.data import Spans, Statement
from attrib.training.corpora.polnear import LabelledText
from tests.articles import FLOORS, FOLDER, articles, digest, measure, read_json, statements_found

PINNED = read_json(FLOORS)
EXACT = read_json(FOLDER / "exact.json")

Read = list[tuple[LabelledText, tuple[Statement, ...]]]


@pytest.fixture(scope="module")
def read() -> Read:
    """Each article with the statements found in it."""
    texts = articles()
    return list(zip(texts, statements_found(texts), strict=True))


@pytest.fixture(scope="module")
def measured(read: Read) -> dict[str, float]:
    return measure([text for text, _ in read], [found for _, found in read])


def test_the_floors_are_of_these_articles_and_below_what_was_measured() -> None:
    assert PINNED["data_sha256"] == digest(), f"texts or labels have changed: run {PINNED['command']}"
    assert all(floor <= PINNED["measured"][name] for name, floor in PINNED["floors"].items())


@pytest.mark.parametrize("name", PINNED["floors"])
def test_figures_are_above_their_floors(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= PINNED["floors"][name]


def told(text: str, statement: Statement) -> dict[str, Any]:
    """A statement as exact.json writes it: words for spans, and the speaker."""

    def words(spans: Spans) -> list[str]:
        return [span.of(text) for span in spans]

    speaker = statement.speaker
    return {
        "content": words(statement.content),
        "cue": " ".join(words(statement.cue)),
        "source": " ".join(words(statement.source)),
        "type": statement.type.value,
        "speaker": speaker.name if speaker else "",
        "kind": speaker.kind.value if speaker else "unnamed",
    }


def passages() -> Iterator[Any]:
    """Each passage; one that the shipped models no longer read as an earlier one did is told as missed."""
    for at, passage in enumerate(EXACT, 1):
        missed = [pytest.mark.xfail(reason=passage["missed"], strict=True)] if "missed" in passage else []
        yield pytest.param(passage, id=f"{passage['article']}-{at}", marks=missed)


@pytest.mark.parametrize("passage", list(passages()))
def test_statements_of_a_passage_are_exactly_these(read: Read, passage: dict[str, Any]) -> None:
    [(text, found)] = [(text.text, found) for text, found in read if text.name == passage["article"]]
    start = text.index(passage["passage"])
    inside = range(start, start + len(passage["passage"]))
    assert [told(text, item) for item in found if item.content[0].start in inside] == passage["statements"]
