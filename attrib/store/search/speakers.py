"""The speakers that a query names: looked up once, with what the names leave out."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from attrib.data import UNKNOWN, Notice, StatementQuery
from attrib.store.actors.answering import Answering, who_answers
from attrib.store.actors.lookup import is_id
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import CANONICAL, ActorRow


def name_speakers(database: Database, query: StatementQuery) -> tuple[StatementQuery, list[Notice]]:
    """The query with the ids of its speakers in place of their names, and notices of whom the names leave out.

    Raises AmbiguousNameError and NotFoundError for a name that fits several or none.
    """
    if not (query.actor or query.exclude_actor):
        return query, []
    with database.session() as session:
        answers = [_answers(session, names, every=query.any_actor) for names in (query.actor, query.exclude_actor)]
    said, left = (_ids(each) for each in answers)
    told = dict.fromkeys((answer.remark, answer.ways) for each in answers for answer in each if answer.remark)
    named = replace(query, actor=said, exclude_actor=left, any_actor=False)
    return named, [Notice(remark, warning=False, ways=ways) for remark, ways in told]


def speakers(session: Connection, names: Sequence[str], *, every: bool) -> list[str]:
    """The ids of the actors that some ids or names mean, and UNKNOWN if it is among them; errors as `name_speakers`."""
    return sorted(_ids(_answers(session, names, every=every)))


def _answers(session: Connection, names: Sequence[str], *, every: bool) -> list[Answering]:
    """What each name means; whole ids, of which there may be many, are looked up together."""
    known: dict[str, str] = {}
    for chunk in chunks({name for name in names if is_id(name)}):
        known |= dict(session.execute(select(ActorRow.id, CANONICAL).where(ActorRow.id.in_(chunk))).all())
    known[UNKNOWN] = UNKNOWN
    return [
        Answering((known[name],)) if name in known else who_answers(session, name, every=every)
        for name in (UNKNOWN if name.strip().lower() == UNKNOWN else name for name in names)
    ]


def _ids(answers: Sequence[Answering]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for answer in answers for actor in answer.ids))
