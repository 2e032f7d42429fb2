"""Quotations that go on behind the sentence of their cue."""

import pytest

from attrib.data import Document, Reason, Span, Statement, StatementType
from attrib.pipeline.speakers.continuations import with_continuations
from attrib.pipeline.speakers.resolver import resolve


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def parted(text: str, *pieces: str, cue: str = "said", source: str = "Ida Quill") -> list[Statement]:
    """The statements that become of one with these pieces of content."""
    content = tuple(span(text, piece) for piece in pieces)
    one = Statement(StatementType.INDIRECT, content, (span(text, cue),), (span(text, source),), 0.9)
    return list(with_continuations(resolve(Document(text), [one], ())).statements)


def words(text: str, found: list[Statement]) -> list[list[str]]:
    return [[piece.of(text) for piece in statement.content] for statement in found]


def test_a_sentence_behind_the_tag_is_a_statement_of_the_same_speaker() -> None:
    text = '"Rain is near," said Ida Quill. "And so is wind."'
    first, second = found = parted(text, '"Rain is near,"', '"And so is wind."')
    assert words(text, found) == [['"Rain is near,"'], ['"And so is wind."']]
    assert first.speaker is not None
    assert second.speaker is not None
    assert (second.speaker.name, second.speaker.confidence) == ("Ida Quill", first.speaker.confidence)
    assert second.speaker.reason is Reason.CONTINUATION
    assert (first.cue, second.cue, second.source) == ((span(text, "said"),), (), ())
    assert second.confidence == first.confidence


def test_each_part_has_its_own_type() -> None:
    text = 'Rain is near, said Ida Quill of Norland. "And so is wind."'
    assert [item.type for item in parted(text, "Rain is near", '"And so is wind."')] == [
        StatementType.INDIRECT,
        StatementType.DIRECT,
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('"Rain is near," said Ida Quill, "and so is wind."', ('"Rain is near,"', '"and so is wind."')),
        ('"Rain is near," said Ida Quill, of St. Bede\'s, "and wind."', ('"Rain is near,"', '"and wind."')),
        ('Ida Quill said: "Rain is near." "And so is wind."', ('"Rain is near."', '"And so is wind."')),
    ],
)
def test_what_one_sentence_holds_stays_one_statement(text: str, pieces: tuple[str, ...]) -> None:
    assert words(text, parted(text, *pieces)) == [list(pieces)]


def test_all_that_follows_goes_on_together() -> None:
    text = '"Rain," said Ida Quill. "Wind," she thought, "and snow." "And ice."'
    found = parted(text, '"Rain,"', '"Wind,"', '"and snow."', '"And ice."')
    assert words(text, found) == [['"Rain,"'], ['"Wind,"', '"and snow."', '"And ice."']]


def test_nobody_s_words_stay_nobody_s() -> None:
    text = '"Rain is near," it was said. "And so is wind."'
    content = (span(text, '"Rain is near,"'), span(text, '"And so is wind."'))
    one = Statement(StatementType.INDIRECT, content, (span(text, "was said"),), (), 0.9)
    found = with_continuations(resolve(Document(text), [one], ())).statements
    assert [item.speaker for item in found] == [None, None]
    assert [item.silence for item in found] == [found[0].silence] * 2
