"""What a check of stored documents finds: of their texts, spans, files and pages."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """A part of a document that is checked."""

    TEXT = "text"  # the stored text has the hash that names the document
    SPANS = "spans"  # the spans of a statement are those it was stored with, and hold its stored words
    RAW = "raw"  # the file has the bytes that the text was read of
    PAGE = "page"  # a quote stands in the page as it is today


class Outcome(StrEnum):
    """What a check finds."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_AT_HAND = "not at hand"  # the file, or its hash, is not there to compare with
    FOUND = "found"  # the quote stands in the page between the words that it stood between
    MOVED = "moved"  # the quote stands there, between other words
    CHANGED = "changed"  # words near those of the quote stand there
    GONE = "gone"  # nothing near the quote stands there, or there is no page any more
    NOT_REACHED = "not reached"  # the page could not be read


MISMATCHES = frozenset({Outcome.DIFFERENT, Outcome.CHANGED, Outcome.GONE})
"""The outcomes that say that something is not as it was stored."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One check of a document, or of one of its statements; `detail` says what differs."""

    check: Check
    outcome: Outcome
    document: str  # its SHA-256
    place: str
    statement: str | None = None
    detail: str = ""

    @property
    def mismatch(self) -> bool:
        """Whether something is not as it was stored."""
        return self.outcome in MISMATCHES
