"""The actor that a review names as speaker or target: an actor with exactly that name, or a new one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from attrib.data import ActorKind, Speaker
from attrib.errors import AmbiguousNameError
from attrib.store.actors.lookup import named_exactly
from attrib.store.actors.naming import usable_name
from attrib.store.actors.summaries import summaries
from attrib.store.naming.identity import actor_id, aliases, joins_documents, name_key
from attrib.store.schema.actors import ActorRow, AliasRow
from attrib.store.schema.base import MAX_KEY, document_key
from attrib.store.schema.statements import DocumentRow

_DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A speaker, and the name under which a review shows it."""

    actor_id: str
    name: str


def known_actor(session: Session, name: str) -> str | None:
    """The actor with an id or exactly that name or alias; None where none or several fit."""
    try:
        return named_exactly(session, name)
    except AmbiguousNameError:
        return None


def named_speaker(session: Session, name: str, statement: Row[*tuple[Any, ...]]) -> NamedSpeaker:
    """The actor with an id or exactly that name, created if there is none.

    Raises AmbiguousNameError if several fit.
    """
    stored = named_exactly(session, name)
    if stored is not None:
        return NamedSpeaker(stored, summaries(session, [stored])[0].name)
    usable = usable_name(name)
    kind = ActorKind(statement.speaker_kind or ActorKind.PERSON)
    kind = ActorKind.PERSON if kind is ActorKind.UNNAMED else kind
    key = name_key(usable, kind)
    query = select(DocumentRow.id).where(DocumentRow.key == statement.document_key)
    scope = None if joins_documents(usable, kind) else session.scalars(query).one()
    identity = actor_id(key, kind, scope)
    actor = {"id": identity, "name": usable, "kind": str(kind), "key": key,
             "document_key": document_key(scope) if scope else None}  # fmt: skip
    # Stored like an alias from a text, so that it stays when judged aliases are recomputed.
    alias_rows = [
        {"actor_id": identity, "alias": alias, "folded": folded[:MAX_KEY], "found": True}
        for alias, folded in aliases("", Speaker(usable, kind)).items()
    ]
    dialect = _DIALECTS[session.get_bind().dialect.name]
    for table, rows in ((ActorRow, [actor]), (AliasRow, alias_rows)):
        session.connection().execute(dialect.insert(table).on_conflict_do_nothing(), rows)
    return NamedSpeaker(identity, usable)
