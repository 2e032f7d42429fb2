"""The stretch in which a statement's stances are judged."""

import torch

from attrib.data import Document, Span, Spans
from attrib.nn.encoder.tokens import TextEncoder
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.stance.passages import Passage, other_states, passage
from attrib.pipeline.stance.targets import Target
from tests.pipeline.attributed import said
from tests.tiny import make_tokenizer

TEXT = "It rained. John Hale said the deal was bad for Britain."


def target(text: str, name: str) -> Target:
    at = text.index(name)
    return Target(name, "actor", (Span(at, at + len(name)),))


def of(resolved: Resolved, *targets: Target, at: int = 0) -> Passage:
    return passage(resolved.doc, resolved.statements[at], targets)


def test_a_statement_is_read_verbatim_with_its_parts() -> None:
    resolved = resolve(Document(TEXT), [said(TEXT, "the deal was bad for Britain", "said", "John Hale")], ())
    found = of(resolved, target(TEXT, "Britain"))
    assert found.text == TEXT[len("It rained. ") : -1]
    assert [span.of(found.text) for span in found.holders] == ["John Hale"]
    assert [span.of(found.text) for span in found.content] == ["the deal was bad for Britain"]
    assert [spans[0].of(found.text) for spans in found.targets] == ["Britain"]
    place = found.in_document(found.targets[0][0])
    assert place is not None
    assert place.of(TEXT) == "Britain"


def test_a_speaker_whom_no_words_name_is_put_in_front() -> None:
    text = 'John Hale was angry. "Britain is lost."'
    statements = [said(text, "was angry", "was", "John Hale"), said(text, '"Britain is lost."')]
    resolved = resolve(Document(text), statements, ())
    speaker = resolved.statements[1].speaker
    assert speaker is not None
    found = of(resolved, target(text, "Britain"), at=1)
    assert found.text == f'{speaker.name} said: "Britain is lost."'
    assert found.in_document(found.holders[0]) is None
    assert [span.of(found.text) for span in found.content] == ['"Britain is lost."']
    place = found.in_document(found.targets[0][0])
    assert place is not None
    assert place.of(text) == "Britain"


def test_a_source_far_away_is_not_read_with_it() -> None:
    text = "John Hale spoke. " + "It rained on and on. " * 80 + "Britain was lost."
    resolved = resolve(Document(text), [said(text, "Britain was lost", "spoke", "John Hale")], ())
    found = of(resolved, target(text, "Britain"))
    assert found.text == "John Hale said: Britain was lost"


def test_the_row_has_pieces_for_every_part() -> None:
    resolved = resolve(Document(TEXT), [said(TEXT, "the deal was bad for Britain", "said", "John Hale")], ())
    found = of(resolved, target(TEXT, "Britain"))
    [text] = TextEncoder(make_tokenizer(), 96, 0).encode([found.text])
    row = found.row(text)
    assert row.content
    assert row.questions == 1
    assert row.told == found.told


class Halves:
    """States of which each group's mean is the number of its spans."""

    digest = "abc"

    def means(self, groups: list[Spans]) -> torch.Tensor:
        return torch.tensor([[float(len(group))] * 2 for group in groups])


def test_states_are_those_of_the_weights_that_the_head_knows() -> None:
    statement = said(TEXT, "the deal was bad for Britain", "said", "John Hale")
    resolved = resolve(Document(TEXT), [statement], (), TextReaders(states=Halves()))  # type: ignore[arg-type]
    found = other_states(resolved.doc, resolved.statements[0], "abc")
    assert found is not None
    assert found.tolist() == [1.0] * 8
    assert other_states(resolved.doc, resolved.statements[0], "another") is None
    bare = resolve(Document(TEXT), [statement], ())
    assert other_states(bare.doc, bare.statements[0], "abc") is None
