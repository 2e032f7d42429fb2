"""`attrib checks match`: the statements that repeat what has been checked."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import narrowing_options
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.listing import limit_option, one_more
from attrib.cli.common.options import database_option, format_option, wrong_usage
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.data import StatementQuery
from attrib.data.checks import MATCHED, Checked
from attrib.services.checks import match_checks
from attrib.store.database.session import open_database
from attrib.writers.checks import MATCH_COLUMNS, match_rows, write_matches
from attrib.writers.rows import write_rows

_HIGHEST = 1.2  # score of two equal texts


@click.command("match", cls=with_columns({"--format csv": MATCH_COLUMNS}))
@narrowing_options
@all_option
@click.option(
    "--least",
    type=click.FloatRange(0, _HIGHEST),
    default=MATCHED,
    show_default=True,
    help="Lowest score of a check; below 0.5 none is kept.",
)
@limit_option
@format_option()
@database_option
def match_command(query: StatementQuery, least: float, limit: int, form: str, database: str) -> None:
    """Show the statements that a fact check may be about, those with the nearest check first.

    A score of 0.8 or more says that the statement makes the claim that was checked: names, figures and words agree
    (docs/checks.md has the rules and how often that is right). --least 0.6 shows candidates too: what is near by the
    mean cosine of claim and headline with the statement, plus 0.2 for the check with the most words in common.

    Of each statement up to three checks are shown, with the words that both have and, below them, figures that only the
    statement / only the checked claim names. What you have rejected is left out, what you have confirmed is there
    whatever its score.

    TEXT and the filters are those of attrib search, and so is what is left out.

    \b
    Examples:
      attrib checks match
      attrib checks match --actor Mujahid --since 2025
      attrib checks match --least 0.6 --limit 0 --format csv > matches.csv
    """
    with open_database(database, must_exist=True) as opened:
        query = with_actor_chosen(opened, query)
        with wrong_usage():
            found, notices = match_checks(opened, replace(query, limit=one_more(limit)), least)
        shown = found[: limit or None]
        if form != "table":
            write_rows(match_rows(shown), MATCH_COLUMNS, form, text_output())
        elif shown:
            write_matches(shown, table_console())
        else:
            say("No statement that fits makes a checked claim. `attrib checks import` brings some, --least shows more.")
        tell(notices)
        if len(found) > len(shown):
            say(f"The nearest {limit} shown; --limit 0 for all.")
        tell_left_out(opened, replace(query, checked=query.checked or Checked.YES))
