"""What a report tells beside its statements: fact checks, repeated claims, occasions and worth."""

from dataclasses import dataclass

from attrib.data.checks import CheckMatch, StoredCheck
from attrib.data.claims import ClaimSummary


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A fact check that may be about statements of the report: their numbers, each with the match."""

    check: StoredCheck
    matches: tuple[tuple[int, CheckMatch], ...]


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """A claim that statements of the report repeat, with their numbers; others of the database may make it too."""

    summary: ClaimSummary
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportBeside:
    """What the database knows beside the statements of a report.

    `checks` are fact checks that may be about them, confirmed ones first; `claims` what they repeat, what most
    statements say first. `worthy` are the numbers of the statements that are
    most worth checking, and `scored` how many have a score of that. `timed`, `addressed` and `placed` are how many tell
    when, to whom and where they were made.
    """

    checks: tuple[ReportCheck, ...] = ()
    claims: tuple[ReportClaim, ...] = ()
    worthy: tuple[int, ...] = ()
    scored: int = 0
    timed: int = 0
    addressed: int = 0
    placed: int = 0

    @property
    def claim_of(self) -> dict[int, ReportClaim]:
        """The claims by the numbers of the statements that make them."""
        return {number: each for each in self.claims for number in each.numbers}


NOTHING_BESIDE = ReportBeside()
"""Of statements of which the database knows nothing more."""
