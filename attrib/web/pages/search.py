"""The search: filters, what fits, counts to narrow it by, and the same as a command."""

from collections.abc import Mapping

from attrib.data import FILTERS, NEAREST, SORTS, Filter
from attrib.services.search import with_sides
from attrib.services.wording import command_line, label_of, order_in_words
from attrib.web.addresses import ALL, FIELDS, SORT, TEXT, Pairs, parameter, query_at, search_pairs, without
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.facets import facet_lists

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
    fitting = asked.desk.fitting(query)
    names = {record.actor_id: record.actor for record in found.statements}
    first, others = _fields()
    given = _given(pairs)
    return Page(
        "search.html",
        {
            "pairs": pairs,
            "query": query,
            "found": found,
            "records": [record if query.stance == "neutral" else with_sides(record) for record in found.statements],
            "fitting": fitting,
            "facets": [] if fitting is None else facet_lists(asked, query, pairs, fitting.statements),
            "notices": list(dict.fromkeys(notice.message for notice in found.notices)),
            "command": command_line(query, "search"),
            "chips": [_chip(name, value, names, pairs) for name, value in pairs if name != SORT],
            "first": first,
            "others": others,
            "orders": [(sort, order_in_words(sort)) for sort in (*SORTS, *([NEAREST] if query.about else []))],
            "given": given,
            "filtered": any(name not in (TEXT, SORT) for name, _ in pairs),
            "more_open": any(given[name] for name, _, _ in others) or bool(given[ALL]),
        },
    )


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
