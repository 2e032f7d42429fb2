"""Judgements of an actor's name, kind, aliases and Wikidata id."""

from collections.abc import Callable

from sqlalchemy import Connection, select

from attrib.data import ActorKind, ActorSummary
from attrib.data.actors import JudgementResult
from attrib.data.judgements import JudgementKind
from attrib.errors import StoreError
from attrib.store.actors.answering import one_actor
from attrib.store.actors.clusters import members
from attrib.store.actors.decisions import decide, judge, judgement_row
from attrib.store.actors.lookup import canonical_of, describe
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import Database
from attrib.store.naming.identity import actor_id, joins_documents, name_key
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.columns import Row
from attrib.store.statements.convert import storable
from attrib.text.folding import fold
from attrib.text.wikidata import wikidata_id

Change = tuple[JudgementKind, Row]


def rename(database: Database, name: str, new_name: str, by: str, note: str | None = None) -> JudgementResult:
    """Judge the canonical name of an actor; its names in texts still find it.

    Raises StoreError where it has that name already or the name cannot be used.
    """

    def change(_: Connection, actor: ActorSummary) -> Change:
        canonical_name = usable_name(new_name)
        if canonical_name == actor.name:
            raise StoreError(f"{name!r} is shown as {canonical_name!r} already; there is nothing to rename")
        return JudgementKind.RENAME, {"value": canonical_name}

    return amend(database, name, change, by, note)


def set_kind(database: Database, name: str, kind: ActorKind, by: str, note: str | None = None) -> JudgementResult:
    """Judge the kind of an actor. Raises StoreError where it is of that kind already."""

    def change(_: Connection, actor: ActorSummary) -> Change:
        if actor.kind == kind:
            raise StoreError(f"{actor.name!r} is {kind} already; there is nothing to change")
        return JudgementKind.KIND, {"value": str(kind)}

    return amend(database, name, change, by, note)


def set_wikidata(database: Database, name: str, identity: str, by: str, note: str | None = None) -> JudgementResult:
    """Judge which Wikidata item an actor is.

    Raises StoreError for an invalid id, and where this or another actor has it already.
    """

    def change(session: Connection, actor: ActorSummary) -> Change:
        item = _item(identity)
        holders = session.scalars(canonical_of(select(ActorRow.id).where(ActorRow.wikidata_id == item))).all()
        for holder in summaries(session, holders):
            if holder.id == actor.id:
                raise StoreError(f"{actor.name!r} has the Wikidata id {item} already; there is nothing to change")
            raise StoreError(
                f"{item} is the Wikidata id of {describe(holder)}; if they are one: "
                f"attrib actors merge {holder.id} {actor.id}"
            )
        return JudgementKind.WIKIDATA, {"value": item}

    return amend(database, name, change, by, note)


def add_alias(database: Database, name: str, alias: str, by: str, note: str | None = None) -> JudgementResult:
    """Judge that an actor has another name; a full name finds it in later documents too.

    Raises StoreError where it has the alias already, and where another actor has that name: a merge says whether the
    two are one.
    """

    def change(session: Connection, actor: ActorSummary) -> Change:
        new_alias = usable_name(alias)
        if fold(new_alias) in {fold(known) for known in actor.aliases}:
            raise StoreError(f"{actor.name!r} has the alias {new_alias!r} already; there is nothing to add")
        claim = claims(new_alias, actor.kind)
        bearers = session.scalars(canonical_of(select(ActorRow.id).where(ActorRow.id == claim))).all()
        for bearer in summaries(session, bearers):
            if bearer.id != actor.id:
                raise StoreError(
                    f"{new_alias!r} is the name of another actor, {describe(bearer)}; if they are one: "
                    f"attrib actors merge {actor.id} {bearer.id}"
                )
        return JudgementKind.ALIAS, {"value": new_alias, "claims": claim}

    return amend(database, name, change, by, note)


def remove_alias(database: Database, name: str, alias: str, by: str, note: str | None = None) -> JudgementResult:
    """Judge that an actor does not have an alias, whether it came from texts or people.

    Raises StoreError where it has no such alias, and for its canonical name and names that come from texts.
    """

    def change(session: Connection, actor: ActorSummary) -> Change:
        folded = fold(alias)
        if folded not in {fold(known) for known in actor.aliases}:
            raise StoreError(f"{actor.name!r} does not go by {alias!r}; its names: {', '.join(actor.aliases)}")
        if folded == fold(actor.name):
            raise StoreError(f"{alias!r} is the actor's canonical name; rename the actor first: attrib actors rename")
        for part, names in _named_by_texts(session, actor.id).items():
            if folded in names and part == actor.id:
                raise StoreError(
                    f"{alias!r} is the actor's name in texts; rename the actor: attrib actors rename {part} NAME"
                )
            if folded in names:
                raise StoreError(
                    f"{alias!r} is the name of a part of the actor in texts; if that is somebody else: "
                    f"attrib actors split {actor.id} {part}"
                )
        return JudgementKind.NO_ALIAS, {"value": alias.strip()}

    return amend(database, name, change, by, note)


def _item(identity: str) -> str:
    try:
        return wikidata_id(identity)
    except ValueError as error:
        raise StoreError(str(error)) from error


def claims(alias: str, kind: ActorKind) -> str | None:
    """The id of the actor that an alias makes in texts, stored or not.

    None for an alias that is too little of a name to join documents.
    """
    return actor_id(name_key(alias, kind), kind, None) if joins_documents(alias, kind) else None


def _named_by_texts(connection: Connection, actor: str) -> dict[str, set[str]]:
    """The folded names of an actor and its parts, by id."""
    query = select(ActorRow.id, ActorRow.name, ActorRow.key).where(ActorRow.id.in_(members(connection, actor)))
    return {row.id: {row.key, fold(row.name)} for row in connection.execute(query)}


def usable_name(name: str) -> str:
    """A name in one line. Raises StoreError for a name without letters or digits, or one that is too long."""
    text = " ".join(name.split())
    if not fold(text) or storable(text) != text:
        raise StoreError(f"{name!r} is not a name; give one with letters or digits")
    if len(text) > MAX_KEY:
        raise StoreError(f"the name {text[:40]!r}… has {len(text)} characters; give one of at most {MAX_KEY}")
    return text


def amend(
    database: Database, name: str, change: Callable[[Connection, ActorSummary], Change], by: str, note: str | None
) -> JudgementResult:
    """Judge one thing about one actor, in one transaction; `change` makes the judgement once the actor is known."""
    with database.begin() as connection:
        actor = one_actor(connection, name)
        kind, values = change(connection, actor)
        decision = decide(connection, by, note)
        judge(connection, [judgement_row(decision, kind, actor.id, **values)])
        return JudgementResult(decision.batch, summaries(connection, [actor.id])[0])
