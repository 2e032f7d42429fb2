import pytest

from attrib.data import Span
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.missing_source import missing_source
from tests.pipeline.attributed import said


def source_beside(text: str, content: str, cue: str) -> str | None:
    found = missing_source(annotate(text, ()), said(text, content, cue))
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        ("Ida Quill said it rained.", "it rained", "said", "Ida Quill"),
        ("Later she also said it rained.", "it rained", "said", "she"),
        ('"It rained," said Ida Quill.', '"It rained,"', "said", "Ida Quill"),
        ('"It rained," said a spokesman.', '"It rained,"', "said", "a spokesman"),
        ("It rained, according to the council.", "It rained", "according to", "the council"),
        ("Ida Quill, of Norwell Council, said it rained.", "it rained", "said", "Ida Quill, of Norwell Council,"),
        ("Ida Quill left and said it rained.", "it rained", "said", "Ida Quill"),
        (
            "He said that critics, like Otto Grim, have announced a vote.",
            "a vote",
            "announced",
            "critics, like Otto Grim,",
        ),
        ("The council is urging people to leave.", "people to leave", "is urging", "The council"),
        ("The plan was announced by Ida Quill.", "The plan", "was announced", "Ida Quill"),
        ("Ida Quill was told that it rained.", "that it rained", "was told", None),
        ("It has been claimed that it rained.", "that it rained", "has been claimed", None),
        ("It rained.", "It rained", "", None),
    ],
)
def test_source_beside_a_cue(text: str, content: str, cue: str, expected: str | None) -> None:
    assert source_beside(text, content, cue) == expected


def test_words_of_the_content_are_no_source() -> None:
    text = "Said Ida Quill was late."
    doc = annotate(text, ())
    statement = said(text, "Ida Quill was late", "Said")
    assert statement.cue == (Span(0, 4),)
    assert missing_source(doc, statement) is None
