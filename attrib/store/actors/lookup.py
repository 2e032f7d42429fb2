"""From a name, part of a name, alias, id or Wikidata id to the canonical actors that it means."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, Select, false, select, union

from attrib.data import ActorKind, ActorSummary
from attrib.errors import AmbiguousNameError
from attrib.store.actors.summaries import summaries
from attrib.store.naming.identity import name_key
from attrib.store.naming.parts import names_with
from attrib.store.schema.actors import CANONICAL, IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.base import aliased
from attrib.text.folding import askable, fold

MOST_FOUND = 1000
SHORT_ID = 8  # digits of an id that make it one; fewer could be a word such as "ada"
_MOST_LISTED = 10
_WIKIDATA = re.compile(r"[Qq][1-9]\d*", re.ASCII)


def named_exactly(session: Connection, name: str) -> str | None:
    """The actor with an id, a Wikidata id or exactly that name or alias; None where there is none.

    Raises AmbiguousNameError where several fit.
    """
    text = askable(name).strip()
    actor = of_id(session, text) or of_wikidata(session, text)
    if actor:
        return actor
    rows = session.execute(_with_canonical(exactly(text))).all() if text else ()
    actors = _choose(session, name, rows) if rows else []
    if len(actors) > 1:
        raise ambiguous(name, summaries(session, actors))
    return actors[0] if actors else None


def sole_actor(session: Connection, name: str) -> str | None:
    """The actor of an id, or the only one with that name, alias or part of a name; None for several and for none."""
    text = askable(name).strip()
    try:
        actor = of_id(session, text) or of_wikidata(session, text)
    except AmbiguousNameError:
        return None
    if actor or is_id(text) or not text:
        return actor
    for query in (exactly(text), holding(text)):
        rows = session.execute(_with_canonical(query)).all()
        across = {row.canonical for row in rows if row.document_key is None} or {row.canonical for row in rows}
        if rows:
            return across.pop() if len(across) == 1 else None
    return None


def _choose(session: Connection, name: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[str]:
    across = sorted({row.canonical for row in rows if row.document_key is None})
    keys = {kind: name_key(askable(name), kind) for kind in ActorKind}
    exact = sorted({row.canonical for row in rows if row.document_key is None and row.key == keys[ActorKind(row.kind)]})
    for group in (exact, across):
        if len(group) == 1:
            return group
    if not across and len({(row.kind, row.key) for row in rows}) == 1:
        return sorted({row.canonical for row in rows})
    candidates = summaries(session, exact or across or sorted({row.canonical for row in rows}))
    speaking = [actor for actor in candidates if actor.statements]
    if len(speaking) == 1:
        return [speaking[0].id]
    raise ambiguous(name, speaking or candidates)


def canonical_of(identities: Select[str]) -> Select[str]:
    """The canonical actors of some actors."""
    ids = identities.subquery()
    return select(CANONICAL).where(ActorRow.id.in_(select(ids.c[0]))).distinct()


def _with_canonical(identities: Select[str]) -> Select[*tuple[Any, ...]]:
    """Actors with their canonical ids, and the document that the canonical actor is confined to."""
    ids, canonical = identities.limit(MOST_FOUND).subquery(), aliased(ActorRow)
    columns = (ActorRow.key, ActorRow.kind, canonical.id.label("canonical"), canonical.document_key)
    query = select(*columns).join(canonical, canonical.id == CANONICAL)
    return query.where(ActorRow.id.in_(select(ids.c[0])))


def is_id(name: str) -> bool:
    """Whether the text is the digits of an id, or a Wikidata id, rather than a name."""
    words = name.strip()
    digits = len(words) >= SHORT_ID and not set(words) - set("0123456789abcdef")
    return digits or _WIKIDATA.fullmatch(words) is not None


def of_id(session: Connection, name: str) -> str | None:
    """The canonical actor whose id is, or starts with, the digits; None where there is none.

    Raises AmbiguousNameError where several ids start so.
    """
    if len(name) < SHORT_ID or set(name) - set("0123456789abcdef"):
        return None
    columns = select(ActorRow.id, ActorRow.canonical_id)
    rows = session.execute(
        columns.where(ActorRow.id >= name, ActorRow.id < name + "g").order_by(ActorRow.id).limit(2)
    ).all()
    if len(rows) > 1:
        raise AmbiguousNameError(
            f"actor id {name!r} fits several: {', '.join(row.id for row in rows)}, …; give more digits"
        )
    return rows[0].canonical_id or rows[0].id if rows else None


def of_wikidata(session: Connection, name: str) -> str | None:
    """The actor of a Wikidata id; None where the text is no such id or nobody has it.

    Raises AmbiguousNameError where several have it.
    """
    if not _WIKIDATA.fullmatch(name):
        return None
    query = select(ActorRow.id).where(ActorRow.wikidata_id == name.upper())
    actors = session.scalars(canonical_of(query)).all()
    if len(actors) > 1:
        raise ambiguous(name, summaries(session, actors))
    return actors[0] if actors else None


def exactly(name: str) -> Select[str]:
    """Actors with exactly that name or alias, titles and articles left out."""
    keys = sorted({fold(name), *(name_key(name, kind) for kind in ActorKind)})
    by_name = select(ActorRow.id).where(ActorRow.key.in_(keys))
    return _distinct(union(by_name, select(AliasRow.actor_id).where(AliasRow.folded.in_(keys), IS_ALIAS)))


def holding(name: str, *, whole: bool = False) -> Select[str]:
    """Actors with a name or alias in which consecutive words start with the words given; with `whole` are these.

    There are none for a name without words.
    """
    words = fold(name)
    if not words:
        return select(ActorRow.id).where(false())
    names = names_with(words, whole=whole)
    by_name = select(ActorRow.id).where(ActorRow.key.in_(names))
    return _distinct(union(by_name, select(AliasRow.actor_id).where(AliasRow.folded.in_(names), IS_ALIAS)))


def described(words: str) -> Select[str]:
    """Unnamed speakers and groups whose description holds these words next to each other."""
    kinds = [str(ActorKind.UNNAMED), str(ActorKind.GROUP)]
    ids = holding(askable(words))
    return canonical_of(select(ActorRow.id).where(ActorRow.id.in_(ids), ActorRow.kind.in_(kinds)))


def _distinct(identities: CompoundSelect[str]) -> Select[str]:
    ids = identities.subquery()
    return select(ids.c[0])


def ambiguous(name: str, actors: Iterable[ActorSummary]) -> AmbiguousNameError:
    """The error that lists the actors that a name fits, those with most statements first."""
    ranked = sorted(actors, key=lambda actor: (-actor.statements, actor.name, actor.id))
    lines = [f"  {actor.id}  {describe(actor)}" for actor in ranked[:_MOST_LISTED]]
    rest = len(ranked) - len(lines)
    more = [f"  … and {rest} more; `attrib actors list` shows all"] if rest else []
    words = "\n".join([f"{name!r} fits {len(ranked)} actors; give a fuller name or an id:", *lines, *more])
    return AmbiguousNameError(words, tuple((actor.id, describe(actor)) for actor in ranked[:_MOST_LISTED]), name)


def describe(actor: ActorSummary) -> str:
    """An actor in one line: name, kind, first affiliations, number of statements."""
    ties = "; ".join(
        ", ".join(part for part in (role, organization) if part) for organization, role in actor.affiliations[:2]
    )
    count = f"{actor.statements} statement{'' if actor.statements == 1 else 's'}"
    return f"{actor.name} ({actor.kind}{', ' + ties if ties else ''}; {count})"
