"""The query of a search."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from attrib.data.statements import Assertion, StanceLabel, StatementType

SORTS = ("date", "speaker", "confidence", "position")


NEAREST = "nearest"
"""The sort of statements about a topic, nearest first; only a query with `about` has it."""


class Bound(StrEnum):
    """The moment that a day, month or year stands for."""

    START = "start"  # its first moment
    END = "end"  # the first moment after it
    LAST = "last"  # its last moment


Kind = type[str] | type[float] | type[bool] | type[datetime]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a query, for every face: an option of the command line, a field of a form, an argument in Python.

    `explanation` says what it finds. `value` is the placeholder of its value ("NAME"). `kind` is the type of the value:
    text, an enum, a probability, a switch, or a moment, for which `bound` says which moment of a date it is. A filter
    with `many` takes several values, and finds what has one of them.
    """

    explanation: str
    value: str = ""
    kind: Kind = str
    bound: Bound = Bound.START
    many: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of an enum; empty for every other kind."""
        return tuple(map(str, self.kind)) if issubclass(self.kind, StrEnum) else ()


def _given(
    explanation: str, value: str = "", kind: Kind = str, bound: Bound = Bound.START, *, many: bool = False
) -> dict[str, Filter]:
    """The metadata of a field that is a filter."""
    return {"filter": Filter(explanation, value, kind, bound, many)}


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """The filters of a search or an export; each field narrows the result, None and empty leave it open.

    `text` is a full-text query. `actor` is an alias, a name or part of a name; `target` and `affiliation` are names.
    `since` (included) and `until` (excluded) are aware UTC bounds on the publication date. With `as_of`, affiliation
    and role are those that the speaker held at that moment. `unnamed` is words of the description of a speaker whom the
    text does not name. `about` is a topic or claim: it finds statements by words or meaning, nearest first unless
    `sort` says otherwise. With `about` and no target, `stance` and `min_stance_score` concern the stance towards the
    topic, which the store does not hold. `rejected` asks only for statements that people have rejected. `limit` None is
    no limit.
    """

    text: str | None = None
    actor: str | None = field(
        default=None, metadata=_given("Speaker: a name, part of a name, an alias or an actor id.", "NAME")
    )
    actor_id: str | None = None
    affiliation: str | None = field(
        default=None, metadata=_given("The organization that the speaker speaks for.", "NAME")
    )
    role: str | None = field(default=None, metadata=_given("The speaker's role, such as spokesman.", "WORD"))
    as_of: datetime | None = field(
        default=None,
        metadata=_given(
            "Speakers with --affiliation and --role at that date.", "DATE", kind=datetime, bound=Bound.LAST
        ),
    )
    unnamed: str | None = field(
        default=None, metadata=_given("Speakers without a name, by their description.", "WORDS")
    )
    type: StatementType | None = field(default=None, metadata=_given("How it is quoted.", kind=StatementType))
    assertion: tuple[Assertion, ...] = field(
        default=(),
        metadata=_given("Whether it was asserted, denied, ...; may be given several times.", kind=Assertion, many=True),
    )
    about: str | None = field(
        default=None,
        metadata=_given("A topic or claim: statements on it by words and meaning, with their stance.", "TEXT"),
    )
    stance: StanceLabel | None = field(default=None, metadata=_given("The stance it takes.", kind=StanceLabel))
    target: str | None = field(default=None, metadata=_given("The target of the stance; by any of its names.", "NAME"))
    min_stance_score: float | None = field(
        default=None, metadata=_given("Leave out stances with a lower score.", kind=float)
    )
    outlet: str | None = field(default=None, metadata=_given("Who published it.", "NAME"))
    since: datetime | None = field(
        default=None, metadata=_given("Published in or after this day, month or year.", "DATE", kind=datetime)
    )
    until: datetime | None = field(
        default=None,
        metadata=_given("Published in or before this date: 2025, 2025-01, ...", "DATE", kind=datetime, bound=Bound.END),
    )
    min_confidence: float | None = field(
        default=None, metadata=_given("Leave out statements with a lower confidence.", kind=float)
    )
    rejected: bool = field(default=False, metadata=_given("Only statements that people have rejected.", kind=bool))
    limit: int | None = None
    sort: str = "date"


FILTERS: dict[str, Filter] = {
    each.name: each.metadata["filter"] for each in fields(StatementQuery) if "filter" in each.metadata
}
"""The filters by field, in the order of --help."""
