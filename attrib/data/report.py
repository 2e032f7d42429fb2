"""What a report of a search tells: the question, counts, a timeline, how it was made, and how far to trust it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attrib.data.pages import PageStatement
from attrib.data.report_beside import NOTHING_BESIDE, ReportBeside
from attrib.data.runs import RunSummary


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements of the report have one speaker, outlet or target; `name` None is for those without one.

    `support` and `oppose` are how many of them take that side; one may take both.
    """

    name: str | None
    statements: int
    documents: int
    support: int = 0
    oppose: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most frequent speakers, outlets or targets of a report, and how many more there are."""

    rows: tuple[Tally, ...]
    more: int = 0

    @property
    def total(self) -> int:
        """How many there are, those without a name not counted."""
        return sum(row.name is not None for row in self.rows) + self.more


class Unit(StrEnum):
    """The length of a period of a timeline."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """One day, month or year ("2025-01"): its statements, and how many of them are for and against something."""

    name: str
    statements: int
    support: int
    oppose: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements by date of publication, every period from the first to the last; some may have none.

    `undated` statements have no date, `vague` ones one that is less exact than the periods.
    """

    unit: Unit
    periods: tuple[Period, ...]
    undated: int = 0
    vague: int = 0


@dataclass(frozen=True, slots=True)
class Trust:
    """What a model's card tells of unseen news, in percent; None for what it does not tell.

    `found` is the share of what is found that is a statement, `missed` the share of statements that are not found,
    `speaker` the share of those found that have the right speaker, `side` the share of sides that are right, `target`
    that of sides which have the right target too. `measured_on` is empty where nothing is known of the weights.
    """

    model: str
    measured_on: str = ""
    found: float | None = None
    missed: float | None = None
    speaker: float | None = None
    side: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class ReportRun:
    """A run, and how many statements of the report it found."""

    run: RunSummary
    statements: int


@dataclass(frozen=True, slots=True)
class ReportDatabase:
    """The database of a report: its name without folders, its kind, and a digest of what searches in it show.

    The digest is the same for the same articles, runs and decisions of people, on every system.
    """

    name: str
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """What a report answers: the query in words, and the command that makes the report again.

    `fitting` is how many statements fit, None for a topic, which finds by nearness; `doubtful` how many more were left
    out as such. `remarks` are what a reader must know of the answer.
    """

    asked: tuple[tuple[str, str], ...]
    command: str
    fitting: int | None
    doubtful: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNumbers:
    """The numbers of a report's statements.

    `independent` is the number of outlets whose words are not copied from another, None where articles have not been
    compared. `sides` are statements for, against, and those with a side that a person has reviewed. `bands` are a lower
    and an upper bound of confidence and the number of statements between them. `reviewed` is how many statements people
    have reviewed, `reviewers` who did, each with a number of statements.
    """

    speakers: Ranking
    outlets: Ranking
    targets: Ranking
    documents: int
    independent: int | None
    sides: tuple[int, int, int]
    timeline: Timeline | None
    bands: tuple[tuple[float, float, int], ...]
    reviewed: int
    reviewers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of the statements that answer a query.

    `articles` is how many articles follow, `no_articles` why none do, empty where they do. `beside` is what is known
    of the statements from other articles and from fact-checkers.
    """

    title: str
    made_at: datetime
    version: str
    question: ReportQuestion
    statements: tuple[PageStatement, ...]
    numbers: ReportNumbers
    runs: tuple[ReportRun, ...]
    trust: tuple[Trust, ...]
    database: ReportDatabase
    articles: int
    no_articles: str = ""
    beside: ReportBeside = NOTHING_BESIDE
