"""`attrib show`: one statement in its context."""

import click

from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output
from attrib.store.database.session import open_database
from attrib.store.search.query import get


@click.command("show")
@click.argument("statement", metavar="ID")
@format_option("page", "jsonl")
@database_option
def command(statement: str, form: str, database: str) -> None:
    """Show one statement in its context, with its provenance.

    ID is a statement's id, or its first digits as `attrib search` prints them. Marks in the paragraph show content, cue
    and speaker; below come the document, the exact offsets and the model that found the statement.

    \b
    Examples:
      attrib show 3f2a9c1b
      attrib show 3f2a9c1b --format jsonl
    """
    with open_database(database, must_exist=True) as opened:
        record = get(opened, statement)
    if form == "jsonl":
        from attrib.writers.statements.jsonl import write_jsonl

        write_jsonl([record], text_output())
    else:
        from attrib.writers.statements.page import write_page

        write_page(record, table_console())
