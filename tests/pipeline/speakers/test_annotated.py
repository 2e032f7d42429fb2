"""Which names of a text are kept: in headlines of capitals only what stands elsewhere too, or surely is a person."""

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.speakers.annotated import annotate

TEXT = "“It stays shut.”\n\n{line}\n\nNobody came to the bridge, and it rained."


@pytest.mark.parametrize(
    ("line", "confidence", "kept"),
    [
        ("Ada Blunt, The Norwell Echo", 0.95, True),
        ("Ada Blunt, The Norwell Echo", 0.5, False),
        ("Big Ada Blunt Bridge Shuts", 0.95, False),
    ],
)
def test_a_person_in_a_line_of_capitals(line: str, confidence: float, kept: bool) -> None:
    text = TEXT.format(line=line)
    at = text.index("Ada Blunt")
    doc = annotate(text, [Mention(Span(at, at + len("Ada Blunt")), EntityKind.PERSON, confidence)])
    assert bool(doc.entities.within(Span(at, at + len("Ada Blunt")))) == kept
