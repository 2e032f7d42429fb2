"""The speakers that a query names: looked up once, with what the names leave out."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from attrib.data import UNKNOWN, Notice, StatementQuery
from attrib.store.actors.answering import Answering, who_answers
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.actors import CANONICAL, ActorRow

_DIGITS = 16  # of a whole id


def name_speakers(database: Database, query: StatementQuery) -> tuple[StatementQuery, list[Notice]]:
    """The query with the ids of its speakers in place of their names, and notices of whom the names leave out.

    Raises AmbiguousNameError and NotFoundError for a name that fits several or none.
    """
    if not (query.actor or query.exclude_actor):
        return query, []
    remarks: list[str] = []
    with database.session() as session:
        found: list[tuple[str, ...]] = []
        for names in (query.actor, query.exclude_actor):
            answers = [_answer(session, name, every=query.any_actor) for name in names]
            found.append(tuple(dict.fromkeys(actor for answer in answers for actor in answer.ids)))
            remarks += [answer.remark for answer in answers if answer.remark]
    named = replace(query, actor=found[0], exclude_actor=found[1], any_actor=False)
    return named, [Notice(remark, warning=False) for remark in dict.fromkeys(remarks)]


def speakers(session: Session, names: Sequence[str], *, every: bool) -> list[str]:
    """The ids of the actors that some ids or names mean, and UNKNOWN if it is among them; errors as `name_speakers`."""
    known: dict[str, str] = {}
    for chunk in chunks({name for name in names if len(name) == _DIGITS and not set(name) - set("0123456789abcdef")}):
        known |= dict(session.execute(select(ActorRow.id, CANONICAL).where(ActorRow.id.in_(chunk))).all())
    others = [_answer(session, name, every=every).ids for name in names if name not in known]
    return sorted({*known.values(), *(actor for ids in others for actor in ids)})


def _answer(session: Session, name: str, *, every: bool) -> Answering:
    if name.strip().lower() == UNKNOWN:
        return Answering((UNKNOWN,))
    return who_answers(session, name, every=every)
