"""Statements without a source."""

import pytest

from attrib.data import Document, Reason
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import names, said, speakers


@pytest.mark.parametrize(
    ("rest", "content", "cue", "expected"),
    [
        ('"We were poor."', '"We were poor."', "", "Ida Quill"),
        ("But told reporters it was fair.", "it was fair", "told", "Ida Quill"),
        ("The crowd was told it was fair.", "it was fair", "was told", None),
        ("It was said that the day was fair.", "that the day was fair", "was said", None),
    ],
)
def test_the_last_speaker_goes_on_where_no_subject_is_left_out_by_a_passive(
    rest: str, content: str, cue: str, expected: str | None
) -> None:
    text = f'"We lost," said coach Ida Quill. {rest}'
    found = names(text, said(text, '"We lost,"', "said", "coach Ida Quill"), said(text, content, cue))
    assert found == ["Ida Quill", expected]


def test_a_passive_has_no_speaker() -> None:
    text = "Peter Moss was in town. It was announced that the bridge would close."
    (statement,) = resolve(Document(text), [said(text, "that the bridge would close", "was announced")], ()).statements
    assert (statement.speaker, statement.silence) == (None, Reason.NO_SOURCE)


def test_a_quotation_without_cue_goes_on_with_the_last_speaker() -> None:
    text = '"We lost," said coach Ida Quill. "We were poor."'
    found = speakers(text, said(text, '"We lost,"', "said", "coach Ida Quill"), said(text, '"We were poor."'))
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("Ida Quill", Reason.EXACT),
        ("Ida Quill", Reason.CONTINUATION),
    ]


def test_who_is_named_in_a_quotation_does_not_speak_it() -> None:
    text = (
        "Coach Ida Quill rapped captain Peter Moss on Monday.\n\nMoss had spoken of his rivals.\n\n"
        '"I have had a word with Peter," the coach told reporters. "Moss knows now."'
    )
    found = names(
        text,
        said(text, "his rivals", "had spoken of", "Moss"),
        said(text, '"I have had a word with Peter,"', "told", "the coach"),
        said(text, '"Moss knows now."'),
    )
    assert found == ["Peter Moss", "Ida Quill", "Ida Quill"]


def test_a_quotation_that_names_the_last_speaker_goes_to_another() -> None:
    text = 'Ida Quill saw Peter Moss. Moss said the port was shut.\n\n"Moss is wrong."'
    found = names(text, said(text, "the port was shut", "said", "Moss"), said(text, '"Moss is wrong."'))
    assert found == ["Peter Moss", "Ida Quill"]
