"""Counts of statements by what they have in common: what `attrib count` and every other face ask for."""

from collections.abc import Sequence

from attrib.data import Notice, StatementQuery
from attrib.data.counts import OF_STANCES, Counts, Facet
from attrib.errors import SettingsError
from attrib.services.uncompared import uncompared_notices
from attrib.store.database.session import Database
from attrib.store.search.counting import count_by
from attrib.store.search.speakers import name_speakers
from attrib.store.search.top_values import COUNTED, top_values

_MOST = 2  # facets of one count


def count_statements(
    database: Database, query: StatementQuery, by: Sequence[str], *, neutral: bool = False, limit: int | None = None
) -> tuple[Counts, list[Notice]]:
    """The numbers of statements by one or two facets, and notices of whom a name leaves out and what is not counted.

    With `limit`, of the first values of the first facet. Where nothing is found, notices say which names of the query
    nothing has.

    Raises SettingsError for facets that there are not, the same one twice or more than two, and for a topic (`about`),
    which finds by nearness; AmbiguousNameError and NotFoundError for a name.
    """
    facets = _facets(by)
    if query.about is not None:
        raise SettingsError("a topic finds statements by nearness, not by number; count by words or a target instead")
    named, notices = name_speakers(database, query)
    notices += uncompared_notices(database, query)
    counts = count_by(database, named, facets, neutral=neutral, limit=limit)
    absent = [] if counts.statements else _absent(database, query)
    return counts, [*notices, *absent, *(Notice(words, warning=False) for words in _remarks(counts, neutral=neutral))]


def count_facets(database: Database, query: StatementQuery, by: Sequence[str], limit: int | None) -> list[Counts]:
    """The numbers of statements by each of some facets, of each the first `limit` values. Raises as `count_statements`.

    Those of one kind are counted in one pass, without the dates and outlets of the values.
    """
    facets = [_facets([each])[0] for each in by]
    together = [facet for facet in facets if facet in COUNTED and query.about is None]
    named = name_speakers(database, query)[0]
    counts = dict(zip(together, top_values(database, named, together, limit) if together else (), strict=True))
    if query.about is not None:
        return [count_statements(database, query, [each])[0] for each in facets]  # which says why it cannot
    return [counts.get(each) or count_by(database, named, [each], limit=limit, few=True) for each in facets]


def _absent(database: Database, query: StatementQuery) -> list[Notice]:
    from attrib.store.search.absent import absent_names  # with what compares names, which takes time to import

    return absent_names(database, query)


def _facets(by: Sequence[str]) -> tuple[Facet, ...]:
    names = [by] if isinstance(by, str) else list(by)
    for name in names:
        if name not in list(Facet):
            raise SettingsError(f"nothing is counted by {name!r}; count by one of {', '.join(Facet)}")
    if not 0 < len(names) <= _MOST or len(set(names)) < len(names):
        raise SettingsError(f"statements are counted by one or two things that differ, not by {', '.join(names)!r}")
    return tuple(map(Facet, names))


def _remarks(counts: Counts, *, neutral: bool) -> list[str]:
    """What a reader of counted stances must know: how many statements are in no row, and in several."""
    if not OF_STANCES.intersection(counts.by) or not counts.statements:
        return []
    kind = "a stance" if neutral else "a side"
    remarks = [f"{counts.counted} of {_statements(counts.statements)} take {kind} and are counted."]
    if not neutral:
        remarks[0] += " Neutral stances: --neutral."
    if counts.several:
        remarks.append(f"{_statements(counts.several)} with several stances count in several rows, in each once.")
    return remarks


def _statements(number: int) -> str:
    return "1 statement" if number == 1 else f"{number} statements"
