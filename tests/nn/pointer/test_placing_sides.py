"""Questions of sides in word pieces: where each mention stands, and what lies outside the window."""

import numpy as np

from attrib.data import Span
from attrib.nn.pointer.placing_sides import Ground, place_sides, sides_window
from attrib.nn.pointer.questions import SideQuestion, SideTarget

OFFSETS = np.array([(2 * at, 2 * at + 1) for at in range(200)])  # pieces of one character, a blank between two


def at(first: int, last: int) -> Span:
    """The characters of some pieces."""
    return Span(2 * first, 2 * last - 1)


def asked(*mentions: Span) -> SideQuestion:
    targets = tuple(SideTarget((span,), True) for span in mentions)
    return SideQuestion((at(90, 92),), (at(92, 93),), (at(95, 110), at(120, 130)), targets)


def test_where_a_mention_stands_is_seen_from_the_content() -> None:
    spans = at(100, 102), at(122, 123), at(93, 95), at(10, 12), at(112, 114), at(150, 151)
    placed = place_sides(asked(*spans), OFFSETS, (0, 200))
    grounds = [mention.ground for _, mentions, _ in placed.targets for mention in mentions]
    assert grounds == [Ground.CONTENT, Ground.CONTENT, Ground.FRAME, Ground.BEFORE, Ground.AFTER, Ground.AFTER]
    assert (placed.source, placed.cue, placed.content) == (((90, 92),), ((92, 93),), ((95, 110), (120, 130)))


def test_a_frame_is_near_the_cue() -> None:
    for first, ground in ((54, Ground.FRAME), (52, Ground.BEFORE)):
        [(_, [mention], _)] = place_sides(asked(at(first, first + 1)), OFFSETS, (0, 200)).targets
        assert mention.ground is ground


def test_what_lies_outside_the_window_is_left_out_and_numbers_stay() -> None:
    placed = place_sides(asked(at(10, 12), at(100, 102)), OFFSETS, (64, 128))
    assert [number for number, _, _ in placed.targets] == [1]
    assert placed.content == ((31, 46),)  # the second part ends behind it
    assert placed.targets[0][1][0][:2] == (36, 38)


def test_the_window_is_that_in_whose_middle_the_content_begins() -> None:
    assert sides_window(asked(), OFFSETS, [(0, 100), (50, 150), (100, 200)]) == (50, 150)
