"""Cues that say a side outright, and those that only look so."""

import pytest

from attrib.data import Document, Span, StanceLabel, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.cues import attitude, denies_doing
from attrib.pipeline.stance.targets import ACTOR, Target, find_targets
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

OPPOSE, SUPPORT = StanceLabel.OPPOSE, StanceLabel.SUPPORT


def told(text: str, content: str, cue: str, source: str = "Susan Quill") -> tuple[str, str, StanceLabel, str] | None:
    """What the cue tells: target, its kind, side and the words that decide."""
    found = resolve(Document(text), [said(text, content, cue, source)], (), reading(text))
    (statement,) = found.statements
    result = attitude(found.doc, statement, find_targets(found.doc, found.history, statement))
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


@pytest.mark.parametrize(
    ("content", "target", "label", "words"),
    [
        ("“We welcome the peace talks,”", "peace talks", SUPPORT, "We welcome"),
        ("“It is late. And we strongly oppose the new tax,”", "new tax", OPPOSE, "we strongly oppose"),
        ("“I am opposed to the new tax,”", "new tax", OPPOSE, "I am opposed"),
        ("“I don’t support the new tax,”", "new tax", OPPOSE, "I don’t support"),
        ("“We will never back the new tax,”", "new tax", OPPOSE, "We will never back"),
        ("“I praise Peter Moss for this,”", "Peter Moss", SUPPORT, "I praise"),
        ("that she was not going to support Peter Moss", "Peter Moss", OPPOSE, "she was not going to support"),
        ("she could not support the deal", "deal", OPPOSE, "she could not support"),
    ],
)
def test_speakers_tell_their_own_side(content: str, target: str, label: StanceLabel, words: str) -> None:
    text = f"Peter Moss spoke. Susan Quill said {content} yesterday."
    found = told(text, content, "said")
    assert found is not None
    assert (found[0], *found[2:]) == (target, label, words)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "she would back the weapons ban if it was fair"),
        ("said", "“I don’t blame Peter Moss,”"),
        ("said", "he would support the ban and she opposed the tax"),
        ("said", "“They back down too soon,”"),
        ("said", "“We are supported by the union,”"),
        ("said", "“They support the ban,”"),
        ("said", "we support the ban"),
        ("said", "they support the ban"),
        ("said", "that he opposes the ban"),
        ("denied", "that she had attacked Peter Moss"),
        ("asked whether", "she supports the ban"),
        ("has not said", "she supports the ban"),
    ],
)
def test_what_is_conditional_denied_or_somebody_elses_is_no_avowal(cue: str, content: str) -> None:
    assert told(f"Peter Moss spoke. Susan Quill {cue} {content} yesterday.", content, cue) is None


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


@pytest.mark.parametrize(
    ("cue", "content", "target"),
    [
        ("welcomed", "the offer, which was old", "offer"),
        ("welcomed", "the offer was made", "offer"),
        ("welcomed", "- the offer", "offer"),
        ("welcomed", "the offer to leave", None),  # to do something is no thing
        ("welcomed", "the offer of", "offer"),
        ("welcomed", "it", None),
        ("welcomed", "this", None),
        ("welcomed", "more", None),
        ("welcomed", "Britain", "Britain"),
        ("welcomed", "the British offer", "British offer"),
        ("opposed", "the tax on Britain", "tax on Britain"),  # of a thing what follows "on" is part
        ("opposed", "the tax after Britain", "tax"),
        ("opposed", "the tax - Britain", "tax - Britain"),
        ("opposed", "the tax; Britain", "tax"),
        ("criticised", "Ann Lee of Britain", "Ann Lee"),  # of a person it is not
        ("criticised", "Ann Lee’s tax", "Ann Lee"),
        ("opposed", "Ann Lee’s tax", "Ann Lee’s tax"),
        ("criticised", "Dr. Lee of Britain", "Dr Lee"),
        ("criticised", "others", None),
        ("criticised", "the Bank of Norland for it", "Bank of Norland"),  # a name is not cut
        ("held back", "Ann Lee", None),
        ("fought back", "Ann Lee", None),
        ("backed", "Ann Lee", "Ann Lee"),
        ("may back", "Ann Lee", None),
        ("backed", "to win", None),
    ],
)
def test_what_a_cue_is_told_of_ends_with_its_phrase(cue: str, content: str, target: str | None) -> None:
    found = told(f"Susan Quill {cue} {content}. It rained.", content, cue)
    assert (found and found[0]) == target


@pytest.mark.parametrize(("count", "taken"), [(8, 8), (9, 9), (10, 9)])
def test_a_thing_has_nine_words_at_most(count: int, taken: int) -> None:
    content = f"the {' '.join(['big'] * (count - 1))} ban"
    text = f"Susan Quill welcomed {content}."
    found = resolve(Document(text), [said(text, content, "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert len(result.target.name.split()) == taken


@pytest.mark.parametrize(
    ("source", "pronoun", "own"),
    [
        ("Susan Quill", "she", True),
        ("Susan Quill", "he", False),
        ("Susan Quill", "they", False),
        ("Peter Quill", "he", True),
        ("Peter Quill", "she", False),
        ("Norby Quill", "he", True),  # a name that tells no gender
        ("Norby Quill", "she", True),
        ("The critics", "they", True),
        ("The critics", "she", False),
    ],
)
def test_a_pronoun_avows_what_its_speaker_may_be(source: str, pronoun: str, own: bool) -> None:
    content = f"{pronoun} had opposed the tax"
    found = told(f"{source} said {content} yesterday.", content, "said", source)
    assert found == (("tax", "topic", OPPOSE, f"{pronoun} had opposed") if own else None)


@pytest.mark.parametrize(
    ("cue", "content", "words"),
    [
        ("said", "“I support the ban,”", "I support"),
        ("said", "“He supports the ban,”", None),
        ("said", "I support the ban", None),  # outside of marks "I" is the reporter
        ("said", "“Fine, I support the ban,”", None),
        ("said", "“It is late. I support the ban,”", "I support"),
        ("said", "it was late. she supports the ban", None),
        ("said", "she supports the ban", "she supports"),
        ("said", "“We would support the ban,”", None),
        ("said", "“We would not support the ban,”", "We would not support"),
        ("said", "“We could support the ban,”", None),
        ("said", "“We do not oppose the ban,”", None),  # who does not oppose need not support
        ("said", "“I am opposed to the ban,”", "I am opposed"),
        ("said", "“I am opposed the ban,”", None),
        ("said", "“I opposed the ban,”", "I opposed"),
        ("said", "“We back up the ban,”", None),
        ("said", "“We praise it. We support the ban,”", "We support"),
        ("said", "“We support it,”", None),
        ("wondered", "“I support the ban,”", None),
        ("denied", "“I support the ban,”", None),
        ("never said", "“I support the ban,”", None),
    ],
)
def test_where_an_avowal_stands(cue: str, content: str, words: str | None) -> None:
    found = told(f"Susan Quill {cue} {content} yesterday.", content, cue)
    assert (found and found[3]) == words


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


@pytest.mark.parametrize(("name", "taken"), [("old ", False), ("ban", True), ("old ban", True), ("the old ban", True)])
def test_a_phrase_is_the_actor_at_its_end(name: str, taken: bool) -> None:
    text = "Susan Quill welcomed the Old Ban."
    found = resolve(Document(text), [said(text, "the Old Ban", "welcomed", "Susan Quill")], ())
    at = text.lower().index(name)
    actor = Target("Actor", ACTOR, (Span(at, at + len(name)),))
    result = attitude(found.doc, found.statements[0], [actor])
    assert result is not None
    assert result.target.name == ("Actor" if taken else "Old Ban")


@pytest.mark.parametrize(("thing", "target"), [("dr. ban", "dr. ban"), ("new. ban", "new")])
def test_the_full_stop_of_a_title_ends_no_phrase(thing: str, target: str) -> None:
    text = f"Susan Quill welcomed the {thing}."
    found = resolve(Document(text), [said(text, f"the {thing}", "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert result.target.name == target
