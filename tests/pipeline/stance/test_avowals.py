"""What speakers avow of themselves, and what only looks so."""

import pytest

from attrib.data import StanceLabel
from tests.pipeline.stance.outright import OPPOSE, SUPPORT, told


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
