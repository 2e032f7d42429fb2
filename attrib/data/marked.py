"""A text with its statements marked: pieces that the same spans cover, ready for any face."""

from dataclasses import dataclass
from enum import StrEnum

from attrib.data.records import StatementRecord
from attrib.data.spans import Spans
from attrib.data.statements import StanceLabel


class Part(StrEnum):
    """A part of a statement that is marked in its text."""

    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"
    SPEAKER = "speaker"  # the fullest name in the text, where the source does not hold it
    EVIDENCE = "evidence"  # the words that decided about a side
    OTHER = "other"  # the content of a statement that the page does not list


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a statement; `number` is the one that the statement has on its page."""

    number: int
    part: Part


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of a text, verbatim, that the same marks cover; `start` is its offset in the document.

    `opens` are the numbers of the statements whose content begins with it.
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[int, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that cover it, in the order of Part, each once."""
        held = {mark.part for mark in self.marks}
        return tuple(part for part in Part if part in held)

    @property
    def depth(self) -> int:
        """How many statements have it in their content: 2 and more within statements of others."""
        return sum(mark.part is Part.CONTENT for mark in self.marks)


Paragraph = tuple[MarkedPiece, ...]


def parts_of(record: StatementRecord) -> list[tuple[Part, Spans]]:
    """The parts of a statement: content, cue, source, and the speaker's name where the source does not hold it."""
    parts = [
        (Part.CONTENT, record.content_spans),
        (Part.CUE, record.cue_spans),
        (Part.SOURCE, record.source_spans),
    ]
    mention = record.speaker_mention
    if mention is not None and not any(span.overlaps(mention) for span in record.source_spans):
        parts.append((Part.SPEAKER, (mention,)))
    return parts


def evidence_of(record: StatementRecord) -> Spans:
    """Where the words stand that decided about the sides of a statement."""
    sides = (stance for stance in record.stances if stance.label is not StanceLabel.NEUTRAL)
    return tuple(dict.fromkeys(stance.evidence for stance in sides if stance.evidence is not None))
