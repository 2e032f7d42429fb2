"""What people know and judge of actors: known actors, judgements, suggestions and profiles."""

from dataclasses import dataclass, replace
from datetime import datetime

from attrib.data import ActorKind, ActorSummary
from attrib.data.judgements import JudgementKind


@dataclass(frozen=True, slots=True)
class QuotedActor:
    """A speaker in a list: its name, what it is, and how many statements it has.

    `affiliations` are organizations and roles as its latest statements tell them.
    """

    id: str
    name: str
    kind: ActorKind
    statements: int
    affiliations: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role that somebody holds or held; both dates are a year, month or day in ISO 8601 and belong to it."""

    organization: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person or organization of the user's list; `record` is its line or row, `id` the list's own id."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    roles: tuple[KnownRole, ...] = ()
    id: str | None = None
    record: int | None = None

    def joined(self, more: "KnownActor") -> "KnownActor":
        """This record with the names and roles of another record about the same actor."""
        names = [*self.aliases, *(name for name in (more.name, *more.aliases) if name != self.name)]
        return replace(
            self,
            aliases=tuple(dict.fromkeys(names)),
            wikidata_id=self.wikidata_id or more.wikidata_id,
            roles=tuple(dict.fromkeys((*self.roles, *more.roles))),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, with the names under which its actors are shown now.

    All judgements of one command share a `batch`. `count` is how many judgements one line of a list stands for.
    """

    id: str
    batch: str
    kind: JudgementKind
    actor_id: str
    actor: str
    other_id: str | None
    other: str | None
    value: str | None
    role: str | None
    since: str | None
    until: str | None
    document: str | None
    note: str | None
    judged_by: str
    judged_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, the reason, and how alike they are (0 to 100)."""

    score: int
    reason: str
    first: ActorSummary
    second: ActorSummary


@dataclass(frozen=True, slots=True)
class Allegiance:
    """An organization that texts give an actor: number of documents, first and last date, a statement as evidence."""

    organization: str
    documents: int
    first_at: datetime | None
    last_at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A name that may mean two people: at the same time, different texts give it organizations at odds."""

    actor: ActorSummary
    one: Allegiance
    other: Allegiance


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role over time, from the texts with a statement as evidence, or from a person's judgement (`judged_by`)."""

    organization: str | None
    role: str | None
    since: str | None
    until: str | None
    statements: int = 0
    evidence: str | None = None
    judged_by: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An actor of the texts that is shown as part of another."""

    id: str
    name: str
    kind: ActorKind
    statements: int


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """Everything the database holds of one actor; `targets` are (name, stance, number) of its sides.

    A brief one leaves out `other_roles` roles, those with the fewest statements.
    """

    summary: ActorSummary
    roles: tuple[HeldRole, ...]
    parts: tuple[Part, ...]
    targets: tuple[tuple[str, str, int], ...]
    judgements: tuple[Judgement, ...]
    other_roles: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import changed: records read, new actors, new facts, and warnings."""

    records: int
    actors: int
    facts: int
    batch: str | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementResult:
    """What a command decided: the batch to undo it by, and the actors as they are shown from now on."""

    batch: str
    actor: ActorSummary
    others: tuple[ActorSummary, ...] = ()
