"""Judgements that one name means several people."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from attrib.data import ActorKind
from attrib.data.actors import JudgementResult
from attrib.data.judgements import JudgementKind
from attrib.errors import StoreError
from attrib.store.actors.answering import one_actor
from attrib.store.actors.decisions import decide, judge, judgement_row
from attrib.store.actors.namesake_rules import without_rules
from attrib.store.actors.naming import usable_name
from attrib.store.actors.summaries import summaries
from attrib.store.database.session import Database
from attrib.store.naming.identity import actor_id, name_key
from attrib.store.naming.parts import note_names
from attrib.store.naming.terms import term
from attrib.store.schema.actors import ActorRow, AliasRow
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.columns import Row
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.histories import Decision
from attrib.store.statements.ids import beginning_with
from attrib.text.folding import fold_name


def split_namesake(
    database: Database, name: str, *, statements: Sequence[str] = (), affiliation: str | None = None,
    new_name: str | None = None, by: str, note: str | None = None,
) -> JudgementResult:  # fmt: skip
    """Judge that a name means a new actor, in the documents of some statements or with one affiliation.

    Raises NotFoundError for an unknown statement, and StoreError for a statement of another speaker or an affiliation
    that no text gives.
    """
    with database.begin() as connection:
        actor = one_actor(connection, name, counted=False)
        decision = decide(connection, by, note)
        if affiliation is None:
            places = _documents(connection, actor.id, name, statements)
        else:
            places = _affiliated(connection, actor.id, name, affiliation)
        names = {identity for identity, _ in places}
        of_texts = without_rules(connection, names)
        divisions = [(of_texts.get(identity, identity), values) for identity, values in places]
        target = _make_actor(connection, decision, divisions[0][0], new_name)
        judge(
            connection,
            [
                judgement_row(decision, JudgementKind.DIVIDE, identity, other_actor_id=target, **values)
                for identity, values in divisions
            ],
        )
        actors = {item.id: item for item in summaries(connection, [actor.id, target])}
        return JudgementResult(decision.batch, actors[actor.id], (actors[target],))


def _documents(session: Connection, actor: str, name: str, ids: Sequence[str]) -> list[tuple[str, Row]]:
    own_actor = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    places: dict[tuple[str, int], Row] = {}
    for identity in ids:
        number = beginning_with(session, identity)[1]
        query = select(StatementRow.actor_id, own_actor.label("own"), StatementRow.document_key, StatementRow.speaker)
        row = session.execute(query.where(StatementRow.number == number)).one()
        if row.actor_id != actor:
            said_by = row.speaker or "nobody named"
            raise StoreError(f"statement {identity} is said by {said_by}, not by {name!r}; name statements of {name!r}")
        places[row.own, row.document_key] = {"document_key": row.document_key}
    return [(identity, values) for (identity, _), values in places.items()]


def _affiliated(connection: Connection, actor: str, name: str, affiliation: str) -> list[tuple[str, Row]]:
    own_actor = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    key = term(affiliation)
    query = select(
        own_actor.label("own"), StatementRow.affiliation_key, func.min(StatementRow.affiliation).label("spelled")
    )
    query = query.where(StatementRow.actor_id == actor, StatementRow.affiliation_key.is_not(None))
    rows = connection.execute(query.group_by(own_actor, StatementRow.affiliation_key)).all()
    matches = [row for row in rows if row.affiliation_key == key]
    if not matches:
        affiliations = ", ".join(sorted({row.spelled for row in rows})) or "none"
        raise StoreError(f"no text gives {name!r} the affiliation {affiliation!r}; those it has: {affiliations}")
    return [(row.own, {"value": affiliation, "value_key": key}) for row in matches]


def _make_actor(connection: Connection, decision: Decision, original: str, new_name: str | None) -> str:
    """Insert a namesake of an actor, with the aliases that the actor has in texts."""
    row = connection.execute(select(ActorRow.__table__).where(ActorRow.id == original)).one()
    kind, name = ActorKind(row.kind), row.name if new_name is None else usable_name(new_name)
    key = name_key(name, kind)
    identity = actor_id(key, kind, f"divided by {decision.batch}")
    values = {"id": identity, "name": name, "kind": row.kind, "key": key}
    connection.execute(insert(ActorRow).values(values))
    query = select(AliasRow.alias, AliasRow.folded).where(AliasRow.actor_id == original, AliasRow.found)
    aliases = {row.alias: row.folded for row in connection.execute(query)}
    aliases[name] = fold_name(name)
    rows = [{"actor_id": identity, "alias": alias, "folded": folded[:MAX_KEY]} for alias, folded in aliases.items()]
    connection.execute(insert(AliasRow), rows)
    note_names(connection, [key, *(row["folded"] for row in rows)])
    return identity
