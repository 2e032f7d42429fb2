"""A person's corrections of statements."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewField(StrEnum):
    """A part of a statement that a person can review."""

    VERDICT = "verdict"  # accepted, as the machine has it, or rejected: no statement
    SPEAKER = "speaker"
    TYPE = "type"
    ASSERTION = "assertion"
    ROLE = "role"
    AFFILIATION = "affiliation"
    STANCE = "stance"
    QUOTE = "quote"  # its bounds: other words of the article
    ADDED = "added"  # a statement that the machine has not found


_MOST = 80  # characters of a quote that a review tells
ACCEPTED, REJECTED = "accepted", "rejected"


DELETED, NOT_IN_NEWER = "the article is deleted", "not in the newer text of the article"
"""Why a review is kept apart from what search shows."""

NO_STANCE = "none"
"""The value of a review that removes a stance."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person's review of one field of a statement, beside the machine's value.

    All reviews of one command share a `batch`. `target` is what a stance is towards. `value` None empties the field.
    In a list `apart` tells why search does not show it, DELETED or NOT_IN_NEWER, and `words` the first words reviewed.
    """

    id: str
    batch: str
    statement_id: str
    field: ReviewField
    value: str | None
    machine: str | None
    target: str | None
    note: str | None
    reviewed_by: str
    reviewed_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None
    apart: str | None = None
    words: str | None = None

    def __str__(self) -> str:
        return f"{self.said} ({self.reviewed_by} {self.reviewed_at:%Y-%m-%d})"

    @property
    def said(self) -> str:
        """What it says, and what the machine had where that differs."""
        if self.field is ReviewField.VERDICT:
            return self.value or ""
        if self.field is ReviewField.ADDED:
            return "added"
        if self.field is ReviewField.QUOTE:
            return f"quote: not “{_shortened(self.machine or '')}”"
        what = f"{self.field} towards {self.target}" if self.target else str(self.field)
        changed = "" if self.value == self.machine else f", not {self.machine or 'none'}"
        return f"{what}: {self.value or 'none'}{changed}"


def _shortened(words: str) -> str:
    """Long words with their middle left out."""
    words = " ".join(words.split())
    return words if len(words) <= _MOST else f"{words[: _MOST // 2]} … {words[-_MOST // 2 :]}"
