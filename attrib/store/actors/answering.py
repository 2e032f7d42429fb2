"""Who answers to a name in a search: the actors it means, and everybody else whom it fits.

An actor answers to a name whose words stand next to each other in one of the actor's names. Where several people do, or
a person and a body of that very name, nobody is chosen. A full name of one person goes before names that hold it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, true

from attrib.data import ActorKind, ActorSummary, Way
from attrib.errors import NotFoundError
from attrib.store.actors.lookup import ambiguous, canonical_of, exactly, holding, of_id, of_wikidata
from attrib.store.actors.remarks import Remarks, several_fit
from attrib.store.actors.summaries import summaries
from attrib.store.naming.identity import name_key, surname
from attrib.store.schema.actors import CANONICAL, IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.base import aliased
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import askable, fold

ONLY = "only:"
"""Before a name: the speakers whom single articles call just that, and nothing fuller."""

_DESCRIBED = (ActorKind.GROUP, ActorKind.UNNAMED)


@dataclass(frozen=True, slots=True)
class Answering:
    """The actors that a name means, and what to say of the others whom it fits; "" where there are none.

    `ways` are the searches for these others.
    """

    ids: tuple[str, ...]
    remark: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A canonical actor whom a name fits; `scoped` to one document, and `full` where it is the whole name."""

    id: str
    name: str
    kind: ActorKind
    key: str
    scoped: bool
    full: bool
    called: bool  # an alias is the very words
    statements: int


def who_answers(session: Connection, name: str, *, every: bool = False, single: bool = False) -> Answering:
    """The actors that an id or a name means in a search; with `every` all who answer to it.

    `single` says that one actor is wanted, so that a message does not offer to take several.

    Raises AmbiguousNameError with the candidates where several fit, and NotFoundError with similar names where none
    does.
    """
    text = askable(name).strip()
    actor = of_id(session, text) or of_wikidata(session, text)
    if actor:
        return Answering((actor,))
    only = text.lower().startswith(ONLY)
    text = text[len(ONLY) :].strip() if only else text
    found = _candidates(session, text)
    if not found:
        from attrib.store.actors.near_names import nobody_named  # only a name that nobody has needs it

        raise NotFoundError(nobody_named(session, text))
    named = [each for each in found if each.kind not in _DESCRIBED]
    described = [each for each in found if each.kind in _DESCRIBED]
    if only:
        alone = [each for each in named if each.scoped and _is_just(each, text)]
        if not alone:
            raise NotFoundError(f"no article calls a speaker {text!r} and nothing fuller; leave out {ONLY}")
        return Answering(tuple(sorted(each.id for each in alone)))
    if every and named:
        return _answering(named, Remarks(session, text, described, named))
    chosen = _chosen(session, name, text, named or described, single)
    ids = {each.id for each in chosen}
    rest = [each for each in (*named, *described) if each.id not in ids]
    bare = [each for each in _bare(session, text, chosen) if each.id not in {one.id for one in found}]
    return _answering(chosen, Remarks(session, text, rest, chosen, bare=bare, single=single))


def _answering(taken: Sequence[Candidate], remarks: Remarks) -> Answering:
    return Answering(tuple(sorted({each.id for each in taken})), str(remarks), remarks.ways)


def _chosen(session: Connection, name: str, text: str, found: Sequence[Candidate], single: bool) -> Sequence[Candidate]:
    """Those whom the name means: one actor, or all of single documents with one name."""
    known = [each for each in found if not each.scoped]
    if not known:
        if len({(each.kind, each.key) for each in found}) == 1:
            return found
        raise several_fit(session, name, found, single=single)
    chosen = _contenders(text, known)
    if len(chosen) > 1:
        raise several_fit(session, name, [*chosen, *(each for each in found if each not in chosen)], single=single)
    return chosen


def _contenders(text: str, known: Sequence[Candidate]) -> Sequence[Candidate]:
    people = [each for each in known if each.kind is ActorKind.PERSON]
    others = [each for each in known if each.kind is not ActorKind.PERSON]
    of_that_name = [each for each in others if each.full]
    whole = [each for each in people if each.full]
    if whole:
        return whole
    if not people:
        return of_that_name or others
    called = [each for each in people if each.called] if " " in fold(text) else []
    return called if len(called) == 1 else [*people, *of_that_name]


def _bare(session: Connection, text: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """For a full name: the speakers whom single articles call by its surname alone."""
    person = chosen[0].kind is ActorKind.PERSON and not chosen[0].scoped
    last = surname(chosen[0].key) if person else ""
    if not last or last == fold(text):
        return []
    return [each for each in _candidates(session, last) if each.scoped and _is_just(each, last)]


def _is_just(candidate: Candidate, text: str) -> bool:
    return candidate.key == name_key(text, candidate.kind) and candidate.kind not in _DESCRIBED


def _candidates(session: Connection, text: str) -> list[Candidate]:
    """The canonical actors who answer to a name; those with a word that begins so where nobody does.

    Actors without statements are left out where others have some.
    """
    for query in (exactly(text), holding(text, whole=True)), (holding(text),):
        rows = [row for each in query for row in session.execute(_with_canonical(each))]
        if rows:
            found = _summed_up(session, text, rows)
            return [each for each in found if each.statements] or found
    return []


def _with_canonical(identities: Select[str]) -> Select[*tuple[Any, ...]]:
    """Actors with their canonical actors, and the statements that search shows of those."""
    ids, canonical = identities.subquery(), aliased(ActorRow)
    statements = (
        select(func.count())
        .where(StatementRow.actor_id == canonical.id, StatementRow.current == true())
        .correlate(canonical)
        .scalar_subquery()
    )
    query = select(
        *(ActorRow.id, ActorRow.key, ActorRow.kind, canonical.id.label("canonical"), canonical.document_key),
        func.coalesce(canonical.given_name, canonical.name).label("name"),
        func.coalesce(canonical.given_kind, canonical.kind).label("shown_kind"),
        canonical.key.label("shown_key"),
        statements.label("statements"),
    ).join(canonical, canonical.id == CANONICAL)
    return query.where(ActorRow.id.in_(select(ids.c[0])))


def _summed_up(session: Connection, text: str, rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Candidate]:
    parts: dict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        parts[row.canonical].append(row)
    aliases = select(AliasRow.actor_id).where(AliasRow.folded == fold(text), IS_ALIAS)
    called = set(session.scalars(aliases))
    found = []
    for identity, own in parts.items():
        first = own[0]
        kind, given = ActorKind(first.shown_kind), {fold(first.name), name_key(first.name, ActorKind(first.shown_kind))}
        full = any(_whole(row.key, ActorKind(row.kind), text) for row in own) or (fold(text) in given and " " in text)
        found.append(
            Candidate(
                identity, first.name, kind, first.shown_key, first.document_key is not None, full,
                any(row.id in called for row in own), first.statements,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.kind is not ActorKind.PERSON, -each.statements, each.name, each.id))


def _whole(key: str, kind: ActorKind, text: str) -> bool:
    """Whether a name is an actor's whole name: no surname alone of a person."""
    return key == name_key(text, kind) and (kind is not ActorKind.PERSON or " " in key)


def one_actor(session: Connection, name: str, *, counted: bool = True) -> ActorSummary:
    """The one actor that an id or a name means; unless `counted`, without what takes a look at every statement.

    Raises AmbiguousNameError for several, NotFoundError for none.
    """
    ids = who_answers(session, name, single=True).ids
    if len(ids) > 1:
        raise ambiguous(name, summaries(session, ids))
    return summaries(session, ids, affiliations=counted, tallies=counted)[0]


def all_named(session: Connection, name: str) -> set[str]:
    """The ids of all actors with an id, a name or part of one. Raises NotFoundError where there are none."""
    ids = set(session.scalars(canonical_of(holding(askable(name)))))
    return ids or set(who_answers(session, name).ids)
