"""Cues that say a side outright, and those that only look so."""

import pytest

from attrib.data import Document, StanceLabel
from attrib.pipeline.attitudes import attitude
from attrib.pipeline.resolve import resolve_all
from attrib.pipeline.targets import find_targets
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

OPPOSE, SUPPORT = StanceLabel.OPPOSE, StanceLabel.SUPPORT


def told(text: str, content: str, cue: str, source: str = "Susan Quill") -> tuple[str, str, StanceLabel, str] | None:
    """What the cue tells: target, its kind, side and the words that decide."""
    found = resolve_all(Document(text), [said(text, content, cue, source)], (), reading(text))
    (statement,) = found.statements
    result = attitude(found.scene, statement, find_targets(found.scene, found.memory, statement))
    if result is None:
        return None
    return result.target.name, result.target.kind, result.label, result.words.of(text)


@pytest.mark.parametrize(
    ("cue", "content", "target", "kind", "label", "words"),
    [
        ("accused", "Peter Moss of lying", "Peter Moss", "actor", OPPOSE, "accused"),
        ("has accused", "Mr Moss of lying", "Peter Moss", "actor", OPPOSE, "accused"),
        ("hit back at", "Mr Moss", "Peter Moss", "actor", OPPOSE, "hit back at"),
        ("criticised", "Peter Moss's record on schools", "Peter Moss", "actor", OPPOSE, "criticised"),
        ("attacked", "his record as poor", "Peter Moss", "actor", OPPOSE, "attacked"),
        ("welcomed", "the peace talks", "peace talks", "topic", SUPPORT, "welcomed"),
        ("welcomed", "news of the deal", "news of the deal", "topic", SUPPORT, "welcomed"),
        ("ruled out", "a deal", "deal", "topic", OPPOSE, "ruled out"),
        ("called for", "a ban on hunting", "ban on hunting", "topic", SUPPORT, "called for"),
        ("poured cold water on", "the offer", "offer", "topic", OPPOSE, "poured cold water on"),
        ("praised", "Peter Moss for his work", "Peter Moss", "actor", SUPPORT, "praised"),
    ],
)
def test_a_plain_cue_tells_a_side(
    cue: str, content: str, target: str, kind: str, label: StanceLabel, words: str
) -> None:
    text = f"Peter Moss spoke first. Susan Quill {cue} {content}. It rained."
    assert told(text, content, cue) == (target, kind, label, words)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "Peter Moss lied"),
        ("did not criticise", "Peter Moss"),
        ("refused to back", "Peter Moss"),
        ("would support", "Peter Moss"),
        ("walked back", "her remarks"),
        ("called for", "more"),
        ("called for", "Peter Moss to resign"),
        ("accused", "others of lying"),
    ],
)
def test_what_is_denied_conditional_or_something_else_tells_none(cue: str, content: str) -> None:
    text = f"Peter Moss spoke first. Susan Quill {cue} {content}. It rained."
    assert told(text, content, cue) is None


def test_a_passive_tells_nothing_of_what_follows() -> None:
    text = "Susan Quill has been accused of attacking Peter Moss."
    assert told(text, "attacking Peter Moss", "has been accused of", "") is None
    text = "Accused of attacking Peter Moss, she left."
    assert told(text, "attacking Peter Moss", "Accused of", "") is None
