"""Whom a pronoun may mean, and what the model says of it beside the rules."""

from collections.abc import Sequence

import pytest

from attrib.data import Document, Span
from attrib.nn.heads.antecedents import SIZES
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.speakers.rules.antecedent_features import candidates
from tests.pipeline.attributed import said

TEXT = "Peter Moss met Paul Hale in Norland. He said it was late. Susan Quill left."


def pronoun(text: str, word: str) -> Span:
    return Span(text.index(f" {word} ") + 1, text.index(f" {word} ") + 1 + len(word))


def test_people_around_a_pronoun_are_candidates_with_features_in_bounds() -> None:
    doc = annotate(TEXT, ())
    found = candidates(doc, "He", pronoun(TEXT, "He"))
    assert [item.entity.name for item in found] == ["Peter Moss", "Paul Hale", "Susan Quill"]
    for item in found:
        assert all(0 <= value < size for value, size in zip(item.features, SIZES.values(), strict=True))
    gender = list(SIZES).index("gender")
    assert [item.features[gender] for item in found] == [0, 0, 2]


def test_it_means_no_person_and_other_words_nobody() -> None:
    doc = annotate(TEXT, ())
    assert "Peter Moss" not in {item.entity.name for item in candidates(doc, "it", pronoun(TEXT, "it"))}
    assert candidates(doc, "late", pronoun(TEXT, "was")) == []


class Prefers:
    """Gives one name a high score."""

    def __init__(self, text: str, name: str, sure: float) -> None:
        self.text, self.name, self.sure = text, name, sure

    def scores(self, pronoun: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        assert len(features) == len(candidates)
        assert pronoun.of(self.text).lower() in {"he", "she"}
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
