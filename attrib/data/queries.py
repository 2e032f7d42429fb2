"""The query of a search."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from attrib.data.checks import Checked
from attrib.data.statements import Assertion, StanceLabel, StatementType

SORTS = ("-date", "date", "score", "speaker", "confidence", "worth", "position")
"""The orders: -date is newest first, date oldest first; score, confidence and worth are highest first."""

NEAREST = "about"
"""The sort of statements about a topic, nearest first; only a query with `about` has it."""

UNKNOWN = "unknown"
"""In place of a speaker's name: nobody is known to have said it."""

DOUBTFUL = 0.3
"""The confidence below which `StatementQuery.confident` leaves a statement out."""


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
    with `many` takes several values, and finds what has one of them. `bare` is the value of one that is given without.
    """

    explanation: str
    value: str = ""
    kind: Kind = str
    bound: Bound = Bound.START
    many: bool = False
    bare: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of an enum; empty for every other kind."""
        return tuple(map(str, self.kind)) if issubclass(self.kind, StrEnum) else ()


def _given(
    explanation: str,
    value: str = "",
    kind: Kind = str,
    bound: Bound = Bound.START,
    *,
    many: bool = False,
    bare: str = "",
) -> dict[str, Filter]:
    """The metadata of a field that is a filter."""
    return {"filter": Filter(explanation, value, kind, bound, many, bare)}


class Place(StrEnum):
    """A part of a statement and its article in which the words of a text search may stand."""

    QUOTE = "quote"  # the content
    CUE = "cue"
    SOURCE = "source"
    CONTEXT = "context"  # the paragraph or paragraphs around the statement, which hold the content too


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """The filters of a search, an export or a count; each field narrows the result, None and empty leave it open.

    A field of several values finds what has any of them. `text` is a full-text query, of the content or of the places
    in `within`. `actor` and `exclude_actor` are actor ids or any names; one that fits several actors is an error unless
    `any_actor`, which takes them all. `actor_id` are ids of canonical actors, which are not looked up. `target` and
    `affiliation` are names. `document` is a part of a path or the first digits of a document's SHA-256. `since`
    (included) and `until` (excluded) are aware UTC bounds on the publication date. `said_since` and
    `said_until` are such bounds on when a statement was made; where its text tells no time, the publication date
    counts. `to` and `at` are words of the addressee, and of the place, event or medium. With `as_of`, affiliation
    and role are those that the speaker held at that moment. UNKNOWN in place of a speaker's name is for statements of
    nobody known, which `confident` then keeps. `unnamed` is words of the description of a speaker whom the text
    does not name. `repeats` is the id of a statement, or its first digits: it finds what makes the same claim.
    `statement` are ids of statements themselves, which `confident` then does not leave out.
    `about` is a topic or claim: it finds statements by words or meaning, nearest first unless `sort`
    says otherwise. With `about` and no target, `stance` and `min_stance_score` concern the stance towards the topic,
    which the store does not hold. `confident` leaves out what names no speaker or has a confidence below DOUBTFUL
    (below `min_confidence` where that is given), but nothing that a person has reviewed. `rejected` asks only for
    statements that people have rejected. `no_copies` leaves out statements whose words stand in the article that their
    own is a copy of. `checked` asks for statements that a fact check is about, or for the others. `limit` None is no
    limit.
    """

    text: str | None = None
    within: tuple[Place, ...] = field(
        default=(),
        metadata=_given("Where the words of TEXT are looked for; without it in the quote.", kind=Place, many=True),
    )
    actor: tuple[str, ...] = field(
        default=(),
        metadata=_given("Speaker: a name, part of a name, an alias, an actor id, or unknown.", "NAME", many=True),
    )
    any_actor: bool = field(
        default=False, metadata=_given("Every speaker whom a name fits, where it fits several.", kind=bool)
    )
    exclude_actor: tuple[str, ...] = field(
        default=(), metadata=_given("Leave out this speaker; a name as for --actor.", "NAME", many=True)
    )
    actor_id: tuple[str, ...] = ()
    affiliation: tuple[str, ...] = field(
        default=(), metadata=_given("The organization that the speaker speaks for.", "NAME", many=True)
    )
    role: tuple[str, ...] = field(
        default=(), metadata=_given("The speaker's role, such as spokesman.", "WORD", many=True)
    )
    as_of: datetime | None = field(
        default=None,
        metadata=_given(
            "Speakers with --affiliation and --role at that date.", "DATE", kind=datetime, bound=Bound.LAST
        ),
    )
    unnamed: str | None = field(
        default=None, metadata=_given("Speakers without a name, by their description.", "WORDS")
    )
    type: tuple[StatementType, ...] = field(
        default=(), metadata=_given("How it is quoted.", kind=StatementType, many=True)
    )
    assertion: tuple[Assertion, ...] = field(
        default=(), metadata=_given("Whether it was asserted, denied, ...", kind=Assertion, many=True)
    )
    about: str | None = field(
        default=None,
        metadata=_given("A topic or claim: statements on it by words and meaning, with their stance.", "TEXT"),
    )
    repeats: str | None = field(
        default=None, metadata=_given("Statements that make the same claim as this one, itself among them.", "ID")
    )
    statement: tuple[str, ...] = field(
        default=(), metadata=_given("A statement by its id, or its first digits.", "ID", many=True)
    )
    stance: StanceLabel | None = field(default=None, metadata=_given("The stance it takes.", kind=StanceLabel))
    target: tuple[str, ...] = field(
        default=(), metadata=_given("The target of the stance; by any of its names.", "NAME", many=True)
    )
    min_stance_score: float | None = field(
        default=None, metadata=_given("Leave out stances with a lower score.", kind=float)
    )
    outlet: tuple[str, ...] = field(default=(), metadata=_given("Who published it.", "NAME", many=True))
    exclude_outlet: tuple[str, ...] = field(
        default=(), metadata=_given("Leave out what this outlet published.", "NAME", many=True)
    )
    document: tuple[str, ...] = field(
        default=(), metadata=_given("A file: part of its path, or the start of its SHA-256.", "PATH|ID", many=True)
    )
    title: tuple[str, ...] = field(default=(), metadata=_given("Words of the article's title.", "WORDS", many=True))
    url: tuple[str, ...] = field(
        default=(), metadata=_given("Part of the address where it was published.", "TEXT", many=True)
    )
    since: datetime | None = field(
        default=None, metadata=_given("Published in or after this day, month or year.", "DATE", kind=datetime)
    )
    until: datetime | None = field(
        default=None,
        metadata=_given("Published in or before this date: 2025, 2025-01, ...", "DATE", kind=datetime, bound=Bound.END),
    )
    said_since: datetime | None = field(
        default=None, metadata=_given("Said on or after this day, month or year.", "DATE", kind=datetime)
    )
    said_until: datetime | None = field(
        default=None, metadata=_given("Said on or before this date.", "DATE", kind=datetime, bound=Bound.END)
    )
    to: tuple[str, ...] = field(
        default=(), metadata=_given("To whom it was said: a word or words of the addressee.", "WORDS", many=True)
    )
    at: tuple[str, ...] = field(
        default=(), metadata=_given("Where it was said: a place, an event, a medium.", "WORDS", many=True)
    )
    min_confidence: float | None = field(
        default=None, metadata=_given("Leave out statements with a lower confidence.", kind=float)
    )
    no_copies: bool = field(
        default=False,
        metadata=_given("Leave out what an article has copied from another (attrib copies).", kind=bool),
    )
    checked: Checked | None = field(
        default=None,
        metadata=_given("Whether a fact check is about it, as attrib checks match tells.", kind=Checked, bare="yes"),
    )
    rejected: bool = field(default=False, metadata=_given("Only statements that people have rejected.", kind=bool))
    confident: bool = False
    limit: int | None = None
    sort: str = SORTS[0]


FILTERS: dict[str, Filter] = {
    each.name: each.metadata["filter"] for each in fields(StatementQuery) if "filter" in each.metadata
}
"""The filters by field, in the order of --help."""

_OPTIONS = {"within": "--in", "any_actor": "--any"}  # names that would be no good in Python


def option_name(field: str) -> str:
    """The option of a field on the command line: --min-confidence of min_confidence."""
    return _OPTIONS.get(field, f"--{field.replace('_', '-')}")
