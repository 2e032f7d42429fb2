"""Lookup of outlets, affiliations, roles and targets by a part of their names."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, false, insert, or_, select

from attrib.data import (
    ActorKind,
)
from attrib.store.naming.identity import name_key
from attrib.store.naming.parties import party_forms
from attrib.store.naming.parts import names_with, note_names
from attrib.store.schema.search import TermRow
from attrib.text.folding import askable

_AFFILIATION = "affiliation"
_MOST_LISTED = 200  # longer lists are left to the database: the number of parameters of a query is limited


def has_term(
    session: Connection, column: ColumnElement[str | None] | ColumnElement[str], kind: str, name: str
) -> ColumnElement[bool]:
    """A condition: the folded names in `column` contain the words of `name` next to each other.

    "Taliban" fits "the Taliban" and "Afghan Taliban". If no name fits, names with words that start so do ("Talib").
    As an affiliation, a form of a party's name fits all other forms of it: "Republican" fits "GOP".
    """
    words = term(askable(name))
    if not words:
        return false()
    party = party_forms(words) if kind == _AFFILIATION else ()
    for whole in (True, False):
        holding = TermRow.key.in_(names_with(words, whole=whole))
        fitting = or_(holding, TermRow.key.in_(party)) if party else holding  # an OR reads all terms of the kind
        query = select(TermRow.key).where(TermRow.kind == kind, fitting)
        keys = session.scalars(query.limit(_MOST_LISTED + 1)).all()
        if len(keys) > _MOST_LISTED:
            return column.in_(query)
        if keys:
            return or_(*(column == key for key in keys)) if len(keys) == 1 else column.in_(sorted(keys))
    return false()


def has_any_term(
    session: Connection,
    column: ColumnElement[str | None] | ColumnElement[str],
    kind: str,
    names: Iterable[str],
) -> ColumnElement[bool]:
    """A condition: the folded names in `column` fit one of several names, as `has_term` says."""
    return or_(false(), *(has_term(session, column, kind, name) for name in names))


def add_terms(connection: Connection, roles: Iterable[Mapping[str, str | None]]) -> None:
    """Store the organizations (`value_key`) and roles (`role_key`) of judgements, for lookup by a part of them."""
    kinds = ((_AFFILIATION, "value_key"), ("role", "role_key"))
    pairs = {(kind, role[column]) for role in roles for kind, column in kinds if role[column]}
    for kind, _ in kinds:
        stored = set(connection.scalars(select(TermRow.key).where(TermRow.kind == kind)))
        rows = [{"kind": kind, "key": key} for name, key in sorted(pairs) if name == kind and key not in stored]
        if rows:
            connection.execute(insert(TermRow), rows)
            note_names(connection, (row["key"] for row in rows))


def note_terms(connection: Connection, kind: str, key: str | None) -> None:
    """Store one folded name, for lookup by a part of it."""
    query = select(TermRow.key).where(TermRow.kind == kind, TermRow.key == key)
    if key and connection.scalar(query) is None:
        connection.execute(insert(TermRow), [{"kind": kind, "key": key}])
        note_names(connection, [key])


def term(name: str | None) -> str | None:
    """The folded form of an outlet, affiliation, role or target, without its article; None for an empty name."""
    return name_key(name, ActorKind.ORGANIZATION) or None if name else None
