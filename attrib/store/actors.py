"""Finding actors by any name they go by, and what the database holds of each."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, CompoundSelect, Select, false, func, literal, select, true, union
from sqlalchemy.orm import Session

from attrib.data import ActorKind, ActorSummary
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.names import name_key
from attrib.store.registry import ActorRow, AliasRow
from attrib.store.session import Database
from attrib.store.summaries import summaries
from attrib.store.tables import StatementRow
from attrib.store.words import askable, fold

MOST_FOUND = 1000
SHORT_ID = 8  # digits of an id that make it one; fewer could be a word such as "ada"
_MOST_LISTED = 10
_SUGGESTED = 5
_CLOSE = 70  # of 100; below it a suggestion is no help


def find(database: Database, name: str) -> list[ActorSummary]:
    """The actors that answer to a name, part of a name or alias, whatever its accents and case.

    Those of exactly that name come first, then those with most statements; at most MOST_FOUND.
    """
    name = askable(name)
    with database.session() as session:
        named = select(ActorRow.id).where(ActorRow.key.in_(sorted({name_key(name, kind) for kind in ActorKind})))
        ranked = [session.scalars(query.limit(MOST_FOUND)).all() for query in (_holding(name), _exactly(name), named)]
        found = {identity: rank for rank, group in enumerate(ranked) for identity in group}
        known = summaries(session, found)
    return sorted(known, key=lambda actor: (-found[actor.id], -actor.statements, actor.name, actor.id))


def resolve_actor(database: Database, name: str) -> ActorSummary:
    """The one actor meant by an id or a name.

    Raises AmbiguousNameError, listing the candidates, where several answer to it, and NotFoundError, with names that
    are close, where none does.
    """
    with database.session() as session:
        identities = actors_named(session, name)
        found = summaries(session, identities)
        if len(found) > 1:
            raise AmbiguousNameError(_candidates(name, found))
    return found[0]


def show(database: Database, id_or_name: str) -> ActorSummary:
    """The actor of an id or name, with the statement types and outlets it occurs in; errors as `resolve_actor`."""
    return resolve_actor(database, id_or_name)


def list_actors(
    database: Database, kind: ActorKind | None = None, limit: int | None = None, text: str | None = None
) -> list[ActorSummary]:
    """The actors with most statements first, of one kind or answering to some text where given."""
    wanted: list[ColumnElement[bool]] = [StatementRow.current == true(), StatementRow.actor_id.is_not(None)]
    if kind is not None:
        wanted.append(StatementRow.actor_id.in_(select(ActorRow.id).where(ActorRow.kind == str(kind))))
    if text is not None:
        wanted.append(StatementRow.actor_id.in_(_holding(text)))
    count = func.count().label("statements")
    counted = select(StatementRow.actor_id, count).where(*wanted).group_by(StatementRow.actor_id)
    ranked = select(ActorRow.id).join(sub := counted.subquery(), sub.c.actor_id == ActorRow.id)
    with database.session() as session:
        ordered = ranked.order_by(sub.c.statements.desc(), ActorRow.key, ActorRow.id).limit(limit)
        identities = session.scalars(ordered).all()
        known = {actor.id: actor for actor in summaries(session, identities)}
    return [known[identity] for identity in identities]


def actors_named(session: Session, name: str) -> list[str]:
    """The ids meant by an id or a name in a search: one actor, or a one-word name's actors in single documents.

    A name known across documents goes before one that a single document uses without more; errors as `resolve_actor`.
    """
    name = askable(name)
    known = _of_id(session, name)
    if known:
        return [known]
    for fitting in (_exactly(name), _holding(name)):
        candidates = session.scalars(fitting.limit(MOST_FOUND)).all()
        if not candidates:
            continue
        rows = session.execute(
            select(ActorRow.id, ActorRow.key, ActorRow.kind, ActorRow.document_key).where(ActorRow.id.in_(candidates))
        ).all()
        across = [row.id for row in rows if row.document_key is None]
        exact = [row.id for row in rows if row.document_key is None and row.key == name_key(name, ActorKind(row.kind))]
        for group in (exact, across):
            if len(group) == 1:
                return group
        if not across and len({(row.kind, row.key) for row in rows}) == 1:
            return [row.id for row in rows]
        raise AmbiguousNameError(_candidates(name, summaries(session, exact or across or candidates)))
    raise NotFoundError(_not_found(session, name))


def _of_id(session: Session, name: str) -> str | None:
    """The actor whose id the words are, or begin with, in the digits that lists show."""
    if len(name) < SHORT_ID or set(name) - set("0123456789abcdef"):
        return None
    fitting = select(ActorRow.id).where(ActorRow.id >= name, ActorRow.id < name + "g").order_by(ActorRow.id).limit(2)
    found = session.scalars(fitting).all()
    if len(found) > 1:
        raise AmbiguousNameError(f"actor id {name!r} fits several: {', '.join(found)}, …; give more digits")
    return found[0] if found else None


def _exactly(name: str) -> Select[str]:
    """Actors with that very name or alias, titles and articles left out."""
    keys = sorted({fold(name), *(name_key(name, kind) for kind in ActorKind)})
    named = select(ActorRow.id).where(ActorRow.key.in_(keys))
    return _distinct(union(named, select(AliasRow.actor_id).where(AliasRow.folded.in_(keys))))


def _holding(name: str) -> Select[str]:
    """Actors with a name or alias in which words begin with the name's words; none for a name without words."""
    words = fold(name)
    if not words:
        return select(ActorRow.id).where(false())
    named = select(ActorRow.id).where(literal(" ").concat(ActorRow.key).contains(f" {words}", autoescape=True))
    alias = literal(" ").concat(AliasRow.folded).contains(f" {words}", autoescape=True)
    return _distinct(union(named, select(AliasRow.actor_id).where(alias)))


def _distinct(identities: CompoundSelect[str]) -> Select[str]:
    found = identities.subquery()
    return select(found.c[0])


def _candidates(name: str, found: Iterable[ActorSummary]) -> str:
    ranked = sorted(found, key=lambda actor: (-actor.statements, actor.name, actor.id))
    lines = [_line(actor) for actor in ranked[:_MOST_LISTED]]
    rest = len(ranked) - len(lines)
    more = [f"  … and {rest} more; `attrib actors list` shows all"] if rest else []
    return "\n".join([f"{name!r} fits {len(ranked)} actors; give a fuller name or an id:", *lines, *more])


def _line(actor: ActorSummary) -> str:
    ties = "; ".join(
        f"{role}, {organization}" if role else organization for organization, role in actor.affiliations[:2]
    )
    counted = f"{actor.statements} statement{'' if actor.statements == 1 else 's'}"
    return f"  {actor.id}  {actor.name} ({actor.kind}{', ' + ties if ties else ''}; {counted})"


def _not_found(session: Session, name: str) -> str:
    folded = fold(name)
    names = dict(session.execute(select(AliasRow.folded, AliasRow.alias).limit(200_000)).all())
    close = process.extract(folded, names.keys(), scorer=fuzz.WRatio, limit=_SUGGESTED, score_cutoff=_CLOSE)
    hint = f"did you mean {', '.join(names[match] for match, _, _ in close)}?" if close else "see `attrib actors list`"
    return f"no actor answers to {name!r}; {hint}"
