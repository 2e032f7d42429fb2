"""Days, months and years of the command line as exact bounds in UTC."""

from datetime import datetime, timedelta

import click

from attrib.text.periods import period


def first_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --since: the included beginning of the date."""
    return None if value is None else _bounds(ctx, param, value)[0]


def moment_after(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --until: the excluded end, so that `--until 2025-01` holds all of January."""
    return None if value is None else _bounds(ctx, param, value)[1]


def last_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --as-of: the last moment of the date."""
    return None if value is None else _bounds(ctx, param, value)[1] - timedelta(microseconds=1)


def checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Click callback of a date that is kept as it was given, a year, month or day."""
    if value is not None:
        _bounds(ctx, param, value)
    return value


def _bounds(ctx: click.Context, param: click.Parameter, value: str) -> tuple[datetime, datetime]:
    try:
        return period(value)
    except (ValueError, OverflowError) as error:
        words = f"{value!r} is no date; give a year, month or day such as 2025, 2025-01 or 2025-01-31"
        raise click.BadParameter(words, ctx, param) from error
