"""Reading a document through a copy of its text as it is seen; what is found has the offsets of the text itself."""

from dataclasses import replace

from attrib.data import Document, Mention, Speaker, Stance, Statement
from attrib.data.spans import Span, Spans
from attrib.text.reading_copy import ReadingCopy, reading_copy


def to_read(document: Document) -> tuple[Document, ReadingCopy | None]:
    """The document to read, and the way back from its offsets; the document itself where it is as it is seen."""
    copy = reading_copy(document.text)
    if copy is None or not copy.text.strip():
        return document, None
    return replace(document, text=copy.text), copy


def mention_in_text(mention: Mention, copy: ReadingCopy) -> Mention:
    """A mention of a copy as one of the text."""
    return replace(mention, span=copy.original(mention.span))


def statement_in_text(statement: Statement, copy: ReadingCopy) -> Statement:
    """A statement of a copy, with all that is told of it, as one of the text."""

    def spans(found: Spans) -> Spans:
        return tuple(copy.original(span) for span in found)

    occasion = statement.occasion
    return replace(
        statement,
        content=spans(statement.content),
        cue=spans(statement.cue),
        source=spans(statement.source),
        speaker=None if statement.speaker is None else _speaker(statement.speaker, copy),
        stances=tuple(_stance(stance, copy) for stance in statement.stances),
        occasion=replace(
            occasion,
            time=_span(occasion.time, copy),
            addressee=_span(occasion.addressee, copy),
            place=_span(occasion.place, copy),
        ),
    )


def _speaker(speaker: Speaker, copy: ReadingCopy) -> Speaker:
    evidence = tuple(copy.original(span) for span in speaker.evidence)
    return replace(speaker, mention=_span(speaker.mention, copy), evidence=evidence)


def _stance(stance: Stance, copy: ReadingCopy) -> Stance:
    return replace(stance, mention=_span(stance.mention, copy), evidence=_span(stance.evidence, copy))


def _span(span: Span | None, copy: ReadingCopy) -> Span | None:
    return None if span is None else copy.original(span)
