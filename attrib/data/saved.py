"""Values of saved searches, and of digests: what is new to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attrib.data.records import StatementRecord

StatementPlace = tuple[int, int, int]
"""Where a statement stands, whatever run found it: the key of its document, and its start and end."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that a person has saved under a name.

    `filters` are the fields of its query that are not open, as they were stored; dates are in ISO 8601. `known` is how
    many statements it found when it was saved, `told` how many its digests have told since, the last of them, number
    `digest`, at `told_at`.
    """

    number: int
    name: str
    filters: Mapping[str, Any]
    note: str | None
    saved_by: str
    saved_at: datetime
    removed_by: str | None = None
    removed_at: datetime | None = None
    known: int = 0
    told: int = 0
    digest: int | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement that a saved search has not told before.

    `copies` are statements of the same words in copies of its article, the earliest first; these are told with it.
    """

    record: StatementRecord
    copies: tuple[StatementRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """What is new to one saved search.

    `asked` is the search in words and `command` the one that asks it. `copied` are new statements whose words a copy of
    their article has had in an earlier digest. `later` is how many more are left for the next digest, `distant` how
    many a search by topic found that are farther from the topic than those told. `notices` are remarks on the answer;
    `problem` says why there is none, empty where there is. `places` are where all these statements stand, and where
    a new run has found again what was told before.
    """

    search: SavedSearch
    asked: tuple[tuple[str, str], ...] = ()
    command: str = ""
    new: tuple[NewStatement, ...] = ()
    copied: tuple[StatementRecord, ...] = ()
    later: int = 0
    distant: int = 0
    notices: tuple[str, ...] = ()
    problem: str = ""
    places: tuple[StatementPlace, ...] = ()
    known_places: tuple[StatementPlace, ...] = ()

    @property
    def records(self) -> tuple[StatementRecord, ...]:
        """The new statements, each before its copies."""
        return tuple(record for each in self.new for record in (each.record, *each.copies))

    @property
    def articles(self) -> int:
        """How many articles the new statements stand in, copies not counted."""
        return len({each.record.document_sha256 for each in self.new})

    @property
    def outlets(self) -> int:
        """How many outlets published these articles, as far as outlets are known."""
        return len({each.record.outlet for each in self.new} - {None})


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDigest:
    """What is new to saved searches: a section each.

    `number` is the one that the digest has once it is told. `again` says that the writing of an earlier digest was
    interrupted and that it cannot be known whether somebody has read it, so that this one tells the same again.
    """

    number: int
    made_at: datetime
    version: str
    sections: tuple[DigestSection, ...]
    again: bool = False

    @property
    def new(self) -> int:
        """How many statements are new, copies not counted."""
        return sum(len(section.new) for section in self.sections)

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell: nothing new, no further copy, no problem."""
        return not any(each.new or each.copied or each.distant or each.problem for each in self.sections)

    @property
    def problems(self) -> tuple[DigestSection, ...]:
        """The sections of searches that could not be answered."""
        return tuple(section for section in self.sections if section.problem)
