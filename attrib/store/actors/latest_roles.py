"""What actors are by their latest statements: read from a few of each, so that it is there at once."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, select, true

from attrib.store.naming.terms import term
from attrib.store.schema.actors import ActorRow
from attrib.store.schema.base import aliased
from attrib.store.schema.statements import StatementRow

_LOOKED_AT = 30  # the latest statements of an actor
_HELD = 2  # roles that are told
Role = tuple[str | None, str | None]
"""An organization and a role in it; either may be unknown."""


def latest_roles(session: Connection, ids: Sequence[str]) -> dict[str, tuple[Role, ...]]:
    """The organizations and roles that the latest statements of some actors tell most often; of ties the latest.

    Spellings of one ("President", "president") are told once, as the latest has it.
    """
    own = aliased(StatementRow, "own")
    order = [getattr(own, name) for name in ("date_order", "document_key", "start", "number")]
    latest = select(own.number).where(own.actor_id == ActorRow.id, own.current == true()).order_by(*order)
    told = (
        select(ActorRow.id, StatementRow.affiliation, StatementRow.role)
        .select_from(ActorRow)
        .join(StatementRow, StatementRow.number.in_(latest.limit(_LOOKED_AT).correlate(ActorRow).scalar_subquery()))
        .where(ActorRow.id.in_(ids))
        .order_by(StatementRow.date_order, StatementRow.document_key, StatementRow.start, StatementRow.number)
    )
    held: dict[str, Counter[Role]] = {identity: Counter() for identity in ids}
    spelled: dict[tuple[str, str | None, str | None], Role] = {}
    for identity, organization, role in session.execute(told):
        if organization or role:
            key = term(organization), term(role)
            spelled.setdefault((identity, *key), (organization, role))
            held[identity][key] += 1
    return {
        identity: tuple(spelled[identity, *key] for key, _ in counts.most_common(_HELD))
        for identity, counts in held.items()
    }
