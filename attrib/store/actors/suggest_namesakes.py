"""Suggestions of namesakes: names that have incompatible organizations in texts of the same time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from sqlalchemy import Connection, func, select, true

from attrib.data import ActorKind
from attrib.data.actors import Allegiance, Namesakes
from attrib.data.judgements import JudgementKind
from attrib.english.names import is_acronym_of
from attrib.english.nations import COUNTRIES, allegiance, party_name
from attrib.store.actors.answering import all_named
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AffiliationRow, JudgementRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import StatementRow


@dataclass(slots=True)
class _OrganizationMentions:
    """The mentions of one organization with one name."""

    organization: str
    evidence: int
    documents: set[int] = field(default_factory=set)
    dates: list[datetime] = field(default_factory=list)

    @property
    def category(self) -> str:
        """ "party", "country" or "body"; a person may have one of each at once, but hardly two of one."""
        if party_name(self.organization) is not None:
            return "party"
        return "country" if self.organization in COUNTRIES else "body"


def suggest_namesakes(database: Database, name: str | None = None, *, limit: int | None = None) -> list[Namesakes]:
    """Names that may mean two people, or those like a name; most texts on the rarer side first.

    Two organizations suggest two people if they are of one sort, share no word, occur together in no text, and have
    overlapping periods (texts without a date overlap with all). Names are left out where an active judgement gives an
    affiliation or a namesake. Raises NotFoundError for a name that no actor has.
    """
    with database.session() as connection:
        only = None if name is None else all_named(connection, name)
        judged = _judged(connection)
        conflicts = [
            (actor, one, other)
            for actor, mentions in _mentions_by_actor(connection).items()
            if actor not in judged and (only is None or actor in only)
            for one, other in _conflicts(mentions)
        ]
        conflicts.sort(
            key=lambda item: (-len(item[2].documents), -len(item[1].documents), item[0], item[1].organization)
        )
        conflicts = conflicts[:limit]
        ids = _statement_ids(
            connection, {mentions.evidence for _, one, other in conflicts for mentions in (one, other)}
        )
        canonical = {item.id: item for item in summaries(connection, {actor for actor, _, _ in conflicts})}
    return [
        Namesakes(canonical[actor], _allegiance(one, ids), _allegiance(other, ids))
        for actor, one, other in conflicts
        if actor in canonical
    ]


def _mentions_by_actor(connection: Connection) -> dict[str, list[_OrganizationMentions]]:
    """For each person with several organizations: the mentions of each organization in current extractions."""
    canonical = CANONICAL.label("canonical")
    with_several = (
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
               AffiliationRow.actor_id.in_(with_several))
        .order_by(AffiliationRow.statement_number)
    )  # fmt: skip
    mentions: dict[str, dict[str, _OrganizationMentions]] = defaultdict(dict)
    for row in connection.execute(query):
        mention = mentions[row.canonical].setdefault(
            row.organization_key, _OrganizationMentions(row.organization, row.statement_number)
        )
        mention.documents.add(row.document_key)
        if row.on_date is not None:
            mention.dates.append(row.on_date)
    return {actor: list(mention.values()) for actor, mention in mentions.items()}


def _conflicts(
    mentions: Iterable[_OrganizationMentions],
) -> Iterator[tuple[_OrganizationMentions, _OrganizationMentions]]:
    """The pairs that suggest two people, the organization with more texts first."""
    for pair in combinations(mentions, 2):
        one, other = sorted(pair, key=lambda item: (-len(item.documents), item.organization))
        if one.category == other.category and not _alike(one.organization, other.organization) and _overlap(one, other):
            yield one, other


def _alike(one: str, other: str) -> bool:
    return bool(allegiance(one) & allegiance(other)) or is_acronym_of(one, other) or is_acronym_of(other, one)


def _overlap(one: _OrganizationMentions, other: _OrganizationMentions) -> bool:
    if one.documents & other.documents:
        return False
    if len(one.dates) < len(one.documents) or len(other.dates) < len(other.documents):
        return True
    return min(one.dates) <= max(other.dates) and min(other.dates) <= max(one.dates)


def _judged(connection: Connection) -> set[str]:
    """The canonical actors with a judged namesake or affiliation."""
    kinds = [str(kind) for kind in (JudgementKind.DIVIDE, JudgementKind.AFFILIATION)]
    canonical = CANONICAL
    query = select(canonical).join(JudgementRow, JudgementRow.actor_id == ActorRow.id)
    return set(connection.scalars(query.where(JudgementRow.kind.in_(kinds), ACTIVE_JUDGEMENT)))


def _statement_ids(connection: Connection, numbers: set[int]) -> dict[int, str]:
    ordered = sorted(numbers)
    query = select(StatementRow.number, StatementRow.id)
    ids: dict[int, str] = {}
    for start in range(0, len(ordered), 500):
        rows = connection.execute(query.where(StatementRow.number.in_(ordered[start : start + 500])))
        ids |= {row.number: row.id for row in rows}
    return ids


def _allegiance(mention: _OrganizationMentions, ids: dict[int, str]) -> Allegiance:
    dates = sorted(mention.dates)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return Allegiance(mention.organization, len(mention.documents), first, last, ids[mention.evidence])
