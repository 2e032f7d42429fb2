"""What commands that store articles share: counts of what was done, and what follows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from attrib.cli.common.changes import tell_changes
from attrib.cli.common.options import wrong_usage
from attrib.cli.common.progress import Progress, say, warn_all
from attrib.cli.common.reading import tell, tell_language, tell_left
from attrib.data import Notice, Problem
from attrib.readers.shards import count_rows, read_shards
from attrib.services.check_updates import match_ingested
from attrib.services.claim_updates import compare_ingested
from attrib.services.ingest import Fate, Outcome
from attrib.services.load import load
from attrib.services.problems import Problems
from attrib.services.worth import score_ingested
from attrib.store.actors.alike_names import compare_names
from attrib.store.database.session import Database, open_database
from attrib.store.reviews.listing import left_behind

_SHOWN = {
    Fate.NEW: "{} new",
    Fate.UPDATED: "{} extracted anew",
    Fate.SHOWN_AGAIN: "{} shown again as this run read it before",
    Fate.UNCHANGED: "{} unchanged",
    Fate.CORRECTED: "{} with other metadata",
    Fate.SET_ASIDE: "{} not English",
}


@dataclass
class Tally:
    """Counts of an ingest so far."""

    fates: Counter[Fate] = field(default_factory=Counter)
    statements: int = 0
    problems: Problems = field(default_factory=Problems)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome and report its problem or warning."""
        self.fates[outcome.fate] += 1
        self.statements += outcome.statements
        if isinstance(outcome.item, Problem):
            if self.problems.met(outcome.item):
                tell(outcome.item)
        elif outcome.fate is Fate.SET_ASIDE:
            tell_language(outcome.item)

    def __str__(self) -> str:
        documents = sum(self.fates[fate] for fate in _SHOWN)
        parts = ", ".join(words.format(self.fates[fate]) for fate, words in _SHOWN.items() if self.fates[fate])
        said = [f"{_count(documents, 'document')}{f' ({parts})' if parts else ''}"]
        said.append(f"{_count(self.statements, 'statement')} stored")
        if self.fates[Fate.PROBLEM]:
            said.append(_count(self.fates[Fate.PROBLEM], "problem"))
        return ", ".join(said) + "."


def drive(opened: Database, outcomes: Iterable[Outcome], progress: Progress) -> Tally:
    """Consume the outcomes one by one, and report at the end what was done, even after an interruption."""
    tally, behind, since = Tally(), left_behind(opened), datetime.now(UTC)
    try:
        for outcome in progress.over(outcomes, lambda outcome: outcome.fate is not Fate.WARNING):
            tally.add(outcome)
    finally:
        tell_left(tally.problems)
        say(f"{opened.url}: {tally}")
        tell_changes(opened, since)
        _tell_left_behind(left_behind(opened) - behind)
    return tally


def load_files(files: Sequence[Path], database: str) -> None:
    """Store files of extractions in a database, and report what was done. Errors as `read_shards` and `load`."""
    with wrong_usage():
        total = count_rows(files)
    with open_database(database) as opened:
        drive(opened, load(read_shards(files), opened), Progress(total))
        warn_all(str(notice) for notice in after_storing(opened))


def after_storing(database: Database) -> Iterator[Notice]:
    """Compare, match and score what was stored; what could not be done."""
    compare_names(database)
    yield from compare_ingested(database)
    yield from match_ingested(database)
    yield from score_ingested(database)


def _tell_left_behind(count: int) -> None:
    """Report reviews of older texts whose words are not in the newer ones that were just read."""
    if count > 0:
        words = "1 review stays" if count == 1 else f"{count} reviews stay"
        say(f"{words} with an older text: its words are not in the newer one. `attrib review list --apart` lists them.")


def _count(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"
