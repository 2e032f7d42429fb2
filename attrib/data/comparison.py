"""What differs between two runs that read the same documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from attrib.data.runs import RunSummary
from attrib.data.spans import Spans
from attrib.data.statements import Assertion, StanceLabel, StatementType


class Change(StrEnum):
    """How a statement differs between an old and a new run."""

    ONLY_OLD = "only old"  # the new run did not find it
    ONLY_NEW = "only new"
    SPEAKER = "speaker"  # another name, another kind of actor, or none
    BOUNDS = "bounds"  # the content begins, ends or is divided elsewhere
    STANCE = "stance"  # another target, or another label towards the same
    TYPE = "type"
    ASSERTION = "assertion"  # where both runs tell it
    ROLE = "role"
    AFFILIATION = "affiliation"


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement as one run found it, before any review; `stances` are pairs of target and label."""

    statement_id: str
    content: Spans
    quote: str
    type: StatementType
    speaker: str | None
    speaker_kind: str | None
    role: str | None
    affiliation: str | None
    stances: tuple[tuple[str, StanceLabel], ...]
    assertion: Assertion | None = None

    @property
    def start(self) -> int:
        return min(span.start for span in self.content)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content)


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that two runs found differently; `old` or `new` is None where one run did not find it.

    `reviewed` is what people have said of the statement, in words; empty where nobody has.
    """

    changes: tuple[Change, ...]
    old: Finding | None
    new: Finding | None
    reviewed: str
    document_sha256: str
    title: str | None
    outlet: str | None
    location: str


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs compared over the documents that both have read: counts, and the differences in reviewed statements.

    `unchanged` statements are alike in everything that `Change` names. One statement may count for several changes.
    """

    old: RunSummary
    new: RunSummary
    documents: int
    old_statements: int
    new_statements: int
    unchanged: int
    counts: Mapping[Change, int]
    reviewed: tuple[Difference, ...]
