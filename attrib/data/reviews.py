"""A person's correction of what the machine found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewField(StrEnum):
    """What of a statement a person can say something of."""

    VERDICT = "verdict"  # accepted, as the machine has it, or rejected: no statement
    SPEAKER = "speaker"
    TYPE = "type"
    ROLE = "role"
    AFFILIATION = "affiliation"
    STANCE = "stance"


ACCEPTED, REJECTED = "accepted", "rejected"


NO_STANCE = "none"
"""The value of a review that takes a stance away."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one field of a statement, beside the machine's; `batch` is shared by all of one command.

    `target` is whom or what a stance is about. `value` is None where the field is to be empty.
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

    def __str__(self) -> str:
        who = f"({self.reviewed_by} {self.reviewed_at:%Y-%m-%d})"
        if self.field is ReviewField.VERDICT:
            return f"{self.value} {who}"
        what = f"{self.field} towards {self.target}" if self.target else str(self.field)
        changed = "" if self.value == self.machine else f", not {self.machine or 'none'}"
        return f"{what}: {self.value or 'none'}{changed} {who}"
