"""Judgements of an actor's affiliation, role and period."""

from sqlalchemy import Connection, select

from attrib.data import ActorSummary
from attrib.data.actors import JudgementResult, KnownRole
from attrib.data.judgements import JudgementKind
from attrib.errors import StoreError
from attrib.store.actors.naming import Change, amend
from attrib.store.database.session import Database
from attrib.store.naming.identity import one_line
from attrib.store.naming.terms import add_terms, term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, JudgementRow
from attrib.store.schema.columns import Row, date_order
from attrib.store.statements.convert import storable
from attrib.text.periods import period


def add_affiliation(
    database: Database, name: str, role: KnownRole, by: str, note: str | None = None
) -> JudgementResult:
    """Judge that an actor has a role or an affiliation, with its period.

    Raises StoreError where an active judgement says the same already, and as `role_columns`.
    """

    def change(session: Connection, actor: ActorSummary) -> Change:
        values = role_columns(role)
        same = select(JudgementRow.batch).where(
            JudgementRow.actor_id == actor.id,
            JudgementRow.kind == str(JudgementKind.AFFILIATION),
            ACTIVE_JUDGEMENT,
            *(getattr(JudgementRow, key).is_not_distinct_from(value) for key, value in values.items()),
        )
        existing = session.scalars(same).first()
        if existing is not None:
            raise StoreError(
                f"{actor.name!r} has that affiliation already, by judgement {existing}; there is nothing to add"
            )
        add_terms(session, [values])
        return JudgementKind.AFFILIATION, values

    return amend(database, name, change, by, note)


def role_columns(role: KnownRole) -> Row:
    """The columns of a judgement that hold a role. Raises StoreError for an invalid date or a reversed period."""
    organization, position = (str(storable(one_line(text or ""))) or None for text in (role.organization, role.role))
    if organization is None and position is None:
        raise StoreError("an affiliation needs an organization or a role; give at least one of the two")
    bounds = [_moment(date, end) for date, end in ((role.since, 0), (role.until, 1))]
    since, until = bounds
    if since is not None and until is not None and since <= until:
        raise StoreError(f"the role begins {role.since} and ends earlier, {role.until}; give the earlier date first")
    return {
        "value": organization, "value_key": term(organization), "role": position, "role_key": term(position),
        "since": role.since, "until": role.until, "since_order": since, "until_order": until,
    }  # fmt: skip


def _moment(date: str | None, end: int) -> int | None:
    """The `date_order` of the start (end=0) of a year, month or day, or of the moment after it (end=1)."""
    if date is None:
        return None
    try:
        return date_order(period(date)[end])
    except (ValueError, OverflowError) as error:
        raise StoreError(
            f"{date!r} is no date; give a year, month or day such as 2025, 2025-01 or 2025-01-31"
        ) from error
