"""What a query leaves out because it is doubtful, said on standard error."""

from dataclasses import replace
from functools import wraps

import click

from attrib.cli.common.options import Wrapped
from attrib.cli.common.progress import say
from attrib.cli.common.settings import settings_of
from attrib.data import DOUBTFUL, StatementQuery
from attrib.data.search_pages import Fitting
from attrib.store.database.session import Database
from attrib.store.search.query import count, count_undated, count_with_doubtful

COUNTED = 10_000
"""The statements up to which those that fit are counted out where some of them are listed."""
NOTHING_FITS = "No statement fits. Leave a filter out, or see what there is: attrib actors list, attrib db stats."


def nothing_fits(query: StatementQuery) -> str:
    """What is said where a query finds nothing; of words that were looked for in quotes alone, where else to look."""
    elsewhere = " Words are looked for in quotes; --in context looks around them too."
    return NOTHING_FITS + (elsewhere if query.text and not query.within else "")


def all_option(command: Wrapped) -> Wrapped:
    """Add --all to a command with the filters; without it, its `query` leaves out what is doubtful."""

    @wraps(command)
    def with_confidence(*, query: StatementQuery, everything: bool, **given: object) -> None:
        command(query=replace(_with_settings(query, everything), confident=not everything), **given)

    words = f"Also what is below {DOUBTFUL} confidence or has no known speaker."
    return click.option("--all", "everything", is_flag=True, help=words)(with_confidence)


def _with_settings(query: StatementQuery, everything: bool) -> StatementQuery:
    """The query with the minima of the settings where it gives none: of confidence, and of the stances it asks for."""
    settings = settings_of()
    sure = None if everything or query.min_confidence is not None else settings.find("min-confidence")
    asked = (query.stance or query.target) and query.min_stance_score is None
    taken = settings.find("min-stance-score") if asked else None
    if sure is not None:
        say(f"Statements below {sure.value} confidence are left out, as {sure.origin} says; --all shows them.")
    return replace(
        query,
        min_confidence=query.min_confidence if sure is None else sure.value,
        min_stance_score=query.min_stance_score if taken is None else taken.value,
    )


def tell_left_out(
    opened: Database, query: StatementQuery, shown: int | None = None, *, most: int | None = None
) -> Fitting | None:
    """Say how many statements fit a query but are left out, undated or doubtful; how many those are that are not.

    Whoever has counted those gives their number as `shown`. With `most` counting stops there, and nothing is said of
    doubtful ones. Nothing is said or counted of a query by topic, which finds statements by nearness.
    """
    if query.about is not None:
        return None
    if query.since is not None or query.until is not None:
        _tell_undated(opened, query)
    bound = None if most is None else most + 1
    left = 0
    if not query.confident or query.rejected or query.statement:
        shown = count(opened, query, bound) if shown is None else shown
    elif shown is None:
        shown, left = count_with_doubtful(opened, query, bound)
    else:
        left = count(opened, replace(query, confident=False)) - shown
    if most is not None and shown + left > most:
        return Fitting(most, more=True)
    if left:
        minimum = DOUBTFUL if query.min_confidence is None else query.min_confidence
        what = "1 statement" if left == 1 else f"{left} statements"
        say(f"{what} left out, below {minimum} confidence or without a known speaker; --all shows them.")
    return Fitting(shown, left)


def tell_shown(shown: int, fitting: Fitting) -> None:
    """Say how many of the statements that fit are shown, where these are not all."""
    if fitting.more:
        say(f"{shown} of more than {fitting.statements:,} shown; --limit 0 for all, --exact-count to count them.")
    elif fitting.statements > shown:
        say(f"{shown} of {fitting.statements} shown; --limit 0 for all.")


def most_counted(limit: int, exact: bool) -> int | None:
    """Up to how many statements those that fit are counted for a list of `limit`; None for all."""
    return None if exact or not limit else max(COUNTED, limit)


def exact_option(command: Wrapped) -> Wrapped:
    """Add --exact-count to a command that lists statements."""
    words = f"Count all statements that fit, also where more than {COUNTED:,} do: that may take longer than the search."
    return click.option("--exact-count", "exact", is_flag=True, help=words)(command)


def _tell_undated(opened: Database, query: StatementQuery) -> None:
    """Say how many statements only their articles' lack of a date leaves out."""
    undated = count_undated(opened, query)
    if undated:
        what = "1 statement" if undated == 1 else f"{undated} statements"
        say(f"{what} left out, in articles without a date; attrib docs edit ID --date gives one.")
