"""Cues that say a side outright, and those that only look so."""

import pytest

from attrib.data import Document, Span, StanceLabel, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.cues import attitude, denies_doing
from tests.pipeline.attributed import said
from tests.pipeline.stance.outright import OPPOSE, SUPPORT, told
from tests.pipeline.word_lists import reading


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
        ("blasted", "Mr Moss for it", "Peter Moss", "actor", OPPOSE, "blasted"),
        ("pushed back against", "the plan", "plan", "topic", OPPOSE, "pushed back against"),
        ("has spoken out", "against the law", "law", "topic", OPPOSE, "spoken out"),
        ("was highly critical of", "the plan", "plan", "topic", OPPOSE, "critical of"),
        ("took a swipe at", "Mr Moss", "Peter Moss", "actor", OPPOSE, "took a swipe at"),
        ("voiced support", "for the old law", "old law", "topic", SUPPORT, "support"),
        ("vouched", "for Peter Moss", "Peter Moss", "actor", SUPPORT, "vouched"),
        ("pressed for", "a new law", "new law", "topic", SUPPORT, "pressed for"),
        ("called for", "Peter Moss (Norland) to resign", "Peter Moss", "actor", OPPOSE, "called for"),
        ("called for", "the repeal of the tax", "tax", "topic", OPPOSE, "called for"),
        ("calls for", "repealing the old tax", "old tax", "topic", OPPOSE, "calls for"),
        ("rejected", "the claim", "claim", "topic", OPPOSE, "rejected"),
        ("dismissed", "that idea", "idea", "topic", OPPOSE, "dismissed"),
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
        ("called for", "Peter Moss to speak"),
        ("rejected", "claims from Peter Moss that the tax is unfair"),
        ("rejected", f"claims that the tax is unfair to {' and '.join(['ships'] * 6)}"),
        ("protested", "that the tax was a burden"),
        ("pushed back", "the talks"),
        ("praised", "Peter Moss’s old lawyer"),
        ("accused", "others of lying"),
    ],
)
def test_what_is_denied_conditional_or_something_else_tells_none(cue: str, content: str) -> None:
    text = f"Peter Moss spoke first. Susan Quill {cue} {content}. It rained."
    assert told(text, content, cue) is None


@pytest.mark.parametrize(
    ("cue", "content", "target"),
    [
        ("rejected", "arguments that the tax is unfair", "arguments that the tax is unfair"),
        ("dismissed", "the claims of fraud", "claims of fraud"),
        ("has struck back at", "accusations that she lied", "accusations that she lied"),
        ("dismissed", "calls to release her tax returns", "release her tax returns"),
        ("rejected", "suggestions for a new tax", "a new tax"),
    ],
)
def test_who_rejects_words_is_against_them_or_against_the_act_they_call_for(
    cue: str, content: str, target: str
) -> None:
    found = told(f"Peter Moss spoke first. Susan Quill {cue} {content}. It rained.", content, cue)
    assert found is not None
    assert (found[0], found[2]) == (target, OPPOSE)


def test_a_passive_tells_nothing_of_what_follows() -> None:
    text = "Susan Quill has been accused of attacking Peter Moss."
    assert told(text, "attacking Peter Moss", "has been accused of", "") is None
    text = "Accused of attacking Peter Moss, she left."
    assert told(text, "attacking Peter Moss", "Accused of", "") is None


@pytest.mark.parametrize(
    ("cue", "content", "denied"),
    [
        ("denied", "that she had ever attacked Peter Moss", True),
        ("has denied", "they lied to Peter Moss", True),
        ("denied", "the attack on Peter Moss", False),
        ("said", "that she had never attacked Peter Moss", False),
        ("", "she had never attacked Peter Moss", False),
    ],
)
def test_a_denial_of_something_done_tells_no_side(cue: str, content: str, denied: bool) -> None:
    text = f"Peter Moss spoke. Susan Quill {cue} {content} yesterday."
    found = resolve(Document(text), [said(text, content, cue, "Susan Quill")], (), reading(text))
    assert denies_doing(found.doc, found.statements[0]) is denied


def test_whoever_has_no_name_before_the_cue_is_blamed_by_others() -> None:
    text = "It rained. Criticised Ann Lee of Britain."
    assert told(text, "Ann Lee of Britain", "Criticised", "") is None
    assert told(text.replace("Criticised", "Criticising"), "Ann Lee of Britain", "Criticising", "") is not None


def test_a_cue_behind_its_content_tells_nothing_of_it() -> None:
    text = "The ban is late, Susan Quill criticised."
    assert told(text, "The ban is late", "criticised") is None


def test_a_statement_without_content_tells_no_side() -> None:
    found = resolve(Document("Susan Quill accused."), [], ())
    nothing = Statement(StatementType.INDIRECT, (), (Span(12, 19),), (Span(0, 11),))
    assert attitude(found.doc, nothing, ()) is None
