"""Words that somebody rejects."""

import pytest

from tests.pipeline.attributed import names, said
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("text", "content", "cue", "outer", "inner"),
    [
        (
            "The island rejected claims that it hides money.",
            "that it hides money",
            "rejected claims",
            ("claims that it hides money", "rejected"),
            ("that it hides money", "claims", ""),
        ),
        (
            "The island has struck back at the accusations that it hides money.",
            "that it hides money",
            "has struck back at the accusations",
            ("the accusations that it hides money", "has struck back at"),
            ("that it hides money", "accusations", ""),
        ),
        (
            "The island sought to tamp down speculation that it hides money.",
            "to tamp down speculation that it hides money",
            "sought",
            ("to tamp down speculation that it hides money", "sought"),
            ("that it hides money", "speculation", ""),
        ),
        (
            "The island sought to tamp down speculation that it hides money.",
            "that it hides money",
            "sought",
            ("to tamp down speculation that it hides money", "sought"),
            ("that it hides money", "speculation", ""),
        ),
        (
            "The island dismissed calls from Otto Grim to open its books.",
            "calls from Otto Grim to open its books",
            "dismissed",
            ("calls from Otto Grim to open its books", "dismissed"),
            ("to open its books", "calls", "Otto Grim"),
        ),
    ],
)
def test_words_that_are_rejected_are_a_statement_of_their_own(
    text: str, content: str, cue: str, outer: tuple[str, str], inner: tuple[str, str, str]
) -> None:
    assert read(text, said(text, content, cue, "The island")) == [(*outer, "The island"), inner]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("The island rejected the plan to open its books.", "the plan to open its books", "rejected"),
        ("The island denied that it hides money.", "that it hides money", "denied"),
        ("The island claims that it rejected the money.", "that it rejected the money", "claims"),
        ("The island rejected claims.", "claims", "rejected"),
        ("The island rejected the plan. Claims that it hides money grew.", "the plan", "rejected"),
    ],
)
def test_other_statements_stay_whole(text: str, content: str, cue: str) -> None:
    assert read(text, said(text, content, cue, "The island")) == [(content, cue, "The island")]


def test_one_that_was_found_already_is_not_told_twice() -> None:
    text = "The island rejected claims that it hides money."
    whole = said(text, "claims that it hides money", "rejected", "The island")
    within = said(text, "that it hides money", "claims")
    assert [found[1] for found in read(text, whole, within)] == ["rejected", "claims"]


def test_nobody_is_said_to_have_made_the_claims_he_rejects() -> None:
    text = "Otto Grim spoke in May. Ada Quill rejected claims that she hides money."
    whole = said(text, "claims that she hides money", "rejected", "Ada Quill")
    assert names(text, whole, said(text, "that she hides money", "claims")) == ["Ada Quill", None]


def test_a_cue_of_claims_does_not_take_the_rejecter_for_its_source() -> None:
    text = "But the Tarland Court of Appeals rejected arguments that the island hides money."
    (found,) = names(text, said(text, "that the island hides money", "arguments"))
    assert found is None
