"""What a statement reports of others stays with them."""

import pytest

from attrib.data import Document, Span
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.reported import is_reported
from tests.pipeline.attributed import said


@pytest.mark.parametrize(
    ("content", "target", "reported"),
    [
        ("the critics of John Hale had called the tax a disgrace", "tax", True),
        ("the critics of John Hale had called the tax a disgrace", "John Hale", False),
        ("she had always opposed the tax", "tax", False),
        ("the tax was bad", "tax", False),
        ("opposed the tax", "tax", False),  # begins the content
        ("critics opposed the tax", "tax", True),
        ("his aides wanted to, and opposed the tax", "tax", True),
        ("his aides wanted to oppose and opposed the tax", "tax", True),
        ("Bob Ray chose to opposed the tax", "tax", False),  # behind "to" the verb is the speaker's own
        ("she never once opposed the tax", "tax", False),  # three words behind the pronoun
        ("she never once really opposed the tax", "tax", True),
        ("critics praised Bob Ray. The tax was bad", "tax", False),  # another sentence
        ("critics opposed the cut and she opposed the tax", "tax", False),  # the nearest verb counts
    ],
)
def test_a_verb_of_judging_with_another_subject_takes_what_follows(content: str, target: str, reported: bool) -> None:
    text = f"Maria Lopez said {content}."
    resolved = resolve(Document(text), [said(text, content, "said", "Maria Lopez")], ())
    at = text.index(target)
    assert is_reported(resolved.doc, resolved.statements[0], Span(at, at + len(target))) is reported


def test_what_stands_outside_the_content_is_never_reported() -> None:
    text = "Maria Lopez accused Bob Ray of theft."
    resolved = resolve(Document(text), [said(text, "of theft", "accused", "Maria Lopez")], ())
    assert not is_reported(resolved.doc, resolved.statements[0], Span(20, 27))


def test_a_target_before_the_content_is_not_reported_by_what_follows() -> None:
    text = "Maria Lopez told Bob Ray that critics opposed the tax."
    resolved = resolve(Document(text), [said(text, "critics opposed the tax", "told", "Maria Lopez")], ())
    assert not is_reported(resolved.doc, resolved.statements[0], Span(17, 24))
