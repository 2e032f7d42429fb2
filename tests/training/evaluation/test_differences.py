"""What lies between two ends, by name."""

import pytest

from attrib.data import Span
from attrib.training.corpora.labels import Attribution
from attrib.training.evaluation.differences import cue_kind, cue_words, end_difference, start_difference


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("that ", "“that”"),
        ("“That ", "“that”"),
        ("“", "quotation mark"),
        ("'' ", "quotation mark"),
        ("— ", "punctuation"),
        ("However, ", "words up to a comma"),
        ("him ", "one word"),
        ("U.S.\n", "one word"),
        ("a young\nwoman ", "several words"),
        ("that the ", "several words"),
    ],
)
def test_beginnings(words: str, name: str) -> None:
    assert start_difference(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("”", "quotation mark"),
        (".", "punctuation"),
        (",”", "punctuation and quotation mark"),
        (".” He left", "another sentence"),
        (", who is 70", "words after a comma"),
        (" — again", "words after a dash, colon or semicolon"),
        (" and left", "words after “and”, “but” or “or”"),
        (" because it rained", "a clause with its conjunction"),
        (" who won", "a clause with its conjunction"),
        (" in July", "a prepositional phrase"),
        (" insight", "other words"),
        (" orders", "other words"),
    ],
)
def test_ends(words: str, name: str) -> None:
    assert end_difference(words) == name


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("", "no cue"),
        ("According\nto", "cue of speech"),
        ("has repeatedly pledged", "cue of speech"),
        ("refused", "cue of thought or intention"),
        ("hoping", "cue of thought or intention"),
        ("blocked", "another sort of cue"),
    ],
)
def test_cues(cue: str, kind: str) -> None:
    text = f"{cue} it"
    item = Attribution((Span(len(cue) + 1, len(text)),), (Span(0, len(cue)),) if cue else ())
    assert cue_kind(text, item) == kind
    assert cue_words(text, item) == " ".join(cue.lower().split())
