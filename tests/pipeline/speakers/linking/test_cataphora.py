"""Descriptions that come before the name."""

import pytest

from tests.pipeline.attributed import body, names, said


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A senior engineer", "Ida Quill"),
        ("A spokeswoman", "a spokeswoman"),
        ("The senior engineer", "the senior engineer"),
        ("Senior engineers", "senior engineers"),
    ],
)
def test_only_one_person_described_as_new_is_named_later(source: str, expected: str) -> None:
    text = f"{source} warned that steel was missing.\n\nIda Quill said it was unsafe."
    found = names(
        text,
        said(text, "that steel was missing", "warned", source),
        said(text, "it was unsafe", "said", "Ida Quill"),
    )
    assert found == [expected, "Ida Quill"]


def test_a_description_after_the_opening_names_nobody_to_come() -> None:
    text = "It rained. It poured.\n\nA senior engineer warned that steel was missing. Ida Quill said it was unsafe."
    found = names(
        text,
        said(text, "that steel was missing", "warned", "A senior engineer"),
        said(text, "it was unsafe", "said", "Ida Quill"),
    )
    assert found == ["a senior engineer", "Ida Quill"]


def test_an_opening_description_is_named_later() -> None:
    text = "A senior engineer has warned that the bridge is unsafe.\n\nIda Quill said steel was missing."
    found = names(
        text,
        said(text, "that the bridge is unsafe", "has warned", "A senior engineer"),
        said(text, "steel was missing", "said", "Ida Quill"),
    )
    assert found == ["Ida Quill", "Ida Quill"]


def test_a_body_described_first_is_the_one_that_speaks_next() -> None:
    text = "Ports must change, says a transport charity. Norwell Harbour Trust said rules were old."
    trust = body(text, "Norwell Harbour Trust")
    found = names(
        text,
        said(text, "Ports must change", "says", "a transport charity"),
        said(text, "rules were old", "said", "Norwell Harbour Trust"),
        mentions=(trust,),
    )
    assert found == ["Norwell Harbour Trust", "Norwell Harbour Trust"]


def test_a_body_described_first_is_the_one_whose_chief_speaks_next() -> None:
    text = "Ports must change, says the transport watchdog. Portwatch chief Ida Quill said rules were old."
    found = names(
        text,
        said(text, "Ports must change", "says", "the transport watchdog"),
        said(text, "rules were old", "said", "Portwatch chief Ida Quill"),
        mentions=(body(text, "Portwatch"),),
    )
    assert found == ["Portwatch", "Ida Quill"]


def test_a_description_means_the_person_with_whom_the_next_sentence_begins() -> None:
    text = (
        "Norwell Bank has held talks, its chief has said. Karl Brandt met owner Ida Quill. "
        "A rise is likely, said Ms Quill."
    )
    found = names(
        text,
        said(text, "Norwell Bank has held talks", "has said", "its chief"),
        said(text, "A rise is likely", "said", "Ms Quill"),
        mentions=(body(text, "Norwell Bank"),),
    )
    assert found == ["Karl Brandt", "Ida Quill"]
