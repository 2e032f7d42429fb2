"""The text in which the judge reads a statement: the words before, then who said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.data import Span, Spans, Statement
from attrib.nn.encoder.tokens import EncodedText, TextEncoder, token_range
from attrib.nn.judge.inputs import JudgeInput, Range

if TYPE_CHECKING:  # a topic is judged without the rules, which read long lists of names
    from attrib.pipeline.speakers.annotated import AnnotatedText
    from attrib.pipeline.stance.targets import Target

_BEFORE = 200  # characters in front of a statement that are read with it; the judge was trained with them


@dataclass(frozen=True, slots=True)
class PairText:
    """A statement as the judge reads it: its text, and stretches of the document with where in the text each begins."""

    text: str
    parts: tuple[tuple[Span, int], ...]

    def places(self, spans: Spans) -> Spans:
        """Where in the text some spans of the document stand, those that it has."""
        return tuple(
            Span(span.start - part.start + start, span.end - part.start + start)
            for span in spans
            for part, start in self.parts
            if part.contains(span)
        )

    def in_document(self, span: Span) -> Span | None:
        """The stretch of the document that a span of the text is; None where it is none."""
        for part, start in self.parts:
            if start <= span.start and span.end <= start + part.end - part.start:
                return Span(span.start - start + part.start, span.end - start + part.start)
        return None

    def ranges(self, text: EncodedText, spans: Spans) -> tuple[Range, ...]:
        """The word pieces of some spans of the document, given the text in word pieces."""
        return tuple(found for found in token_range(text.offsets, self.places(spans)) if found)


def pair_text(doc: "AnnotatedText", statement: Statement, *, before: bool = True) -> PairText:
    """The text of a statement: "words before | SPEAKER CUE: content"; without `before` none of the former."""
    start = min(span.start for span in (*statement.content, *statement.cue, *statement.source))
    built, parts = "", list[tuple[Span, int]]()

    def add(span: Span) -> None:
        nonlocal built
        parts.append((span, len(built)))
        built += _plain(span.of(doc.text))

    context = words_before(doc.text, start)
    if before and context.of(doc.text).strip():
        add(context)
        built += " | "
    speaker = statement.speaker.name if statement.speaker is not None else ""
    built += said_by(speaker, "" if statement.cue else "said")
    for number, span in enumerate(statement.cue):
        built += " " if number else ""
        add(span)
    built += ": "
    for number, span in enumerate(statement.content):
        built += " " if number else ""
        add(span)
    return PairText(built, tuple(parts))


def pair_inputs(
    doc: "AnnotatedText",
    statement: Statement,
    targets: "Sequence[Target]",
    encoder: TextEncoder,
    *,
    before: bool = True,
) -> list[JudgeInput]:
    """A statement with each of some targets, as the judge is asked; without `before` none of the words before it."""
    if not targets:
        return []
    read = pair_text(doc, statement, before=before)
    text, *names = encoder.encode([read.text, *(about(target.name) for target in targets)])
    return [
        JudgeInput(text, name, read.ranges(text, target.spans)) for name, target in zip(names, targets, strict=True)
    ]


def words_before(text: str, start: int) -> Span:
    """The stretch in front of a statement that is read with it, from the start of a word on."""
    return Span(_word_start(text, max(0, start - _BEFORE), start), start)


def said_by(speaker: str, cue: str) -> str:
    """The words in front of what was said; a speaker without a name is somebody."""
    return f"{speaker or 'somebody'} {cue}"


def about(target: str) -> str:
    """A target as the judge is asked about it."""
    return f"about {target}"


def _word_start(text: str, start: int, end: int) -> int:
    """The start of the first whole word at or behind `start`."""
    while 0 < start < end and not text[start - 1].isspace():
        start += 1
    return start


def _plain(text: str) -> str:
    """The text of the same length without line breaks."""
    return text.replace("\n", " ").replace("\r", " ")
