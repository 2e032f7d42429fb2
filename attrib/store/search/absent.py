"""Names of a query that nothing has, and those near them: why a query finds nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from attrib.data import Notice, StatementQuery, Way
from attrib.data.counts import Facet
from attrib.data.judgements import JudgementKind
from attrib.data.notices import COUNTED
from attrib.store.actors.near_names import MOST_COMPARED, nearest
from attrib.store.database.session import Database
from attrib.store.naming.terms import has_term, term
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, JudgementRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.search import TermRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.facets import target_names, values
from attrib.store.search.filters import conditions
from attrib.targets.phrases import parse_phrase
from attrib.text.folding import askable

_NAMED = (Facet.OUTLET, Facet.TARGET, Facet.AFFILIATION, Facet.ROLE)
_JUDGED = {Facet.AFFILIATION: JudgementRow.value_key, Facet.ROLE: JudgementRow.role_key}
_OFFERED = 3
_LOOKED_AT = 4 * _OFFERED  # near names; those of former runs, which nothing has now, are among them


def absent_names(database: Database, query: StatementQuery) -> list[Notice]:
    """A notice of each outlet, target, affiliation and role in a query that no statement has, with those near it.

    An outlet of a document without statements is there, and so is what a judgement says of a speaker. To be asked where
    a query has found nothing.
    """
    with database.session() as session:
        asked = [(facet, name) for facet in _NAMED for name in dict.fromkeys(getattr(query, facet))]
        absent = [(facet, name) for facet, name in asked if not _is_there(session, query, facet, name)]
        return [_notice(facet, name, _near(session, query, facet, name)) for facet, name in absent]


def _notice(facet: Facet, name: str, near: Mapping[str, int]) -> Notice:
    offered = (f"{each} ({number} {'statement' if number == 1 else 'statements'})" for each, number in near.items())
    counts = f"attrib count --by {facet}"
    hint = f": did you mean {', '.join(offered)}?" if near else f"; see what there is: {counts}"
    ways = tuple(Way(each, str(facet), each, without=(str(facet), name)) for each in near)
    message = f"No {facet} is called {name!r}{hint}"
    return Notice(message, warning=False, ways=ways or (Way(counts, COUNTED, str(facet)),))


def _near(session: Connection, query: StatementQuery, facet: Facet, name: str) -> dict[str, int]:
    """The names near one, the nearest first, each with the number of statements that it finds."""
    known = session.scalars(select(TermRow.key).where(TermRow.kind == str(facet)).limit(MOST_COMPARED))
    near: dict[str, int] = {}
    for key in nearest(term(askable(name)) or "", known, _LOOKED_AT):
        spelled = " ".join(_spelled(session, facet, key).split())
        if len(near) < _OFFERED and spelled not in near and _is_there(session, query, facet, spelled):
            near[spelled] = _number(session, query, facet, spelled)
    return near


def _spelled(session: Connection, facet: Facet, key: str) -> str:
    """The most frequent spelling of a folded name."""
    if facet is Facet.TARGET:
        return target_names(session, {key}).get(parse_phrase(key).key, key)
    return values(session, facet, {(key,): 1}, {})[(key,)].name or key


def _number(session: Connection, query: StatementQuery, facet: Facet, name: str) -> int:
    """How many statements a name finds alone, rejected ones if the query asks for those."""
    asked: dict[str, Any] = {str(facet): (name,), "rejected": query.rejected}
    alone = StatementQuery(**asked)
    return session.scalars(select(func.count()).select_from(StatementRow).where(*conditions(session, alone))).one()


def _is_there(session: Connection, query: StatementQuery, facet: Facet, name: str) -> bool:
    """Whether a statement, a document or a judgement has a name."""
    if _number(session, query, facet, name):
        return True
    if facet is Facet.OUTLET:
        hidden = or_(DocumentRow.deleted, DocumentRow.replaced_by.is_not(None))
        outlets = session.scalars(select(DocumentRow.outlet).where(~hidden).distinct())
        words = term(askable(name))
        return words is not None and any(f" {words}" in f" {term(outlet) or ''}" for outlet in outlets)
    if facet not in _JUDGED:
        return False
    judged = (JudgementRow.kind == str(JudgementKind.AFFILIATION), ACTIVE_JUDGEMENT)
    fitting = has_term(session, _JUDGED[facet], str(facet), name)
    return session.scalars(select(JudgementRow.id).where(*judged, fitting).limit(1)).first() is not None
