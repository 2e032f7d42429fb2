"""The training of the head for affiliations: what an article teaches, and what is written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import ActorKind, EntityKind, Mention, Span, StatementType
from attrib.errors import SettingsError
from attrib.nn.catalogue import weights_digest
from attrib.nn.encoder.tokens import EncodedText
from attrib.nn.pointer.affiliation_reader import load_affiliations
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.readers import TextReaders
from attrib.training.affiliations.material import article_examples
from attrib.training.affiliations.recipe import AffiliationTraining
from attrib.training.affiliations.task import AffiliationTask
from attrib.training.corpora.labels import Attribution, SpeakerLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.engine.run import train
from attrib.training.engine.task import Workplace
from tests.pipeline.attributed import said
from tests.tiny import make_encoder, on_one_thread

TEXT = "Ida Quill of Acme said rain was near. Ida Quill said Initech was dry. Ivo Hale said it snowed."
NAMES = (("Ida Quill", EntityKind.PERSON), ("Acme", EntityKind.ORGANIZATION), ("Initech", EntityKind.ORGANIZATION))


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


def label(content: str, source: str, affiliation: str) -> tuple[Attribution, SpeakerLabel]:
    found = said(TEXT, content, "said", source)
    told = SpeakerLabel(found.content, StatementType.INDIRECT, source, ActorKind.PERSON, affiliation=affiliation)
    return Attribution(found.content, found.cue, found.source), told


def article(affiliation: str) -> LabelledText:
    rows = (
        label("rain was near", "Ida Quill", affiliation),
        label("Initech was dry", "Ida Quill", affiliation),
        label("it snowed", "Ivo Hale", ""),
    )
    return LabelledText("x", TEXT, (tuple(row for row, _ in rows),), labels=tuple(told for _, told in rows))


class Pointed(PointerReader):
    """The reading of a text whose states are made up."""

    def __init__(self, text: EncodedText) -> None:
        self.offsets = np.asarray(text.offsets)

    def both_states(self) -> torch.Tensor:
        return torch.randn(len(self.offsets), 64, generator=torch.Generator().manual_seed(1))


def read(text: LabelledText) -> tuple[Detection, Pointed]:
    pointer = Pointed(make_encoder().encode([text.text])[0])
    spans = [(Span(TEXT.index(name), TEXT.index(name) + len(name)), kind) for name, kind in NAMES]
    mentions = tuple(Mention(span, kind, 0.9) for span, kind in spans)
    return Detection((), mentions, TextReaders(pointer=pointer)), pointer


def test_a_speaker_is_one_example_with_the_names_that_are_right() -> None:
    first, second = article_examples(article("Acme"), *read(article("Acme")))
    assert first.statements == 2
    names = [item.mentions[0].of(TEXT) for item in first.placed.question.candidates]
    assert [names[at] for at in first.right] == ["Acme"]
    assert len(first.placed.own) == 2  # its mentions, each once
    assert (second.right, second.statements) == ((), 1)


def test_an_affiliation_that_the_text_does_not_name_teaches_nothing() -> None:
    [only] = article_examples(article("Umbrella"), *read(article("Umbrella")))
    assert only.right == ()
    assert only.statements == 1


class Reading:
    """In place of a detector with a pointer."""

    def __init__(self, detector: Detector) -> None:
        self.model = detector.model

    def detect(self, texts: list[str]) -> list[Detection]:
        return [read(replace(article("Acme"), text=text))[0] for text in texts]


@pytest.fixture
def task(tiny_with_pointer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AffiliationTask:
    from attrib.pipeline.build import build
    from attrib.settings import ExtractSettings

    monkeypatch.setattr(
        "attrib.training.affiliations.material.labelled_folders", lambda *_: [(tmp_path, [article("Acme")])]
    )
    detector: Any = Reading(build(ExtractSettings(str(tiny_with_pointer), stance=False)).detector)
    recipe = AffiliationTraining("a", model=str(tiny_with_pointer), width=8, dropout=0.0, epochs=30, learning_rate=0.02)
    return AffiliationTask(recipe, Workplace(tmp_path, tmp_path / "out", tmp_path), detector)


def test_a_training_learns_the_right_names_and_writes_a_head_for_its_pointer(
    task: AffiliationTask, tiny_with_pointer: Path
) -> None:
    train(task, task.place)
    head = load_affiliations(task.place.output, weights_digest(tiny_with_pointer.parent / "points"))
    [found] = task.articles
    with torch.inference_mode():
        first, second = head(found.states.float(), [item.placed for item in found.examples])
    assert first.argmax() in found.examples[0].right
    assert second.argmax() == len(second) - 1
    assert (head.config.least, head.config.hidden) == (0.6, 32)


def test_a_model_without_a_pointer_is_refused(tiny_with_pointer: Path, tmp_path: Path) -> None:
    (tiny_with_pointer.parent / "points").rename(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="has no pointer"):
        AffiliationTask(AffiliationTraining("a", model=str(tiny_with_pointer)), Workplace(tmp_path, tmp_path))


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"articles": ()}, "articles"), ({"width": 0}, "width"), ({"least": 1.0}, "least"), ({"task": "posts"}, "task")],
)
def test_settings_out_of_range_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        AffiliationTraining("a", **settings)
