"""`attrib report`: the statements that fit a query as one HTML file, with their articles and how they were found."""

from dataclasses import replace
from pathlib import Path

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import filter_options
from attrib.cli.common.left_out import all_option, nothing_fits
from attrib.cli.common.options import database_option, output_options
from attrib.cli.common.output import page_output
from attrib.cli.common.progress import say, with_bar
from attrib.data import StatementQuery
from attrib.data.report import Report
from attrib.services.report import MOST, USUAL, make_report, report_articles, write_report
from attrib.store.database.session import open_database


@click.command("report")
@filter_options
@all_option
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=USUAL, show_default=True, help="Most statements of the report."
)
@click.option("--heading", metavar="TEXT", help="Heading of the report.", show_default="what was asked")
@click.option("--no-articles", is_flag=True, help="Leave out the whole texts; each statement keeps its context.")
@output_options
@database_option
def command(
    query: StatementQuery,
    limit: int,
    heading: str | None,
    no_articles: bool,
    output: Path | None,
    force: bool,
    database: str,
) -> None:
    """Write a report of the statements that fit, to hand over, keep or print: one HTML file for any browser.

    TEXT and the filters are those of attrib search, and so is what is left out. The report tells what was asked, in
    words and as the command to ask it again; counts of speakers, outlets, targets and sides; how these lie in time; a
    table of the statements; each of them in its context, with everything to check it by; the articles with all
    statements marked; which models and runs found them; and how far to trust that. Sides are marked as the machine's
    suggestion until a person has reviewed them.

    The file loads nothing from anywhere and runs no script, so that it can be sent and kept. It has the articles of up
    to 200 documents, and says so where it has none. It appears when it is complete, and never takes the place of a
    file that exists unless --force is given.

    \b
    Examples:
      attrib report --actor Mujahid --output mujahid.html
      attrib report "border tax*" --since 2025 --heading "The border tax" --output tax.html
      attrib report --target Pakistan --stance oppose --no-articles --output against.html
      attrib report --about "Afghanistan shelters militants" --limit 50 --output shelter.html
    """
    with open_database(database, must_exist=True) as opened:
        named = replace(with_actor_chosen(opened, query, quietly=True), limit=limit)
        report = make_report(opened, named, asked=query, heading=heading, articles=not no_articles)
        articles = with_bar(report_articles(opened, report), "articles", report.articles)
        with page_output(output, force=force) as stream:
            write_report(report, articles, stream)
    _tell(report, query, output)


def _tell(report: Report, query: StatementQuery, output: Path | None) -> None:
    """Say what was written, and what the reader of the command's output must know."""
    for remark in report.question.remarks:
        say(remark)
    shown, fitting = len(report.statements), report.question.fitting
    if not shown:
        say(nothing_fits(query))
    elif fitting is not None and fitting > shown:
        say(f"{shown} of {fitting} statements are in the report; --limit takes up to {MOST}.")
    if report.no_articles and shown:
        say(f"The report has no whole articles. {report.no_articles}")
    if output is not None and str(output) != "-":
        say(f"The report is in {output}; open it in a browser.")
