"""The thing or person that words which tell a side are said of."""

import pytest

from attrib.data import Document, Span
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.cues import attitude
from attrib.pipeline.stance.targets import ACTOR, Target
from tests.pipeline.attributed import said
from tests.pipeline.stance.outright import told


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
        ("supported", "Britain in the vote", "Britain"),
        ("supported", "the War on Want", "War on Want"),
        ("opposed", "taking part in a debate", "taking part in a debate"),
        ("called for", "the talks to go on", "talks"),
    ],
)
def test_what_a_cue_is_told_of_ends_with_its_phrase(cue: str, content: str, target: str | None) -> None:
    found = told(f"Susan Quill {cue} {content}. It rained.", content, cue)
    assert (found and found[0]) == target


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("the new tax late Tuesday of the sort", "new tax"),
        ("the new tax last week", "new tax"),
        ("the tax on Monday", "tax"),
        ("the Tuesday vote", "Tuesday vote"),
        ("the vote of last week", "vote"),
    ],
)
def test_when_it_was_said_is_no_part_of_the_thing(content: str, target: str) -> None:
    text = f"Susan Quill welcomed {content}."
    found = resolve(Document(text), [said(text, content, "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert result.target.name == target


@pytest.mark.parametrize(("count", "taken"), [(8, 8), (9, 9), (10, 9)])
def test_a_thing_has_nine_words_at_most(count: int, taken: int) -> None:
    content = f"the {' '.join(['big'] * (count - 1))} ban"
    text = f"Susan Quill welcomed {content}."
    found = resolve(Document(text), [said(text, content, "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert len(result.target.name.split()) == taken


@pytest.mark.parametrize(("name", "taken"), [("old ", False), ("ban", True), ("old ban", True), ("the old ban", True)])
def test_a_phrase_is_the_actor_at_its_end(name: str, taken: bool) -> None:
    text = "Susan Quill welcomed the Old Ban."
    found = resolve(Document(text), [said(text, "the Old Ban", "welcomed", "Susan Quill")], ())
    at = text.lower().index(name)
    actor = Target("Actor", ACTOR, (Span(at, at + len(name)),))
    result = attitude(found.doc, found.statements[0], [actor])
    assert result is not None
    assert result.target.name == ("Actor" if taken else "Old Ban")


@pytest.mark.parametrize("behind", ["of how taxes rise", "into taxes", "during the year", "whether or not they rise"])
def test_a_thing_ends_before_its_circumstances(behind: str) -> None:
    text = f"Susan Quill welcomed the new study {behind}."
    found = resolve(Document(text), [said(text, f"the new study {behind}", "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert result.target.name == "new study"


@pytest.mark.parametrize(("thing", "target"), [("dr. ban", "dr. ban"), ("new. ban", "new")])
def test_the_full_stop_of_a_title_ends_no_phrase(thing: str, target: str) -> None:
    text = f"Susan Quill welcomed the {thing}."
    found = resolve(Document(text), [said(text, f"the {thing}", "welcomed", "Susan Quill")], ())
    result = attitude(found.doc, found.statements[0], ())
    assert result is not None
    assert result.target.name == target
