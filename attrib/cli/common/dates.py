"""Days, months and years on the command line, as exact moments in UTC."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

import click

from attrib.data import Bound
from attrib.text.periods import moment


def first_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --since: the start of the date, included."""
    return None if value is None else _moment(ctx, param, value, Bound.START)


def moment_after(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --until: the end of the date, excluded, so that `--until 2025-01` includes all of January."""
    return None if value is None else _moment(ctx, param, value, Bound.END)


def last_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --as-of: the last moment of the date."""
    return None if value is None else _moment(ctx, param, value, Bound.LAST)


BOUNDS: Mapping[Bound, Callable[[click.Context, click.Parameter, str | None], datetime | None]] = MappingProxyType(
    {Bound.START: first_moment, Bound.END: moment_after, Bound.LAST: last_moment}
)


def checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Click callback of a year, month or day that stays as given."""
    if value is not None:
        _moment(ctx, param, value, Bound.START)
    return value


def _moment(ctx: click.Context, param: click.Parameter, value: str, bound: Bound) -> datetime:
    try:
        return moment(value, bound)
    except (ValueError, OverflowError) as error:
        words = f"{value!r} is no date; give a year, month or day such as 2025, 2025-01 or 2025-01-31"
        raise click.BadParameter(words, ctx, param) from error
