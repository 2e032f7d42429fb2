"""Making a query of what people give, the same for every face: values are converted and mistakes told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from attrib.data import FILTERS, NEAREST, SORTS, Filter, StatementQuery
from attrib.errors import SettingsError
from attrib.text.periods import moment

Spelling = Callable[[str], str]

_FIELDS = tuple(each.name for each in fields(StatementQuery))
_SWAP = "swap them, or leave one out"
_MANY = {each.name for each in fields(StatementQuery) if each.default == ()}


def query_of(values: Mapping[str, object], *, spelling: Spelling = str) -> StatementQuery:
    """The query of fields by name; None leaves a field open, and a topic is sorted by nearness if nothing else is said.

    A stance, a type and an assertion may be given as words, a date as text ("2025-01"), a `date` or an aware
    `datetime`. A field of several values takes one value too. `spelling` says how messages name a field, as the face
    that asks names it. Raises SettingsError for a field that is not there, for a value that cannot be used, and what
    `checked` raises.
    """
    unknown = [name for name in values if name not in _FIELDS]
    if unknown:
        raise SettingsError(f"there is no filter {unknown[0]!r}; the filters are {', '.join(_FIELDS)}")
    given = {name: value for name, value in values.items() if value is not None}
    asked: dict[str, Any] = {name: _value(name, value, spelling(name)) for name, value in given.items()}
    return checked(StatementQuery(**{"sort": SORTS[0] if "about" not in asked else NEAREST, **asked}), spelling)


def query_from(query: str | StatementQuery | None, filters: Mapping[str, object]) -> StatementQuery:
    """The query that a caller in Python gives: words to search for or a whole query, and filters by name.

    Raises SettingsError for a whole query with filters, for words that are given twice, and what `query_of` raises.
    """
    if isinstance(query, StatementQuery):
        if filters:
            raise SettingsError(f"give a StatementQuery or filters ({', '.join(filters)}), not both; see replace()")
        return checked(query)
    if query is not None and "text" in filters:
        raise SettingsError("text is given twice: give the words to search for once")
    return query_of({"text": query, **filters} if query is not None else filters)


def checked(query: StatementQuery, spelling: Spelling = str) -> StatementQuery:
    """The query, if its fields go together. Raises SettingsError where it can find nothing or says half of a thing."""
    if query.since is not None and query.until is not None and query.since >= query.until:
        raise SettingsError(f"the period is empty: {spelling('since')} is later than {spelling('until')}; {_SWAP}")
    if query.said_since is not None and query.said_until is not None and query.said_since >= query.said_until:
        raise SettingsError(
            f"the period is empty: {spelling('said_since')} is later than {spelling('said_until')}; {_SWAP}"
        )
    for name in _MANY:
        if isinstance(getattr(query, name), str):
            raise SettingsError(f"{spelling(name)} {getattr(query, name)!r} is one value; give a tuple of values")
    if query.any_actor and not (query.actor or query.exclude_actor):
        raise SettingsError(f"{spelling('any_actor')} takes everyone whom {spelling('actor')} fits: give that with it")
    if query.within and query.text is None:
        raise SettingsError(f"{spelling('within')} says where to look for words: give words to look for with it")
    if query.as_of is not None and not query.affiliation and not query.role:
        with_it = f"{spelling('affiliation')} or {spelling('role')}"
        raise SettingsError(f"{spelling('as_of')} says when a speaker held a role: give {with_it} with it")
    if query.about is not None and not query.about.strip():
        about = spelling("about")
        raise SettingsError(f"{about} is empty; give a topic or a claim, such as {about} 'the peace talks'")
    if query.sort == "score" and query.about is not None and not query.target:
        sort, target = spelling("sort"), spelling("target")
        others = f"give {target} with {spelling('about')}, or {sort} about, date or -date"
        raise SettingsError(f"{sort} score is by the score of a stance towards {target}: {others}")
    if query.sort not in (*SORTS, NEAREST):
        raise SettingsError(f"{spelling('sort')} {query.sort!r} is none of {', '.join(SORTS)}")
    if query.sort == NEAREST and query.about is None:
        raise SettingsError(f"{spelling('sort')} {NEAREST} is by nearness to a topic: give {spelling('about')} with it")
    if query.limit is not None and query.limit < 0:
        raise SettingsError(f"{spelling('limit')} {query.limit} is below 0; give a number of statements, or none")
    return query


def _value(name: str, given: object, spelled: str) -> object:
    """A value as StatementQuery holds it."""
    asked = FILTERS.get(name)
    many = name in _MANY
    if many and isinstance(given, Iterable) and not isinstance(given, str):
        return tuple(dict.fromkeys(_one_value(asked, name, each, spelled) for each in given))
    one = _one_value(asked, name, given, spelled)
    return (one,) if many else one


def _one_value(asked: Filter | None, name: str, given: object, spelled: str) -> object:
    """One value, converted and checked."""
    if asked is None:  # text, confident, limit, sort
        wanted, called = {"limit": (int, "number"), "confident": (bool, "True or False")}.get(name, (str, "text"))
        if type(given) is not wanted:
            raise SettingsError(f"{spelled} {given!r} is no {called}; give one")
        return given
    if asked.kind is datetime:
        return _moment(asked, given, spelled)
    if asked.kind is float:
        return _probability(given, spelled)
    if asked.choices and given not in asked.choices:
        raise SettingsError(f"{spelled} {given!r} is none of {', '.join(asked.choices)}")
    if issubclass(asked.kind, StrEnum):
        return asked.kind(str(given))
    if not isinstance(given, asked.kind):
        expected = "True or False" if asked.kind is bool else "text"
        raise SettingsError(f"{spelled} {given!r} cannot be used; give {expected}")
    return given


def _probability(given: object, spelled: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1:
        raise SettingsError(f"{spelled} {given!r} is no probability; give a number from 0 to 1")
    return float(given)


def _moment(asked: Filter, given: object, spelled: str) -> datetime:
    """The moment that a date stands for; a datetime is one."""
    if isinstance(given, datetime):
        if given.tzinfo is None:
            raise SettingsError(f"{spelled} {given} has no time zone; give one, such as tzinfo=datetime.UTC")
        return given.astimezone(UTC)
    try:
        return moment(given.isoformat() if isinstance(given, date) else str(given), asked.bound)
    except (ValueError, OverflowError) as error:
        words = f"{spelled} {given!r} is no date; give a year, month or day such as 2025, 2025-01 or 2025-01-31"
        raise SettingsError(words) from error
