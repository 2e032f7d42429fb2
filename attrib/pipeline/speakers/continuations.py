"""Quotations that go on behind their tag: of '"A," she said. "B."' the second sentence is a statement of its own."""

from collections.abc import Iterator
from dataclasses import replace

from attrib.data import Reason, Statement
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.resolver import Resolved, typed


def with_continuations(found: Resolved) -> Resolved:
    """The statements, in the same order, each parted where the sentence of its cue and source has ended.

    What follows has no cue and no source of its own; its speaker is the same, as one who goes on. Example: '"Rain,"
    said Ida Quill. "And wind."' are two. Not: '"Rain," said Ida Quill, "and wind."', one sentence. In all of 180 such
    places in labelled articles the labels have two statements.
    """
    parted = tuple(part for statement in found.statements for part in _parted(found.doc, statement))
    return replace(found, statements=parted)


def _parted(doc: AnnotatedText, statement: Statement) -> Iterator[Statement]:
    content = statement.content
    at = next((at for at in range(1, len(content)) if _goes_on(doc, statement, at)), None)
    if at is None:
        yield statement
        return
    yield typed(doc, replace(statement, content=content[:at]))
    speaker = None if statement.speaker is None else replace(statement.speaker, reason=Reason.CONTINUATION)
    yield typed(doc, replace(statement, content=content[at:], cue=(), source=(), speaker=speaker))


def _goes_on(doc: AnnotatedText, statement: Statement, at: int) -> bool:
    """Whether a piece of content begins a sentence behind that of a cue or source between it and the piece before."""
    before, piece = statement.content[at - 1], statement.content[at]
    between = [
        span for span in (*statement.cue, *statement.source) if before.end <= span.start and span.end <= piece.start
    ]
    return bool(between) and doc.sentence_at(max(span.end for span in between) - 1) < doc.sentence_at(piece.start)
