"""The filters of search, export and count as options: one for each field in FILTERS."""

from collections.abc import Callable
from functools import wraps

import click

from attrib.cli.common.dates import BOUNDS
from attrib.cli.common.options import Decorator, Wrapped, stack, wrong_usage
from attrib.data import FILTERS, NEAREST, SORTS, Filter
from attrib.data.queries import option_name
from attrib.services.queries import query_of

_TEXT = click.argument("text", nargs=-1)


def filter_options(command: Wrapped) -> Wrapped:
    """Add the filters of search and export, and --sort; the command gets them as `query`, without limit.

    An option of a filter with `many` may be given several times.
    """
    sort = click.option(
        "--sort",
        type=click.Choice((*SORTS, NEAREST)),
        show_default="-date; with --about about",
        help="Order: date is oldest first, -date newest first; about needs --about.",
    )
    return _with_query(command, tuple(FILTERS), sort)


def narrowing_options(command: Wrapped) -> Wrapped:
    """Add the filters to a command that sums up, as `query`: no topic, which finds by nearness, and no order."""
    return _with_query(command, tuple(name for name in FILTERS if name != "about"))


def narrowing_options_but(*taken: str) -> Callable[[Wrapped], Wrapped]:
    """The same for a command that has arguments of its own: without some filters, and with --words in place of TEXT."""
    names = tuple(name for name in FILTERS if name not in (*taken, "about"))
    words = click.option("--words", "text", metavar="TEXT", multiple=True, help="Statements with these words.")
    return lambda command: _with_query(command, names, text=words)


def _with_query(command: Wrapped, names: tuple[str, ...], *others: Decorator, text: Decorator = _TEXT) -> Wrapped:
    @wraps(command)
    def with_query(*, text: tuple[str, ...], sort: str | None = None, **given: object) -> None:
        values = {name: given.pop(name) for name in names}
        with wrong_usage():
            query = query_of({"text": " ".join(text) or None, **values, "sort": sort}, spelling=option_name)
        command(query=query, **given)

    return stack(with_query, (text, *(_option(name, FILTERS[name]) for name in names), *others))


def _option(field: str, asked: Filter) -> Decorator:
    name, words = option_name(field), asked.explanation
    if asked.kind is bool:
        return click.option(name, field, is_flag=True, help=words)
    if asked.kind is float:
        return click.option(name, field, type=click.FloatRange(0, 1), help=words)
    if asked.bare:
        choices = click.Choice(asked.choices)
        return click.option(name, field, type=choices, is_flag=False, flag_value=asked.bare, help=words)
    if asked.choices:
        return click.option(name, field, type=click.Choice(asked.choices), multiple=asked.many, help=words)
    callback = BOUNDS[asked.bound] if asked.value == "DATE" else None
    return click.option(name, field, metavar=asked.value, callback=callback, multiple=asked.many, help=words)
