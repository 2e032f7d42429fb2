"""Values of copies: documents that are the same text, a shortened one, an updated one, or of the same agency."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attrib.data.dates import DatePrecision


class CopyKind(StrEnum):
    """How a document is a copy of the first of its group."""

    SAME = "same"  # most of each stands in the other
    SHORTENED = "shortened"  # most of the shorter one stands in the other, which is much longer
    UPDATED = "updated"  # one outlet's text at two addresses, with changes
    AGENCY = "agency"  # less of it, and both name the same agency


@dataclass(frozen=True, slots=True)
class CopyMember:
    """A document of a group. `kind` and `shared`, the share of the shorter text that the other holds, are towards the
    group's first; None for that itself. `statements` are those that search shows, `copied` those of them whose words
    stand in the first too.
    """

    document: str  # its SHA-256
    title: str | None
    outlet: str | None
    place: str
    published_at: datetime | None
    published_precision: DatePrecision | None
    kind: CopyKind | None
    shared: float | None
    agency: str | None
    statements: int
    copied: int


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Documents that are copies of one, the earliest by date first, undated ones last.

    `dated` says whether the first has a date, so that it is known to be the earliest.
    """

    members: tuple[CopyMember, ...]

    @property
    def dated(self) -> bool:
        """Whether it is known which came first."""
        return self.members[0].published_at is not None
