"""A query in words, for a reader who knows no options, and as the command that asks it again."""

import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrib.data import DOUBTFUL, FILTERS, NEAREST, SORTS, Bound, StatementQuery
from attrib.data.queries import option_name

_LABELS = {
    "text": "words",
    "within": "words looked for in",
    "actor": "speaker",
    "any_actor": "every speaker whom the name fits",
    "exclude_actor": "without the speaker",
    "as_of": "as of",
    "unnamed": "speaker without a name",
    "about": "topic",
    "repeats": "same claim as statement",
    "min_stance_score": "score of the stance at least",
    "exclude_outlet": "without the outlet",
    "document": "article",
    "url": "address",
    "since": "published in or after",
    "until": "published before",
    "said_since": "said in or after",
    "said_until": "said before",
    "to": "said to",
    "at": "said at",
    "min_confidence": "confidence at least",
    "no_copies": "without what was copied",
    "rejected": "only statements that people have rejected",
}
_ORDERS = {
    "-date": "newest first",
    "date": "oldest first",
    "score": "highest score first",
    "speaker": "by speaker",
    "confidence": "surest first",
    "position": "by article",
    "worth": "most worth checking first",
    NEAREST: "nearest to the topic first",
}
_MOST = 80  # characters of a title


def in_words(query: StatementQuery) -> tuple[tuple[str, str], ...]:
    """What a query asks for, as pairs of what and which; a switch has no second part.

    Example: ("speaker", "Mujahid"), ("published in or after", "2025-01-01"), ("order", "newest first").
    """
    return tuple(_pairs(query))


def label_of(field: str) -> str:
    """What a field of a query is called in words: "published in or after" of since."""
    return _LABELS.get(field, field.replace("_", " "))


def _pairs(query: StatementQuery) -> Iterator[tuple[str, str]]:
    for name in ("text", *FILTERS):
        value = getattr(query, name)
        if value not in (None, (), False):
            yield label_of(name), "" if value is True else _listed(value)
    if query.confident and not query.rejected:
        minimum = DOUBTFUL if query.min_confidence is None else query.min_confidence
        yield "left out", f"statements below {minimum:g} confidence or without a known speaker"
    yield "order", order_in_words(query.sort)


def order_in_words(sort: str) -> str:
    """An order as a reader knows it: "newest first" of -date."""
    return _ORDERS[sort]


def _listed(value: object) -> str:
    if isinstance(value, tuple):
        return " or ".join(map(str, value))
    return _day(value) if isinstance(value, datetime) else str(value)


def _day(moment: datetime) -> str:
    """A day where the moment begins one, else the moment."""
    return f"{moment:%Y-%m-%d}" if moment == moment.replace(hour=0, minute=0, second=0, microsecond=0) else f"{moment}"


def title_of(query: StatementQuery) -> str:
    """A title for what a query finds, of its first values."""
    named = [query.about, query.text, *query.actor, *query.affiliation, query.unnamed, *query.outlet, *query.target]
    title = ", ".join(part for part in named if part)
    return (title if len(title) <= _MOST else f"{title[:_MOST].rstrip()}…") or "Statements"


def command_line(query: StatementQuery, command: str, more: Sequence[str] = ()) -> str:
    """The command of attrib that asks a query, quoted for a shell; `more` are options of the command itself.

    A moment that is no day's beginning or end, as Python may give, is told as its day.
    """
    words = ["attrib", command]
    for name, value in typed_filters(query):
        words += [option_name(name)] if value is None else [option_name(name), value]
    if not query.confident:
        words.append("--all")
    if query.sort != usual_order(query):
        words.append(f"--sort={query.sort}")
    words += more
    if query.text:
        words += ["--", query.text] if query.text.startswith("-") else [query.text]
    return shlex.join(words)


def typed_filters(query: StatementQuery) -> Iterator[tuple[str, str | None]]:
    """The filters that a query has, each field with a value as it is typed; one of several values several times.

    A switch has None for a value.
    """
    for name, asked in FILTERS.items():
        value = getattr(query, name)
        if value is True:
            yield name, None
        elif value not in (None, (), False):
            for each in value if isinstance(value, tuple) else (value,):
                yield name, _typed(each, asked.bound)


def usual_order(query: StatementQuery) -> str:
    """The order that a query has if nothing else is said."""
    return SORTS[0] if query.about is None else NEAREST


def _typed(value: object, bound: Bound) -> str:
    """A value as it is typed; of a date the day that the bound makes this moment of."""
    if not isinstance(value, datetime):
        return str(value)
    return f"{value - timedelta(microseconds=1) if bound is Bound.END else value:%Y-%m-%d}"
