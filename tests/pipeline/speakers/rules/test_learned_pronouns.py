"""Whom a pronoun means where the model has a head for antecedents, beside the rules."""

from collections.abc import Sequence

import pytest

from attrib.data import Document, Span
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import said

TEXT = "Peter Moss met Paul Hale in Norland. He said it was late. Susan Quill left."


class Prefers:
    """Gives one name a high score."""

    def __init__(self, text: str, name: str, sure: float) -> None:
        self.text, self.name, self.sure = text, name, sure

    def scores(self, anaphor: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        assert len(features) == len(candidates)
        assert anaphor.of(self.text).lower() in {"he", "she"}
        return [self.sure if span.of(self.text) == self.name else 0.0 for span in candidates]


@pytest.mark.parametrize("name", ["Peter Moss", "Paul Hale"])
def test_what_the_model_is_sure_of_decides(name: str) -> None:
    statement = said(TEXT, "it was late", "said", "He")
    (found,) = resolve(Document(TEXT), [statement], (), TextReaders(Prefers(TEXT, name, 9.0))).statements
    assert found.speaker is not None
    assert found.speaker.name == name


def test_it_never_decides_against_a_known_gender() -> None:
    (found,) = resolve(
        Document(TEXT), [said(TEXT, "it was late", "said", "He")], (), TextReaders(Prefers(TEXT, "Susan Quill", 50.0))
    ).statements
    assert found.speaker is not None
    assert found.speaker.name in {"Peter Moss", "Paul Hale"}
