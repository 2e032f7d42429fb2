"""`attrib compare`: one utterance as each outlet gave it."""

import click

from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.services.claim_updates import uncompared_claims
from attrib.services.comparing import compare_claim, compare_story
from attrib.store.database.session import open_database
from attrib.writers.comparisons import COMPARISON_COLUMNS, comparison_object, version_rows, write_comparison


@click.command("compare", cls=with_columns({"--format csv": COMPARISON_COLUMNS}))
@click.argument("statement", required=False, metavar="[ID]")
@click.option("--story", metavar="PATH|ID", help="Every claim of this article that others have too.")
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(statement: str | None, story: str | None, form: str, database: str) -> None:
    """Lay one utterance as each outlet gave it side by side.

    ID is a statement's id, or its first digits. The fullest version, the longest quotation, stands first; in the others
    the words that it has not stand in {braces}, after ! where a figure or a negation is among them, and what they lack
    of it stands beside them. Statements with the same words are one row. --story compares whatever an article, by a
    part of its path or the first digits of its SHA-256, has in common with others.

    \b
    Examples:
      attrib compare 3f2a9c1b
      attrib compare --story news/harbour.txt
      attrib compare --story 77ab01cd --format jsonl
    """
    if (statement is None) == (story is None):
        raise click.UsageError("give either the ID of a statement, or --story: what to compare")
    with open_database(database, must_exist=True) as opened:
        found = [compare_claim(opened, statement)] if statement else list(compare_story(opened, story or ""))
        notices = uncompared_claims(opened)
    if form == "table":
        for comparison in found:
            write_comparison(comparison, table_console())
        if not found:
            say("No claim of this article is in another one.")
        tell(notices)
        return
    from attrib.writers.rows import write_rows

    rows = [row for each in found for row in version_rows(each)] if form == "csv" else map(comparison_object, found)
    write_rows(rows, COMPARISON_COLUMNS, form, text_output())
    tell(notices)
