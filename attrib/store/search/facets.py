"""The columns by which statements are counted, and the names of their values."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from attrib.data.counts import Facet, FacetValue
from attrib.store.database.chunks import chunks
from attrib.store.naming.parties import party_of
from attrib.store.naming.terms import term
from attrib.store.schema.actors import CANONICAL, ActorRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.dates import DATE_KNOWN, date_text
from attrib.store.search.meanings import Meanings, meaning_of
from attrib.targets.phrases import parse_phrase

Raw = tuple[Any, ...]
Columns = tuple[ColumnElement[Any], ...]
Names = Mapping[Raw, FacetValue]

COLUMNS: Mapping[Facet, Columns] = {
    Facet.SPEAKER: (StatementRow.actor_id,),
    Facet.AFFILIATION: (StatementRow.affiliation_key,),
    Facet.ROLE: (StatementRow.role_key,),
    Facet.OUTLET: (StatementRow.outlet_key,),
    Facet.TYPE: (StatementRow.type,),
    Facet.ASSERTION: (StatementRow.assertion,),
    Facet.STANCE: (StanceRow.label,),
    Facet.TARGET: (StatementRow.document_key, StanceRow.target_key, StanceRow.target_actor_id, StanceRow.target),
    Facet.MONTH: (DATE_KNOWN,),
    Facet.DOCUMENT: (StatementRow.document_key,),
}
"""The columns that hold a value of each facet; `values` makes names of what they hold."""

_ALL = 5000  # keys; more are not asked for one by one


def values(session: Connection, facet: Facet, found: Mapping[Raw, int], short: Meanings) -> Names:
    """The values that some contents of the COLUMNS of a facet stand for, given with their numbers; several may be one.

    A target has the most frequent spelling of those found. `short` are the meanings of targets that are short for
    others, as `short_targets` finds them.
    """
    if facet is Facet.TARGET:
        return _targets(session, found, short)
    return _NAMING[facet](session, found) if facet in _NAMING else {raw: FacetValue(raw[0]) for raw in found}


def _speakers(session: Connection, found: Collection[Raw]) -> Names:
    names = actor_names(session, {raw[0] for raw in found if raw[0]})
    return {raw: FacetValue(names.get(raw[0]), raw[0]) for raw in found}


def actor_names(session: Connection, actors: Collection[str]) -> dict[str, str]:
    """The names of actors by id, those that people gave where there are such."""
    name: ColumnElement[str] = func.coalesce(ActorRow.given_name, ActorRow.name)
    query = select(ActorRow.id, name)
    if len(actors) > _ALL:
        return dict(session.execute(query).all())
    return {key: shown for some in chunks(actors) for key, shown in session.execute(query.where(ActorRow.id.in_(some)))}


def _spelled(key: ColumnElement[str | None], text: ColumnElement[str | None]) -> Callable[..., Names]:
    """Names that are the most frequent spelling of a folded name."""

    def names(session: Connection, found: Collection[Raw]) -> Names:
        query = select(key, text, func.count()).where(StatementRow.current == true()).group_by(key, text)
        wanted = {raw[0] for raw in found if raw[0]}
        best = frequent(row for some in chunks(wanted) for row in session.execute(query.where(key.in_(some))))
        return {raw: FacetValue(best.get(raw[0], raw[0])) for raw in found}

    return names


def frequent(spellings: Iterable[Any]) -> dict[str, str]:
    """The most frequent spelling of each key, of (key, spelling, number) rows; ties go by the alphabet."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, spelling, number in spellings:
        if key and spelling:
            counts[key][spelling] += number
    return {key: min(some, key=lambda text: (-some[text], text)) for key, some in counts.items()}


def _affiliations(session: Connection, found: Collection[Raw]) -> Names:
    """Affiliations; all forms of a party's name are one: "Republican", "GOP", "Republican Party"."""
    spelled = _spelled(StatementRow.affiliation_key, StatementRow.affiliation)(session, found)
    return _shared({raw: party_of(raw[0] or "") or value.name for raw, value in spelled.items()})


def _outlets(session: Connection, found: Collection[Raw]) -> Names:
    rows = session.execute(select(DocumentRow.outlet, func.count()).group_by(DocumentRow.outlet))
    best = frequent((term(outlet), outlet, number) for outlet, number in rows)
    return {raw: FacetValue(best.get(raw[0], raw[0])) for raw in found}


def _targets(session: Connection, found: Mapping[Raw, int], short: Meanings) -> Names:
    """Targets by actor where the target is one in any of the statements, else by what they mean."""
    actors = canonical_actors(session, {raw[2] for raw in found if raw[2]})
    by_key = {raw[1]: actors[raw[2]] for raw in sorted(found, key=str) if raw[2] in actors}
    names = actor_names(session, set(actors.values()))
    meanings = {raw: meaning_of(short, raw[0], raw[1]) for raw in found}
    labels = frequent((parse_phrase(raw[1]).key, raw[3], number) for raw, number in found.items())
    made: dict[str, FacetValue] = {}
    result = {}
    for raw, meaning in meanings.items():
        actor = actors.get(raw[2]) or by_key.get(raw[1])
        if actor:
            made.setdefault(actor, FacetValue(names[actor], actor))
        result[raw] = made.setdefault(actor or f"={meaning}", FacetValue(labels.get(meaning, raw[1])))
    return result


def canonical_actors(session: Connection, actors: Collection[str]) -> dict[str, str]:
    """The canonical actor of each of some actors."""
    query = select(ActorRow.id, CANONICAL)
    if len(actors) > _ALL:
        return dict(session.execute(query).all())
    return {own: key for some in chunks(actors) for own, key in session.execute(query.where(ActorRow.id.in_(some)))}


def target_names(session: Connection, targets: Collection[str]) -> dict[str, str]:
    """The most frequent spelling of each meaning of some folded targets."""
    spelled = (StanceRow.target_key, StanceRow.target)
    query = select(*spelled, func.count()).where(StanceRow.target_key.in_(sorted(targets))).group_by(*spelled)
    rows = session.execute(query)
    return frequent((parse_phrase(key).key, text, number) for key, text, number in rows)


def _months(_: Connection, found: Collection[Raw]) -> Names:
    """Months, or years where the source tells no more."""
    months = {raw: date_text(raw[0]) for raw in found}
    return _shared({raw: None if date is None else date[:7] for raw, date in months.items()})


def _shared(names: Mapping[Raw, str | None]) -> Names:
    """One value for all contents with the same name."""
    made = {name: FacetValue(name) for name in names.values()}
    return {raw: made[name] for raw, name in names.items()}


def _documents(session: Connection, found: Collection[Raw]) -> Names:
    columns = (DocumentRow.key, DocumentRow.id, DocumentRow.title, DocumentRow.location, DocumentRow.record)
    query = select(*columns)
    named = {}
    for row in session.execute(query):
        place = row.location if row.record is None else f"{row.location}, record {row.record}"
        named[row.key] = FacetValue(row.title or place, row.id)
    return {raw: named[raw[0]] for raw in found}


_NAMING: Mapping[Facet, Callable[[Connection, Collection[Raw]], Names]] = {
    Facet.SPEAKER: _speakers,
    Facet.AFFILIATION: _affiliations,
    Facet.ROLE: _spelled(StatementRow.role_key, StatementRow.role),
    Facet.OUTLET: _outlets,
    Facet.MONTH: _months,
    Facet.DOCUMENT: _documents,
}
