"""The actor that a review names as speaker or target: whom the name means in a search, or somebody new."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from attrib.data import UNKNOWN, ActorKind, Speaker
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.actors.answering import Answering, who_answers
from attrib.store.actors.lookup import describe, holding, is_id, named_exactly
from attrib.store.actors.naming import usable_name
from attrib.store.actors.near_names import near_names
from attrib.store.actors.summaries import summaries
from attrib.store.database.adding import insertion
from attrib.store.naming.identity import actor_id, aliases, joins_documents, name_key
from attrib.store.naming.parts import note_names
from attrib.store.schema.actors import CANONICAL, ActorRow, AliasRow
from attrib.store.schema.base import MAX_KEY, document_key
from attrib.store.schema.documents import DocumentRow
from attrib.text.folding import askable, fold

NEW = "new:"
"""Before a name: a speaker whom the database does not know, whoever is called nearly so."""


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A speaker, the name under which a review shows it, and what to say of how the name was understood.

    Without id and name nobody is known to have said it.
    """

    actor_id: str | None
    name: str | None
    remark: str = ""


def known_actor(session: Connection, name: str) -> str | None:
    """The actor with an id or exactly that name or alias; None where none or several fit."""
    try:
        return named_exactly(session, name)
    except AmbiguousNameError:
        return None


def named_speaker(session: Connection, name: str, statement: Row[*tuple[Any, ...]]) -> NamedSpeaker:
    """The actor that a name means in a search, a new one where nobody is called nearly so, nobody for UNKNOWN.

    A name that only single articles use means the speaker of the statement's own article. Raises AmbiguousNameError
    where several fit, and NotFoundError with names that are near it.
    """
    text = name.strip()
    if text.lower() == UNKNOWN:
        return NamedSpeaker(None, None)
    if text.lower().startswith(NEW):
        return _new(session, text[len(NEW) :].strip(), statement)
    answer = _answer(session, text)
    if answer is None:
        return _new(session, text, statement)
    if not is_id(text):
        scopes = select(ActorRow.id, ActorRow.document_key).where(ActorRow.id.in_(answer.ids))
        documents: dict[str, int | None] = dict(session.execute(scopes).all())
        if all(document is not None for document in documents.values()):
            here = [identity for identity, document in documents.items() if document == statement.document_key]
            if not here:
                return _new(session, text, statement)
            answer = replace(answer, ids=tuple(here))
    known = summaries(session, answer.ids)[0]
    if is_id(text) or fold(known.name) == fold(text):
        return NamedSpeaker(known.id, known.name)
    taken = f"{text!r} is taken for"
    remark = answer.remark if answer.remark.startswith(taken) else f"{taken} {describe(known)}."
    return NamedSpeaker(known.id, known.name, remark)


def _answer(session: Connection, name: str) -> Answering | None:
    """Who answers to an id or a name by whole words; None for a name that nobody has, nor one near it."""
    near: list[str] = []
    try:
        answer = who_answers(session, name, single=True)
    except NotFoundError:
        if is_id(name):
            raise NotFoundError(f"no actor has the id {name!r}; see `attrib actors list`") from None
        near = near_names(session, name)
    else:
        text = askable(name).strip()
        whole = select(CANONICAL).where(ActorRow.id.in_(holding(text, whole=True)), CANONICAL.in_(answer.ids))
        if is_id(name) or ":" in name or session.scalar(whole.limit(1)) is not None or known_actor(session, name):
            return answer
        near = [actor.name for actor in summaries(session, answer.ids)]
    if near:
        raise NotFoundError(
            f"no actor has the name {name!r}; did you mean {', '.join(near)}? For somebody new give '{NEW}{name}'"
        )
    return None


def _new(session: Connection, name: str, statement: Row[*tuple[Any, ...]]) -> NamedSpeaker:
    """The actor of a new name, stored if it is not there; a short name is one of the statement's article alone."""
    usable = usable_name(name)
    kind = ActorKind(statement.speaker_kind or ActorKind.PERSON)
    kind = ActorKind.PERSON if kind is ActorKind.UNNAMED else kind
    key = name_key(usable, kind)
    query = select(DocumentRow.id).where(DocumentRow.key == statement.document_key)
    scope = None if joins_documents(usable, kind) else session.scalars(query).one()
    identity = actor_id(key, kind, scope)
    known = session.scalar(select(ActorRow.id).where(ActorRow.id == identity))
    actor = {"id": identity, "name": usable, "kind": str(kind), "key": key,
             "document_key": document_key(scope) if scope else None}  # fmt: skip
    # Stored like an alias from a text, so that it stays when judged aliases are recomputed.
    alias_rows = [
        {"actor_id": identity, "alias": alias, "folded": folded[:MAX_KEY], "found": True}
        for alias, folded in aliases("", Speaker(usable, kind)).items()
    ]
    for table, rows in ((ActorRow, [actor]), (AliasRow, alias_rows)):
        session.execute(insertion(session.dialect.name, table).on_conflict_do_nothing(), rows)
    note_names(session, [key, *(str(row["folded"]) for row in alias_rows)])
    where = " of this article alone" if scope else ""
    return NamedSpeaker(identity, usable, "" if known else f"{usable} is a new speaker{where}.")
