"""The conditions of a query that go by names: speakers, what they speak for, hearers, places, outlets, targets."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, and_, not_, or_

from attrib.data import UNKNOWN, StatementQuery
from attrib.store.actors.lookup import described
from attrib.store.naming.terms import has_any_term
from attrib.store.schema.statements import NO_SPEAKER, StatementRow
from attrib.store.search.speakers import speakers


def name_conditions(session: Connection, query: StatementQuery) -> Iterator[ColumnElement[bool]]:
    """The conditions on names that a query gives. Raises AmbiguousNameError and NotFoundError as `who_answers`."""
    if query.actor:
        yield _said_by(speakers(session, query.actor, every=query.any_actor))
    if query.exclude_actor:
        yield _not_said_by(speakers(session, query.exclude_actor, every=query.any_actor))
    if query.unnamed is not None:
        yield StatementRow.actor_id.in_(described(query.unnamed))
    if query.outlet:
        yield has_any_term(session, StatementRow.outlet_key, "outlet", query.outlet)
    if query.exclude_outlet:
        yield _not_published_by(session, query.exclude_outlet)
    if query.to:
        yield has_any_term(session, StatementRow.addressee_key, "addressee", query.to)
    if query.at:
        yield has_any_term(session, StatementRow.place_key, "place", query.at)
    if query.affiliation or query.role:
        from attrib.store.search.roles import speaks_for  # with the rules of roles, which most queries do without

        yield speaks_for(session, query.affiliation, query.role, query.as_of)
    if query.target or (query.about is None and (query.stance or query.min_stance_score is not None)):
        from attrib.store.search.targets import takes_stance

        yield takes_stance(session, query)


def _said_by(actors: Sequence[str]) -> ColumnElement[bool]:
    if UNKNOWN in actors:
        named = [actor for actor in actors if actor != UNKNOWN]
        nobody = StatementRow.speaker_order >= NO_SPEAKER
        return or_(nobody, StatementRow.actor_id.in_(named)) if named else nobody
    return StatementRow.actor_id.in_(actors)


def _not_said_by(actors: Sequence[str]) -> ColumnElement[bool]:
    named = [actor for actor in actors if actor != UNKNOWN]
    others = or_(StatementRow.actor_id.is_(None), StatementRow.actor_id.not_in(named))
    return and_(others, StatementRow.speaker_order < NO_SPEAKER) if UNKNOWN in actors else others


def _not_published_by(session: Connection, names: Sequence[str]) -> ColumnElement[bool]:
    published = has_any_term(session, StatementRow.outlet_key, "outlet", names)
    return or_(StatementRow.outlet_key.is_(None), not_(published))
