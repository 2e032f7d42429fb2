"""The stretch in which a statement's stances are judged."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch

from attrib.data import ActorKind, Document, Span, Spans, Speaker
from attrib.nn.encoder.tokens import TextEncoder, token_range
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
    [content] = token_range(text.offsets, found.content)
    assert row.content == (content,)
    assert row.holders == tuple(token_range(text.offsets, found.holders))
    assert row.targets == (tuple(token_range(text.offsets, found.targets[0])),)
    assert row.questions == 1
    assert row.told == found.told


class Halves:
    """States of which each group's mean is the number of its spans."""

    digest = "abc"

    def means(self, groups: Sequence[Spans]) -> torch.Tensor:
        return torch.tensor([[float(len(group))] * 2 for group in groups])


def test_states_are_those_of_the_weights_that_the_head_knows() -> None:
    statement = said(TEXT, "the deal was bad for Britain", "said", "John Hale")
    resolved = resolve(Document(TEXT), [statement], (), TextReaders(states=Halves()))
    found = other_states(resolved.doc, resolved.statements[0], "abc")
    assert found is not None
    assert found.tolist() == [1.0] * 8
    assert other_states(resolved.doc, resolved.statements[0], "another") is None
    bare = resolve(Document(TEXT), [statement], ())
    assert other_states(bare.doc, bare.statements[0], "abc") is None


@pytest.mark.parametrize(
    ("length", "near"),
    [(1200, True), (1201, False)],  # characters from the source to the end of the content
)
def test_source_and_content_are_read_together_up_to_a_length(length: int, near: bool) -> None:
    middle = " said ".ljust(length - len("John Hale") - len("Britain was lost"), "-")
    text = f"John Hale{middle}Britain was lost"
    resolved = resolve(Document(text), [said(text, "Britain was lost", "said", "John Hale")], ())
    found = of(resolved, target(text, "Britain"))
    assert found.text == (text if near else "John Hale said: Britain was lost")
    place = found.in_document(found.targets[0][0])  # at the very beginning of the words, where they are far
    assert place is not None
    assert place.of(text) == "Britain"


def test_a_source_inside_a_far_content_is_the_holder_still() -> None:
    text = "It was said" + " and" * 400 + " that John Hale saw Britain fall."
    resolved = resolve(Document(text), [said(text, "that John Hale saw Britain fall", "said")], ())
    statement = replace(resolved.statements[0], source=(Span(text.index("John"), text.index(" saw")),))
    found = passage(resolved.doc, statement, [target(text, "Britain")])
    assert found.text == "that John Hale saw Britain fall"
    assert [span.of(found.text) for span in found.holders] == ["John Hale"]


def test_nobody_is_put_in_front_where_nobody_speaks_or_has_a_name() -> None:
    text = "Britain was lost."
    resolved = resolve(Document(text), [said(text, "Britain was lost")], ())
    nobody = replace(resolved.statements[0], speaker=None)
    nameless = replace(nobody, speaker=Speaker("", ActorKind.PERSON))
    for statement in (nobody, nameless):
        found = passage(resolved.doc, statement, [target(text, "Britain")])
        assert (found.text, found.holders, found.added) == ("Britain was lost", (), 0)


@pytest.mark.parametrize(("start", "front"), [(310, (10, 310)), (300, (0, 300)), (20, (0, 20)), (0, (0, 0))])
def test_three_hundred_characters_before_the_content_are_read_too(start: int, front: tuple[int, int]) -> None:
    asked: list[Sequence[Spans]] = []

    class Asked(Halves):
        def means(self, groups: Sequence[Spans]) -> torch.Tensor:
            asked.append(groups)
            return super().means(groups)

    text = "a" * max(start - 1, 0) + " " * bool(start) + "Britain was lost."
    resolved = resolve(Document(text), [said(text, "Britain was lost")], (), TextReaders(states=Asked()))
    other_states(resolved.doc, resolved.statements[0], "abc")
    assert asked[-1][3] == (Span(*front),)


def test_parts_without_word_pieces_are_left_out_and_the_content_is_then_the_whole() -> None:
    [text] = TextEncoder(make_tokenizer(), 96, 0).encode(["Ann fell  "])
    blank = Span(8, 10)
    row = Passage("Ann fell  ", 0, 0, (blank,), (blank,), ((Span(0, 3), blank),), ((),)).row(text)
    assert (row.holders, row.content, row.targets) == ((), ((0, len(text)),), (((0, 3),),))
