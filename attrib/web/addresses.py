"""Addresses of pages: a search as the parameters of an address, named as the options of the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from attrib.data import FILTERS, StatementQuery
from attrib.data.queries import option_name
from attrib.errors import SettingsError
from attrib.services.queries import query_of
from attrib.services.wording import typed_filters, usual_order

Pairs = tuple[tuple[str, str], ...]

TEXT, ALL, SORT = "text", "all", "sort"
_ON = "1"


def parameter(field: str) -> str:
    """The parameter of a field of a query: min-confidence of min_confidence, in of within."""
    return option_name(field).removeprefix("--")


FIELDS: Mapping[str, str] = {parameter(field): field for field in FILTERS}
"""The field of each parameter that is a filter."""
SEARCH = frozenset({TEXT, ALL, SORT, *FIELDS})
"""The parameters that say what is searched for; others say what is shown of it."""


def search_pairs(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Those of some pairs that say what is searched for, without empty ones, each once."""
    known = ((name, value.strip()) for name, value in pairs if name in SEARCH)
    return tuple(dict.fromkeys((name, value) for name, value in known if value))


def query_at(pairs: Pairs, minima: Mapping[str, float]) -> StatementQuery:
    """The query of an address, with the minima of the settings where it gives none.

    Raises SettingsError for a value that cannot be used, as the services do.
    """
    values: dict[str, object] = {}
    for name, value in search_pairs(pairs):
        field = FIELDS.get(name, name)
        if field == ALL:
            continue
        asked = FILTERS.get(field)
        if asked is not None and asked.many:
            values.setdefault(field, [])
            held = values[field]
            if isinstance(held, list):
                held.append(value)
        else:
            values[field] = _value(name, value, bool if asked is None else asked.kind) if asked else value
    query = query_of(values, spelling=lambda field: parameter(field) if field in FILTERS else field)
    everything = (ALL, _ON) in search_pairs(pairs)
    return replace(_with_minima(query, minima, everything=everything), confident=not everything)


def pairs_of(query: StatementQuery) -> Pairs:
    """The parameters of the address that asks a query; `query_at` reads them back."""
    pairs = [(TEXT, query.text)] if query.text else []
    pairs += [(parameter(field), _ON if value is None else value) for field, value in typed_filters(query)]
    if not query.confident:
        pairs.append((ALL, _ON))
    if query.sort != usual_order(query):
        pairs.append((SORT, query.sort))
    return tuple(pairs)


def _value(name: str, value: str, kind: type) -> object:
    """A single value of an address as the services take it."""
    if kind is bool:
        return True
    if kind is not float:
        return value
    try:
        return float(value)
    except ValueError as error:
        raise SettingsError(f"{name} {value!r} is no number; give one from 0 to 1") from error


def _with_minima(query: StatementQuery, minima: Mapping[str, float], *, everything: bool) -> StatementQuery:
    sure, score = query.min_confidence, query.min_stance_score
    if sure is None and not everything:
        sure = minima.get("min_confidence")
    if score is None and (query.stance or query.target):
        score = minima.get("min_stance_score")
    return replace(query, min_confidence=sure, min_stance_score=score)


def address(path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """A path with its parameters."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def with_pair(pairs: Pairs, name: str, value: str) -> Pairs:
    """The pairs with one more; of a filter that takes one value, in place of the one it has."""
    field = FIELDS.get(name)
    many = field is not None and FILTERS[field].many
    kept = pairs if many else without(pairs, name)
    return tuple(dict.fromkeys((*kept, (name, value))))


def without(pairs: Pairs, name: str, value: str | None = None) -> Pairs:
    """The pairs without those of a name, or of a name and value."""
    return tuple(pair for pair in pairs if pair[0] != name or (value is not None and pair[1] != value))
