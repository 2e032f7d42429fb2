"""From a name, part of a name, alias, id or Wikidata id to the actors that it means, as they are shown."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import CompoundSelect, Row, Select, false, literal, select, true, union
from sqlalchemy.orm import Session, aliased

from attrib.data import ActorKind, ActorSummary
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.actors.summaries import summaries
from attrib.store.naming.identity import name_key
from attrib.store.schema.actors import CANONICAL, IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import askable, fold

MOST_FOUND = 1000
SHORT_ID = 8  # digits of an id that make it one; fewer could be a word such as "ada"
_MOST_LISTED = 10
_SUGGESTED = 5
_CLOSE = 70  # of 100; below it a suggestion is no help
_WIKIDATA = re.compile(r"[Qq][1-9]\d*", re.ASCII)


def actors_named(session: Session, name: str) -> list[str]:
    """The ids meant by an id or a name in a search: one actor, or a one-word name's actors in single documents.

    A name known across documents goes before one that a single document uses without more, and an actor who says
    something before one who is only known of. Raises AmbiguousNameError, listing the candidates, where several answer,
    and NotFoundError, with names that are close, where none does.
    """
    asked = askable(name).strip()
    known = _of_id(session, asked) or _of_wikidata(session, asked)
    if known:
        return [known]
    for fitting in (exactly(asked), holding(asked)):
        rows = session.execute(_with_shown(fitting)).all()
        if rows:
            return _meant(session, name, rows)
    raise NotFoundError(_not_found(session, name))


def named_exactly(session: Session, name: str) -> str | None:
    """The actor of an id, a Wikidata id or of that very name or alias; None where none answers.

    Raises AmbiguousNameError where several do.
    """
    asked = askable(name).strip()
    known = _of_id(session, asked) or _of_wikidata(session, asked)
    if known:
        return known
    rows = session.execute(_with_shown(exactly(asked))).all() if asked else ()
    found = _meant(session, name, rows) if rows else []
    if len(found) > 1:
        raise ambiguous(name, summaries(session, found))
    return found[0] if found else None


def sole_actor(session: Session, name: str) -> str | None:
    """The actor of an id, or the only one with that name, alias or part of a name; None for several and for none."""
    asked = askable(name).strip()
    try:
        known = _of_id(session, asked) or _of_wikidata(session, asked)
    except AmbiguousNameError:
        return None
    if known or is_id(asked) or not asked:
        return known
    for fitting in (exactly(asked), holding(asked)):
        rows = session.execute(_with_shown(fitting)).all()
        across = {row.canonical for row in rows if row.document_key is None} or {row.canonical for row in rows}
        if rows:
            return across.pop() if len(across) == 1 else None
    return None


def one_actor(session: Session, name: str) -> ActorSummary:
    """The one actor that an id or a name means; AmbiguousNameError if several, NotFoundError if none."""
    found = summaries(session, actors_named(session, name))
    if len(found) > 1:
        raise ambiguous(name, found)
    return found[0]


def all_named(session: Session, name: str) -> set[str]:
    """The ids of all that answer to an id, a name or part of one. Raises NotFoundError where none does."""
    found = set(session.scalars(canonical_of(holding(askable(name)))))
    return found or set(actors_named(session, name))


def _meant(session: Session, name: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[str]:
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
    """The actors that some actors are shown as."""
    found = identities.subquery()
    return select(CANONICAL).where(ActorRow.id.in_(select(found.c[0]))).distinct()


def _with_shown(identities: Select[str]) -> Select[*tuple[Any, ...]]:
    """Actors with what they are shown as, and the document that this one is confined to."""
    found, canonical = identities.limit(MOST_FOUND).subquery(), aliased(ActorRow)
    columns = (ActorRow.key, ActorRow.kind, canonical.id.label("canonical"), canonical.document_key)
    query = select(*columns).join(canonical, canonical.id == CANONICAL)
    return query.where(ActorRow.id.in_(select(found.c[0])))


def is_id(name: str) -> bool:
    """Whether the words are digits of an id, or a Wikidata id, rather than a name."""
    words = name.strip()
    digits = len(words) >= SHORT_ID and not set(words) - set("0123456789abcdef")
    return digits or _WIKIDATA.fullmatch(words) is not None


def _of_id(session: Session, name: str) -> str | None:
    """The actor whose id the words are, or begin with, in the digits that lists show."""
    if len(name) < SHORT_ID or set(name) - set("0123456789abcdef"):
        return None
    columns = select(ActorRow.id, ActorRow.canonical_id)
    found = session.execute(
        columns.where(ActorRow.id >= name, ActorRow.id < name + "g").order_by(ActorRow.id).limit(2)
    ).all()
    if len(found) > 1:
        raise AmbiguousNameError(
            f"actor id {name!r} fits several: {', '.join(row.id for row in found)}, …; give more digits"
        )
    return found[0].canonical_id or found[0].id if found else None


def _of_wikidata(session: Session, name: str) -> str | None:
    """The actor of a Wikidata id; None where the words are none, or several actors have it."""
    if not _WIKIDATA.fullmatch(name):
        return None
    known = select(ActorRow.id).where(ActorRow.wikidata_id == name.upper())
    found = session.scalars(canonical_of(known)).all()
    if len(found) > 1:
        raise ambiguous(name, summaries(session, found))
    return found[0] if found else None


def exactly(name: str) -> Select[str]:
    """Actors with that very name or alias, titles and articles left out."""
    keys = sorted({fold(name), *(name_key(name, kind) for kind in ActorKind)})
    named = select(ActorRow.id).where(ActorRow.key.in_(keys))
    return _distinct(union(named, select(AliasRow.actor_id).where(AliasRow.folded.in_(keys), IS_ALIAS)))


def holding(name: str) -> Select[str]:
    """Actors with a name or alias in which words begin with the name's words; none for a name without words."""
    words = fold(name)
    if not words:
        return select(ActorRow.id).where(false())
    named = select(ActorRow.id).where(literal(" ").concat(ActorRow.key).contains(f" {words}", autoescape=True))
    alias = literal(" ").concat(AliasRow.folded).contains(f" {words}", autoescape=True)
    return _distinct(union(named, select(AliasRow.actor_id).where(alias, IS_ALIAS)))


def described(words: str) -> Select[str]:
    """Speakers whom the texts describe and do not name, with these words next to each other in the description."""
    kinds = [str(ActorKind.UNNAMED), str(ActorKind.GROUP)]
    fitting = holding(askable(words))
    return canonical_of(select(ActorRow.id).where(ActorRow.id.in_(fitting), ActorRow.kind.in_(kinds)))


def _distinct(identities: CompoundSelect[str]) -> Select[str]:
    found = identities.subquery()
    return select(found.c[0])


def ambiguous(name: str, found: Iterable[ActorSummary]) -> AmbiguousNameError:
    """The error that lists the actors whom a name fits, those with most statements first."""
    ranked = sorted(found, key=lambda actor: (-actor.statements, actor.name, actor.id))
    lines = [f"  {actor.id}  {describe(actor)}" for actor in ranked[:_MOST_LISTED]]
    rest = len(ranked) - len(lines)
    more = [f"  … and {rest} more; `attrib actors list` shows all"] if rest else []
    words = "\n".join([f"{name!r} fits {len(ranked)} actors; give a fuller name or an id:", *lines, *more])
    return AmbiguousNameError(words, tuple((actor.id, describe(actor)) for actor in ranked[:_MOST_LISTED]), name)


def describe(actor: ActorSummary) -> str:
    """An actor in a line: name, kind, first affiliations, number of statements."""
    ties = "; ".join(
        ", ".join(part for part in (role, organization) if part) for organization, role in actor.affiliations[:2]
    )
    counted = f"{actor.statements} statement{'' if actor.statements == 1 else 's'}"
    return f"{actor.name} ({actor.kind}{', ' + ties if ties else ''}; {counted})"


def _not_found(session: Session, name: str) -> str:
    folded = fold(name)
    speaking = select(StatementRow.actor_id).where(StatementRow.current == true()).distinct()
    of_speakers = select(AliasRow.folded, AliasRow.alias).where(AliasRow.actor_id.in_(speaking)).limit(200_000)
    names = dict(session.execute(of_speakers.where(IS_ALIAS)).all())
    close = process.extract(folded, names.keys(), scorer=fuzz.WRatio, limit=_SUGGESTED, score_cutoff=_CLOSE)
    hint = f"did you mean {', '.join(names[match] for match, _, _ in close)}?" if close else "see `attrib actors list`"
    return f"no actor answers to {name!r}; {hint}"
