"""Days, months and years of the command line as exact bounds in UTC."""

import re
from datetime import UTC, datetime, timedelta

import click

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def period(text: str) -> tuple[datetime, datetime]:
    """The aware UTC moments where the year, month or day that `text` names begins and where the next one does.

    Raises ValueError where there is no such date, OverflowError where the calendar ends before the next one.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    begin = datetime(year or 0, 1 if month is None else month, 1 if day is None else day, tzinfo=UTC)
    if month is None:
        return begin, begin.replace(year=begin.year + 1)
    if day is None:
        return begin, (begin + timedelta(days=31)).replace(day=1)
    return begin, begin + timedelta(days=1)


def first_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --since: the included beginning of the date."""
    return None if value is None else _bounds(ctx, param, value)[0]


def moment_after(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Click callback of --until: the excluded end, so that `--until 2025-01` holds all of January."""
    return None if value is None else _bounds(ctx, param, value)[1]


def _bounds(ctx: click.Context, param: click.Parameter, value: str) -> tuple[datetime, datetime]:
    try:
        return period(value)
    except (ValueError, OverflowError) as error:
        words = f"{value!r} is no date; give a year, month or day such as 2025, 2025-01 or 2025-01-31"
        raise click.BadParameter(words, ctx, param) from error
