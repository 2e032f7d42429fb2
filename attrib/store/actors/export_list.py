"""The list of known actors, in the form that an import reads."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select

from attrib.data import ActorKind
from attrib.data.actors import KnownActor, KnownRole
from attrib.data.judgements import JudgementKind
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, AliasRow, JudgementRow

_LISTED_KINDS = (
    JudgementKind.RENAME,
    JudgementKind.KIND,
    JudgementKind.ALIAS,
    JudgementKind.AFFILIATION,
    JudgementKind.WIKIDATA,
)


def known_actors(database: Database, kind: ActorKind | None = None) -> Iterator[KnownActor]:
    """The actors with judgements that a list can hold, by name; what only texts say is left out."""
    canonical = CANONICAL
    judged = select(canonical).join(JudgementRow, JudgementRow.actor_id == ActorRow.id)
    judged = judged.where(ACTIVE_JUDGEMENT, JudgementRow.kind.in_([str(item) for item in _LISTED_KINDS]))
    name = func.coalesce(ActorRow.given_name, ActorRow.name).label("name")
    sort = func.coalesce(ActorRow.given_kind, ActorRow.kind).label("kind")
    query = select(ActorRow.id, name, sort, ActorRow.wikidata_id).where(ActorRow.id.in_(judged))
    if kind is not None:
        query = query.where(sort == str(kind))
    with database.session() as session:
        rows = session.execute(query.order_by(name, ActorRow.id)).all()
        aliases: dict[str, list[str]] = defaultdict(list)
        roles: dict[str, list[KnownRole]] = defaultdict(list)
        for chunk in chunks([row.id for row in rows]):
            names = select(canonical.label("canonical"), AliasRow.alias).join(
                ActorRow, ActorRow.id == AliasRow.actor_id
            )
            names = names.where(canonical.in_(chunk), AliasRow.judged.is_(True)).order_by(AliasRow.alias).distinct()
            for alias in session.execute(names):
                aliases[alias.canonical].append(alias.alias)
            affiliations = select(canonical.label("canonical"), JudgementRow.__table__)
            affiliations = affiliations.join(JudgementRow, JudgementRow.actor_id == ActorRow.id)
            active = (JudgementRow.kind == str(JudgementKind.AFFILIATION), ACTIVE_JUDGEMENT)
            for role in session.execute(affiliations.where(canonical.in_(chunk), *active)):
                roles[role.canonical].append(KnownRole(role.value, role.role, role.since, role.until))
    for row in rows:
        other_names = tuple(dict.fromkeys(alias for alias in aliases[row.id] if alias != row.name))
        held_roles = sorted(set(roles[row.id]), key=lambda role: tuple(part or "" for part in _order(role)))
        yield KnownActor(row.name, ActorKind(row.kind), other_names, row.wikidata_id, tuple(held_roles), row.id)


def _order(role: KnownRole) -> tuple[str | None, ...]:
    return role.since, role.until, role.organization, role.role
