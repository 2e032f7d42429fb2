"""Values of fact checks: claims that fact-checkers have checked, which statements they may be about, and judgements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrib.data.dates import DatePrecision

MATCHED = 0.8
"""The score from which a fact check counts as about a statement, unless a person says otherwise."""
KEPT = 3
"""How many fact checks, the nearest ones, are kept for a statement."""
HIGHEST_UNLIKE = 0.79
"""The highest score of a fact check that is near a statement and claims something else."""


class CheckVerdict(StrEnum):
    """What a person says of a statement and a fact check, or of two statements that may be a change of mind."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Checked(StrEnum):
    """Whether a statement has been checked, as a search asks for it."""

    YES = "yes"  # a person has confirmed a check, or a check is near and nobody has rejected it
    CONFIRMED = "confirmed"  # a person has confirmed a check
    NO = "no"  # neither


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One claim that a fact-checker has checked, as an import reads it.

    `rating` is in the words of the publisher. Dates are aware UTC, as exact as their precision says; `claim_at` is when
    it was claimed, `reviewed_at` when the check was published. `raw` is the record as it was read, `location` where,
    `record` its number there.
    """

    claim: str
    claimant: str | None = None
    rating: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    claim_at: datetime | None = None
    claim_precision: DatePrecision | None = None
    reviewed_at: datetime | None = None
    reviewed_precision: DatePrecision | None = None
    language: str | None = None
    location: str = ""
    record: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """A fact check of the database, with its id; `deleted_by` says who has deleted it, None for one that is shown."""

    id: str
    check: FactCheck
    added_at: datetime
    changed_at: datetime | None = None
    deleted_by: str | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangedCheck:
    """What an import has changed of a stored check: the fields that differ, each with its value before and after."""

    id: str
    claim: str
    fields: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class ImportedChecks:
    """What an import of fact checks has done; `left_deleted` are known ones that somebody has deleted here."""

    new: int = 0
    unchanged: int = 0
    left_deleted: int = 0
    changed: tuple[ChangedCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckMatch:
    """A fact check that may be about what a statement claims: a suggestion, until a person confirms it.

    `score` is the mean cosine of claim and title with the statement, plus 0.2 times its BM25 as a share of the highest;
    MATCHED or more where names, figures and words agree (see `claims/agreement.py`), at most HIGHEST_UNLIKE where they
    do not. Both numbers are None where only a person has told it. `shared` are the statement's words that the check
    has too, `figures` and `check_figures` the numbers that only one of them names; all three are told where they are
    asked for.
    """

    check: StoredCheck
    score: float | None
    cosine: float | None
    verdict: CheckVerdict | None = None
    shared: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    check_figures: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether a person has confirmed it, or it is near and nobody has rejected it."""
        near = self.verdict is None and self.score is not None and self.score >= MATCHED
        return near or self.verdict is CheckVerdict.CONFIRMED


@dataclass(frozen=True, slots=True)
class CheckJudgement:
    """A person's word on whether a fact check is about what a statement claims; kept when undone.

    `statement_id` is the statement of today where there is one, else the one that was judged.
    """

    id: str
    batch: str
    verdict: CheckVerdict
    statement_id: str
    words: str
    check_id: str
    claim: str
    note: str | None
    judged_by: str
    judged_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None
