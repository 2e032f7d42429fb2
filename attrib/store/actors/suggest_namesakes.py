"""Which names may mean two people: those to whom texts of one time give organizations that have nothing in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from sqlalchemy import Connection, func, select, true

from attrib.data import ActorKind
from attrib.data.actors import Allegiance, JudgementKind, Namesakes
from attrib.english.names import is_acronym_of
from attrib.english.nations import COUNTRIES, allegiance, party_name
from attrib.store.actors.lookup import all_named
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AffiliationRow, JudgementRow
from attrib.store.schema.statements import ExtractionRow, StatementRow


@dataclass(slots=True)
class _Mentioned:
    """What the texts say of one name and organization."""

    organization: str
    evidence: int
    documents: set[int] = field(default_factory=set)
    dates: list[datetime] = field(default_factory=list)

    @property
    def sort(self) -> str:
        """Somebody may be of a party, a country and a body at once, but hardly of two of a sort."""
        if party_name(self.organization) is not None:
            return "party"
        return "country" if self.organization in COUNTRIES else "body"


def suggest_namesakes(database: Database, name: str | None = None, *, limit: int | None = None) -> list[Namesakes]:
    """Names that may mean two people, those with most texts on the rarer side first; only those like a name given.

    Two organizations speak for two people where they are of one sort, share no word, are given together by no text, and
    are given over times that overlap (texts without a date overlap with all). A name of which people have said whom it
    speaks for, or whose two organizations they have parted already, is left out. Raises NotFoundError for a name that
    nobody answers to.
    """
    with database.session() as session:
        connection = session.connection()
        only = None if name is None else all_named(session, name)
        judged = _judged(connection)
        found = [
            (actor, one, other)
            for actor, told in _told(connection).items()
            if actor not in judged and (only is None or actor in only)
            for one, other in _conflicts(told)
        ]
        found.sort(key=lambda item: (-len(item[2].documents), -len(item[1].documents), item[0], item[1].organization))
        found = found[:limit]
        ids = _statement_ids(connection, {told.evidence for _, one, other in found for told in (one, other)})
        canonical = {item.id: item for item in summaries(session, {actor for actor, _, _ in found})}
    return [
        Namesakes(canonical[actor], _allegiance(one, ids), _allegiance(other, ids))
        for actor, one, other in found
        if actor in canonical
    ]


def _told(connection: Connection) -> dict[str, list[_Mentioned]]:
    """Of every person whom several organizations are given: what the newest runs say of each."""
    canonical = CANONICAL.label("canonical")
    several = (
        select(AffiliationRow.actor_id)
        .where(AffiliationRow.organization != "")
        .group_by(AffiliationRow.actor_id)
        .having(func.count(AffiliationRow.organization_key.distinct()) > 1)
    )
    query = (
        select(canonical, *(getattr(AffiliationRow, name) for name in
               ("organization", "organization_key", "document_key", "on_date", "statement_number")))
        .join(ActorRow, ActorRow.id == AffiliationRow.actor_id)
        .join(ExtractionRow, (ExtractionRow.document_key == AffiliationRow.document_key)
              & (ExtractionRow.run_id == AffiliationRow.run_id))
        .where(ExtractionRow.current == true(), AffiliationRow.organization != "",
               ActorRow.kind == str(ActorKind.PERSON), ActorRow.document_key.is_(None),
               AffiliationRow.actor_id.in_(several))
        .order_by(AffiliationRow.statement_number)
    )  # fmt: skip
    found: dict[str, dict[str, _Mentioned]] = defaultdict(dict)
    for row in connection.execute(query):
        told = found[row.canonical].setdefault(row.organization_key, _Mentioned(row.organization, row.statement_number))
        told.documents.add(row.document_key)
        if row.on_date is not None:
            told.dates.append(row.on_date)
    return {actor: list(told.values()) for actor, told in found.items()}


def _conflicts(told: Iterable[_Mentioned]) -> Iterator[tuple[_Mentioned, _Mentioned]]:
    """The pairs that speak for two people, the one of more texts first."""
    for pair in combinations(told, 2):
        one, other = sorted(pair, key=lambda item: (-len(item.documents), item.organization))
        if one.sort == other.sort and not _alike(one.organization, other.organization) and _at_once(one, other):
            yield one, other


def _alike(one: str, other: str) -> bool:
    return bool(allegiance(one) & allegiance(other)) or is_acronym_of(one, other) or is_acronym_of(other, one)


def _at_once(one: _Mentioned, other: _Mentioned) -> bool:
    if one.documents & other.documents:
        return False
    if len(one.dates) < len(one.documents) or len(other.dates) < len(other.documents):
        return True
    return min(one.dates) <= max(other.dates) and min(other.dates) <= max(one.dates)


def _judged(connection: Connection) -> set[str]:
    """The names that people have parted, or of which they have said whom they speak for."""
    kinds = [str(kind) for kind in (JudgementKind.DIVIDE, JudgementKind.AFFILIATION)]
    canonical = CANONICAL
    query = select(canonical).join(JudgementRow, JudgementRow.actor_id == ActorRow.id)
    return set(connection.scalars(query.where(JudgementRow.kind.in_(kinds), ACTIVE_JUDGEMENT)))


def _statement_ids(connection: Connection, numbers: set[int]) -> dict[int, str]:
    wanted = sorted(numbers)
    query = select(StatementRow.number, StatementRow.id)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        rows = connection.execute(query.where(StatementRow.number.in_(wanted[start : start + 500])))
        found |= {row.number: row.id for row in rows}
    return found


def _allegiance(told: _Mentioned, ids: dict[int, str]) -> Allegiance:
    dated = sorted(told.dates)
    first, last = (dated[0], dated[-1]) if dated else (None, None)
    return Allegiance(told.organization, len(told.documents), first, last, ids[told.evidence])
