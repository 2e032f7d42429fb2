"""Cases: small texts of layouts that detection alone gets wrong, from its spans to statements with speakers.

`layouts.json` has what the shipped model of 0.2 detects in each, so that these tests need no network.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from attrib.data import Document, EntityKind, Mention, Span, Spans, Statement, StatementType
from attrib.pipeline.detection.reconcile import reconcile
from attrib.pipeline.speakers.resolver import resolve

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "fixtures/cases/layouts.json").read_text(encoding="utf-8")
)
COURTESY = {"mr", "ms", "mrs", "the", "sir", "hon", "dr"}


def spans(pairs: list[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def detected(case: dict[str, Any]) -> list[Statement]:
    return [
        Statement(
            StatementType.INDIRECT,
            content=spans(item["content"]),
            cue=spans(item["cue"]),
            source=spans(item["source"]),
            confidence=item["confidence"],
        )
        for item in case["detected"]
    ]


def characters(pieces: Spans) -> set[int]:
    return {at for piece in pieces for at in range(piece.start, piece.end)}


def places(text: str, pieces: list[str]) -> set[int]:
    return characters(tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces))


def likeness(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def bare(name: str) -> list[str]:
    return [word for word in name.lower().replace(".", "").split() if word not in COURTESY]


def check(case: dict[str, Any], statements: tuple[Statement, ...]) -> None:
    """Each right statement is in the one most like it, of its speaker; what is none is in no content."""
    text = case["text"]
    for right in case["right"]:
        want = places(text, right["content"])
        best = max(
            statements, key=lambda item: len(want & characters(item.content)) / len(want | characters(item.content))
        )
        assert len(want & characters(best.content)) >= 0.8 * len(want), (right, best.quote(text))
        if "source" in right:
            assert [span.of(text) for span in best.source] == [right["source"]]
        else:
            assert best.speaker is not None, right
            assert bare(best.speaker.name) == bare(right["speaker"])
        assert right.get("type", best.type) == best.type
    for piece in case["none"]:
        words = places(text, [piece])
        assert all(len(words & characters(item.content)) < 0.5 * len(words) for item in statements), piece


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['name']}")
def test_statements_follow_the_form_of_the_text(case: dict[str, Any]) -> None:
    mentions = [Mention(Span(start, end), EntityKind(kind), told) for start, end, kind, told in case["mentions"]]
    found = reconcile(case["text"], detected(case))
    check(case, resolve(Document(case["text"]), found, mentions).statements)
    assert reconcile(case["text"], found) == found
