"""Namesakes: which documents use a name for another actor, by judgement.

A judgement holds the actor that the name makes in texts, the other actor, and a document or an affiliation. A document
whose statements give the name that affiliation follows the judgement too, whenever it is ingested.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select, update

from attrib.data.judgements import JudgementKind
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, CANONICAL, ActorRow, JudgementRow
from attrib.store.schema.statements import StatementRow

_CHUNK = 500


@dataclass(slots=True)
class NamesakeRule:
    """The namesakes of one name: other actors by document, and by affiliation."""

    documents: dict[int, str] = field(default_factory=dict)
    affiliations: dict[str, str] = field(default_factory=dict)

    def actor(self, document: int, affiliations: Iterable[str | None]) -> str | None:
        """The namesake that a document means by the name; None where it means the name's own actor."""
        if document in self.documents:
            return self.documents[document]
        return next(
            (self.affiliations[key] for key in sorted(filter(None, affiliations)) if key in self.affiliations), None
        )


def namesake_rules(connection: Connection, names: Iterable[str]) -> dict[str, NamesakeRule]:
    """The rules of some actors by id; actors without namesakes are left out."""
    rules: dict[str, NamesakeRule] = {}
    query = select(JudgementRow.__table__).where(
        JudgementRow.kind == str(JudgementKind.DIVIDE),
        JudgementRow.actor_id.in_(sorted(names)),
        ACTIVE_JUDGEMENT,
    )
    for row in connection.execute(query.order_by(JudgementRow.judged_at, JudgementRow.id)):
        rule = rules.setdefault(row.actor_id, NamesakeRule())
        if row.document_key is not None:
            rule.documents[row.document_key] = row.other_actor_id
        else:
            rule.affiliations[row.value_key] = row.other_actor_id
    return rules


def without_rules(connection: Connection, identities: Iterable[str]) -> dict[str, str]:
    """For actors that a judgement made as namesakes: the actor that the name makes in texts."""
    query = select(JudgementRow.other_actor_id, JudgementRow.actor_id).where(
        JudgementRow.kind == str(JudgementKind.DIVIDE), JudgementRow.other_actor_id.in_(sorted(identities))
    )
    return {row.other_actor_id: row.actor_id for row in connection.execute(query)}


def reapply_rules(connection: Connection, names: Iterable[str]) -> None:
    """Move the statements of some actors of the texts to where the active judgements put them."""
    ids = sorted(names)
    if not ids:
        return
    rules = namesake_rules(connection, ids)
    for name in ids:
        _move(connection, name, rules.get(name, NamesakeRule()))


def _move(connection: Connection, name: str, rule: NamesakeRule) -> None:
    made = select(JudgementRow.other_actor_id).where(
        JudgementRow.kind == str(JudgementKind.DIVIDE), JudgementRow.actor_id == name
    )
    parts = {name, *connection.scalars(made).all()} - {None}
    shown_as = select(ActorRow.id, CANONICAL).where(ActorRow.id.in_(parts))
    canonical: dict[str, str] = {row[0]: row[1] for row in connection.execute(shown_as)}
    own = func.coalesce(StatementRow.own_actor_id, StatementRow.actor_id)
    place = (StatementRow.document_key, StatementRow.run_id)
    query = select(StatementRow.number, *place, StatementRow.affiliation_key, own.label("own"))
    fitting = StatementRow.actor_id.in_(sorted(set(canonical.values()))), own.in_(sorted(parts))
    statements = connection.execute(query.where(*fitting)).all()
    affiliations: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row in statements:
        affiliations[row.document_key, row.run_id].add(row.affiliation_key)
    moved: dict[str, list[int]] = defaultdict(list)
    for row in statements:
        target = rule.actor(row.document_key, affiliations[row.document_key, row.run_id]) or name
        if target != row.own:
            moved[target].append(row.number)
    for target, numbers in moved.items():
        for start in range(0, len(numbers), _CHUNK):
            which = StatementRow.number.in_(numbers[start : start + _CHUNK])
            own_id = None if canonical[target] == target else target
            values = {"actor_id": canonical[target], "own_actor_id": own_id}
            connection.execute(update(StatementRow).where(which).values(values))
