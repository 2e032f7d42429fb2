"""The search: filters, what fits, counts to narrow it by, and the same as a command."""

from collections.abc import Mapping
from dataclasses import replace

from attrib.data import FILTERS, NEAREST, SORTS, Filter, Place, StatementQuery, StatementRecord
from attrib.services.hits import Pieces, excerpt, marked_words
from attrib.services.search import neutral_too, with_sides
from attrib.services.wording import command_line, label_of, order_in_words, title_of
from attrib.web.addresses import ALL, FIELDS, SORT, TEXT, Pairs, parameter, query_at, search_pairs, without
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.facets import MANY, facet_lists
from attrib.web.remarks import linked

MOST_COUNTED = MANY
"""Statements up to which all that fit are counted: of 500,000 it would take 0.16 s."""
SIZE = 20
"""The statements of one page."""
_WORDS = {"until": "published until", "said_until": "said until"}  # of a field, where a person types what belongs to it
_FIRST = ("actor", "target", "stance", "outlet", "since", "until", "type", "about")


def page(asked: Asked) -> Answer:
    """What fits the search of the address, one page of it."""
    tidy = tuple((name, value) for name, value in asked.pairs if value.strip())
    if tidy != asked.pairs:  # a form sends its empty fields too; an address to keep has none
        return Moved.page("/search", tidy)
    pairs = search_pairs(asked.pairs)
    query = query_at(pairs, asked.minima)
    found = asked.desk.page(query, size=SIZE, after=asked.get("after") or None, before=asked.get("before") or None)
    fitting = asked.desk.fitting(query, most=MOST_COUNTED)
    names = {record.actor_id: record.actor for record in found.statements}
    first, others = _fields()
    given = _given(pairs)
    return Page(
        "search.html",
        {
            "pairs": pairs,
            "query": query,
            "found": found,
            "records": [record if neutral_too(query) else with_sides(record) for record in found.statements],
            "hits": lambda record: _hits(record, query),
            "fitting": fitting,
            "facets": [] if fitting is None else facet_lists(asked, query, pairs, fitting),
            "notices": [linked(notice, pairs) for notice in dict.fromkeys(found.notices)],
            "command": command_line(query, "search"),
            "names": names,
            "title": title_of(replace(query, actor=tuple(names.get(name) or name for name in query.actor))),
            "chips": [_chip(name, value, names, pairs) for name, value in pairs if name != SORT],
            "first": first,
            "others": others,
            "orders": [(sort, order_in_words(sort)) for sort in (*SORTS, *([NEAREST] if query.about else []))],
            "given": given,
        },
    )


def _hits(record: StatementRecord, query: StatementQuery) -> dict[str, Pieces]:
    """The quote and cue of a statement with the words searched for; where these stand beside both, an excerpt."""
    where = set(query.within) or {Place.QUOTE}
    quote = marked_words(record.quote, query.text if where & {Place.QUOTE, Place.CONTEXT} else None)
    cue = marked_words(record.cue, query.text if where & {Place.CUE, Place.CONTEXT} else None)
    beside = where & {Place.SOURCE, Place.CONTEXT} and not any(hit for _, hit in (*quote, *cue))
    return {"quote": quote, "cue": cue, "beside": excerpt(record.context, query.text) if beside else ()}


def _chip(name: str, value: str, names: Mapping[str | None, str | None], pairs: Pairs) -> tuple[str, str, Pairs]:
    """A filter in words, its value (the name of a speaker that is given by id), and the search without it."""
    if name in (TEXT, ALL):
        words = {TEXT: "words", ALL: "doubtful ones too"}[name]
        return words, value if name == TEXT else "", without(pairs, name, value)
    field = FIELDS[name]
    shown = "" if FILTERS[field].kind is bool else names.get(value) or value
    return _words(field), shown, without(pairs, name, value)


def _words(field: str) -> str:
    return _WORDS.get(field, label_of(field))


def _fields() -> tuple[list[tuple[str, str, Filter]], list[tuple[str, str, Filter]]]:
    """The filters as fields of the form: those that are asked for most, and the others."""
    ordered = (*_FIRST, *(field for field in FILTERS if field not in _FIRST))
    known = [(parameter(field), _words(field), FILTERS[field]) for field in ordered]
    return known[: len(_FIRST)], known[len(_FIRST) :]


def _given(pairs: Pairs) -> dict[str, list[str]]:
    """The values of every parameter of a search."""
    given: dict[str, list[str]] = {name: [] for name in (TEXT, ALL, SORT, *FIELDS)}
    for name, value in pairs:
        given[name].append(value)
    return given
