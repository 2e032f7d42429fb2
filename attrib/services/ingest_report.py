"""What an ingest has done: how many inputs met which fate."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from attrib.data import Notice, Problem
from attrib.services.ingest import Fate, Outcome
from attrib.services.problems import Problems


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Documents by fate, statements that were stored, and what could not be read, or only in part.

    `new` were not there before, `updated` are extracted anew, `shown_again` were read by this run before and by another
    since, `unchanged` were done already, `corrected` were too and have other metadata now, and `set_aside` are in
    another language than English: stored without statements. Of the problems and warnings of one input there are the
    first MOST_TOLD, and one that says how many more. `notices` say which models the extraction did without.
    """

    new: int = 0
    updated: int = 0
    shown_again: int = 0
    unchanged: int = 0
    corrected: int = 0
    set_aside: int = 0
    statements: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def documents(self) -> int:
        """All documents that were read."""
        return self.new + self.updated + self.shown_again + self.unchanged + self.corrected + self.set_aside

    def with_document(self, outcome: Outcome) -> "IngestReport":
        """The report with one more document counted."""
        return replace(
            self,
            statements=self.statements + outcome.statements,
            new=self.new + (outcome.fate is Fate.NEW),
            updated=self.updated + (outcome.fate is Fate.UPDATED),
            shown_again=self.shown_again + (outcome.fate is Fate.SHOWN_AGAIN),
            unchanged=self.unchanged + (outcome.fate is Fate.UNCHANGED),
            corrected=self.corrected + (outcome.fate is Fate.CORRECTED),
            set_aside=self.set_aside + (outcome.fate is Fate.SET_ASIDE),
        )


def report_of(
    outcomes: Iterable[Outcome], progress: Callable[[Outcome], None] | None, warnings: Iterable[str] = ()
) -> IngestReport:
    """The report of all outcomes, each given to `progress` as it comes, with an extractor's warnings as notices."""
    report = IngestReport(notices=tuple(Notice(words) for words in warnings))
    problems, told = Problems(), list[Problem]()
    for outcome in outcomes:
        if isinstance(outcome.item, Problem):
            if problems.met(outcome.item):
                told.append(outcome.item)
        else:
            report = report.with_document(outcome)
        if progress is not None:
            progress(outcome)
    told += problems.left()
    of_kind = {kind: tuple(item for item in told if item.warning is kind) for kind in (False, True)}
    return replace(report, problems=of_kind[False], warnings=of_kind[True])
