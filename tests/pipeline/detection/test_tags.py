"""The speaker's tag right beside a quotation, and words beside one that are no tag."""

import pytest

from attrib.pipeline.detection.layout import read_layout
from attrib.pipeline.detection.tags import Tag, tag_before, tag_behind
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("»The road stays shut«, said her deputy, Olaf Brink.", ("said", "her deputy, Olaf Brink")),
        ('"The road stays shut," the mayor told reporters.', ("told", "the mayor")),
        ('"The road stays shut," Otto Grim, 50, later said.', ("said", "Otto Grim")),
        ('The clerk answered: "The road stays shut."', ("answered", "The clerk")),
        ('Ada Holm called it "the road of shame".', ("called", "Ada Holm")),
    ],
)
def test_who_stands_beside_a_quotation_that_detection_passed_over(text: str, found: tuple[str, str]) -> None:
    [(_, *parts)] = read(text)
    assert tuple(parts) == found


@pytest.mark.parametrize(
    "text",
    [
        'They saw "The road" and left.',
        'It is a plan called "the road of shame".',
        '"The road stays shut." He said nobody knew.',  # a sentence of its own
    ],
)
def test_where_nobody_stands_beside_a_quotation(text: str) -> None:
    assert read(text) == []


def words(text: str, tag: Tag | None) -> tuple[str, str] | None:
    return None if tag is None else ("".join(cue.of(text) for cue in tag.cues), tag.source.of(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"No," said Ann Lee.', ("said", "Ann Lee")),
        ('"No,"\n\nsaid Ann Lee.', None),  # another paragraph
        ('"No," said at last Ann Lee.', None),
        ('"No," Ann Lee said.', ("said", "Ann Lee")),
        ('"No." Ann Lee said.', None),
        ('"No", Ann Lee said.', ("said", "Ann Lee")),
        ('"No?" Ann Lee said.', ("said", "Ann Lee")),
        ('"No?" Ann Lee said in June.', ("said", "Ann Lee")),
        ('"No?" Ann Lee said nobody knew.', None),
        ('"No," Ann Lee said nobody knew.', ("said", "Ann Lee")),
    ],
)
def test_tags_behind_a_quotation(text: str, found: tuple[str, str] | None) -> None:
    layout = read_layout(text)
    assert words(text, tag_behind(layout, layout.quotations[0])) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He left. Ann Lee said: "No."', ("said", "Ann Lee")),
        ('Ann Lee said. "No."', None),
        ('Ann Lee said:\n\n"No."', None),
        ('A friend of Ann Lee said: "No."', ("said", "A friend of Ann Lee")),
        ('A report by Ann Lee said: "No."', None),  # the report speaks
        ('Ann Lee called it "no road".', ("called", "Ann Lee")),
        ('Ann Lee called "no road".', None),  # the verb needs an object
        ('Ann Lee, 50, later said that "no road" is open.', ("said", "Ann Lee")),
        ('Ann Lee said in June "no road" is open.', None),
    ],
)
def test_tags_before_a_quotation(text: str, found: tuple[str, str] | None) -> None:
    layout = read_layout(text)
    assert words(text, tag_before(layout, layout.quotations[0])) == found
