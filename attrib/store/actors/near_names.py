"""Names near one that nobody has: what a person may have meant."""

from collections.abc import Iterable
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Select, func, select, true

from attrib.data import ActorKind
from attrib.store.schema.actors import CANONICAL, IS_ALIAS, ActorRow, AliasRow
from attrib.store.schema.base import aliased
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import fold

_SUGGESTED = 5
_CLOSE = 75  # of 100; below it a suggestion is no help
_FEWEST_LETTERS = 3  # of a name that is suggested, or asked for: everything is near a letter or two
MOST_COMPARED = 200_000
"""How many names are compared with one at most."""


def nearest(folded: str, known: Iterable[str], most: int) -> list[str]:
    """Those of some folded names that are nearly like one, the nearest first; none where it has a letter or two."""
    if len(folded) < _FEWEST_LETTERS:
        return []
    names = [name for name in known if len(name) >= _FEWEST_LETTERS]
    return [match for match, *_ in process.extract(folded, names, scorer=_likeness, limit=most, score_cutoff=_CLOSE)]


def near_names(session: Connection, name: str) -> list[str]:
    """The names of people and organizations who speak and are called nearly so, the nearest first."""
    shown = {row.folded: row.name for row in session.execute(_speakers())}
    close = nearest(fold(name), shown, 4 * _SUGGESTED)
    return list(dict.fromkeys(shown[match] for match in close))[:_SUGGESTED]


def nobody_named(session: Connection, name: str) -> str:
    """The message that nobody has a name, with the names that are near it."""
    near = near_names(session, name)
    hint = f"did you mean {', '.join(near)}?" if near else "see `attrib actors list`"
    return f"no actor has the name {name!r}; {hint}"


def _speakers() -> Select[*tuple[Any, ...]]:
    """The aliases of people and organizations with statements, and the names that these are shown under."""
    speaking = select(StatementRow.actor_id).where(StatementRow.current == true()).distinct()
    canonical = aliased(ActorRow)
    columns = (AliasRow.folded, func.coalesce(canonical.given_name, canonical.name).label("name"))
    query = select(*columns).join(ActorRow, ActorRow.id == AliasRow.actor_id).join(canonical, canonical.id == CANONICAL)
    kinds = [str(ActorKind.PERSON), str(ActorKind.ORGANIZATION)]
    return query.where(canonical.id.in_(speaking), canonical.kind.in_(kinds), IS_ALIAS).limit(MOST_COMPARED)


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """How alike two names are, 0 to 100, whatever the order of their words."""
    return max(fuzz.ratio(one, other, score_cutoff=score_cutoff), fuzz.token_sort_ratio(one, other))
