"""Cues with contents that tell of an act or of silence, beside some that convey words."""

from dataclasses import replace

import pytest

from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("text", "content", "cue", "kept"),
    [
        ("The council approved a loan.", "a loan", "approved", False),
        ("The council approved of a loan.", "of a loan", "approved", True),
        ("The council has ignored demands for a vote.", "demands for a vote", "has ignored", False),
        ("The builder said nothing.", "nothing", "said", False),
        ("The builder said nothing was wrong.", "nothing was wrong", "said", True),
        ("The airline declined to comment.", "to comment", "declined", False),
        ("The union did not respond to a request for comment.", "to a request for comment", "did not respond", False),
        ("The airline declined to pay.", "to pay", "declined", True),
        ('The council passed a "bill of shame".', 'a "bill of shame"', "passed", True),
        ("The council released that it was shut.", "that it was shut", "released", True),
    ],
)
def test_acts_and_silence_are_no_statements(text: str, content: str, cue: str, kept: bool) -> None:
    assert bool(read(text, said(text, content, cue, text.split(cue)[0].strip()))) is kept


@pytest.mark.parametrize("cue", ["criticised", "criticism of", "called for"])
def test_a_side_bears_out_a_phrase(cue: str) -> None:
    text = f"Ada Quill {cue} the new harbour bill."
    assert read(text, replace(said(text, "the new harbour bill", cue, "Ada Quill"), confidence=0.3))


@pytest.mark.parametrize(
    ("content", "confidence", "kept"),
    [
        ("the new harbour bill", 0.49, False),
        ("the new harbour bill", 0.5, True),
        ("the port was shut", 0.39, False),
        ("the port was shut", 0.41, True),
        ("that the port was shut", 0.3, True),
        ("to shut the port", 0.3, True),
        ('the "harbour bill"', 0.3, True),
    ],
)
def test_what_nothing_bears_out_must_be_surer(content: str, confidence: float, kept: bool) -> None:
    text = f"Ada Quill urged {content}."
    doubtful = replace(said(text, content, "urged", "Ada Quill"), confidence=confidence)
    assert bool(read(text, doubtful)) is kept
