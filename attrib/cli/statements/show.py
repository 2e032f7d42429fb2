"""`attrib show`: one statement in its context, or in its whole article."""

from pathlib import Path

import click

from attrib.cli.common.altered import tell_altered
from attrib.cli.common.options import database_option, format_option, output_options
from attrib.cli.common.output import page_output, table_console, text_output
from attrib.cli.common.progress import say
from attrib.store.database.session import open_database
from attrib.store.search.query import get
from attrib.store.statements.articles import article_of, in_sentences


@click.command("show")
@click.argument("statement", metavar="ID")
@click.option("--whole", is_flag=True, help="The whole article, with all its statements marked and listed.")
@click.option(
    "--context",
    "around",
    type=click.IntRange(min=0),
    metavar="N",
    show_default="its paragraph",
    help="N sentences before and after the statement.",
)
@click.option("--html", is_flag=True, help="The whole article as a page for a browser, in one HTML file.")
@output_options
@format_option("page", "csv", "json", "jsonl")
@database_option
def command(
    statement: str,
    whole: bool,
    around: int | None,
    html: bool,
    output: Path | None,
    force: bool,
    form: str,
    database: str,
) -> None:
    """Show one statement in its context, with its provenance.

    ID is a statement's id, or its first digits as `attrib search` prints them. Marks in the paragraph show content, cue
    and speaker; below come the cue, whether the words were asserted, denied, not said, supposed or asked, the document,
    the exact offsets and the model that found the statement.

    --context 3 shows three sentences before the statement and three after it, across paragraphs; --context 0 its own
    sentences alone. Sentences are counted, not characters, so that no context begins or ends half-way.

    --whole shows the article with every statement that the same run found. Each stands between marks with its number,
    ⟦1|so|1⟧, so that statements within others and statements that cross are told apart; the list below has number,
    speaker, cue, whether it was asserted, type and id, with → before the statement asked for. Without the marks it is
    the text exactly as stored. As CSV it is its statements, a row each; as JSON one object with text and statements.

    --html writes the same as a page for a browser: sources, cues and contents coloured and underlined, numbers that
    lead to the list of statements and back. It is one file that loads nothing and runs nothing, to be kept, sent or
    printed.

    \b
    Examples:
      attrib show 3f2a9c1b
      attrib show 3f2a9c1b --context 3
      attrib show 3f2a9c1b --whole | less
      attrib show 3f2a9c1b --html --output article.html
      attrib show 3f2a9c1b --format jsonl
    """
    if whole and around is not None:
        raise click.UsageError("--whole is the whole article; leave out --context, or --whole")
    if html and (around is not None or form != "page"):
        raise click.UsageError("--html is a page of the whole article; leave out --context and --format, or --html")
    if not html and (output is not None or force):
        raise click.UsageError("--output and --force are for the page of --html; give that too, or redirect with >")
    if html:
        _write_html(statement, output, force, database)
        return
    if whole:
        _show_whole(statement, form, database)
        return
    with open_database(database, must_exist=True) as opened:
        record = get(opened, statement) if around is None else in_sentences(opened, statement, around)
        tell_altered(opened, [record.document_sha256])
    if form == "page":
        from attrib.writers.statements.page import write_page

        write_page(record, table_console())
        return
    from attrib.writers.statements.forms import write_records

    write_records([record], form, text_output())


def _show_whole(statement: str, form: str, database: str) -> None:
    from attrib.writers.statements.article import write_article, write_article_json

    with open_database(database, must_exist=True) as opened:
        article = article_of(opened, statement)
        tell_altered(opened, [each.document_sha256 for each in article.statements])
    if form == "page":
        write_article(article, table_console())
    elif form == "csv":
        from attrib.writers.statements.csv import write_csv

        write_csv(article.statements, text_output())
    else:
        write_article_json(article, text_output())


def _write_html(statement: str, output: Path | None, force: bool, database: str) -> None:
    from attrib.services.article_pages import article_page, write_page

    with open_database(database, must_exist=True) as opened:
        page = article_page(opened, statement)
    with page_output(output, force=force) as stream:
        write_page(page, stream)
    if output is not None and str(output) != "-":
        say(f"The article is in {output}; open it in a browser.")
