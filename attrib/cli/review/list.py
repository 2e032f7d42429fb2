"""`attrib review list`: what people have said of statements."""

import click

from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import with_columns
from attrib.store.database.session import open_database
from attrib.store.reviews.listing import list_reviews
from attrib.writers.reviews import REVIEW_COLUMNS


@click.command("list", cls=with_columns({"--format csv": REVIEW_COLUMNS}))
@click.argument("statement", required=False, metavar="[ID]")
@click.option("--all", "undone", is_flag=True, help="Undone reviews too.")
@click.option("--apart", is_flag=True, help="Only those that search does not show.")
@limit_option
@format_option()
@database_option
def command(statement: str | None, undone: bool, apart: bool, limit: int, form: str, database: str) -> None:
    """List people's reviews of statements, the latest first.

    ID is a statement's id or its first digits; the reviews are then those of that statement, whichever run found it.
    Each row is one review of one field: what the person said and what the machine had, the note, who and when, the
    first digits of the statement's id, for attrib show, and of the id that attrib review undo takes; reviews of one
    command share that.

    Undone reviews are left out unless --all is given. A review that followed to a newer text of its article is listed
    once, for that text. Reviews that search does not show are listed and say why: the article is deleted, or its newer
    text has not the words; --apart lists these alone. Decisions about speakers are in attrib actors judgements, changes
    of articles in attrib docs changes.

    \b
    Examples:
      attrib review list
      attrib review list 3f2a9c1b --all
      attrib review list --apart
      attrib review list --limit 0 --format csv > reviews.csv
    """
    from attrib.writers.reviews import write_reviews
    from attrib.writers.statements.jsonl import review_object

    with open_database(database, must_exist=True) as opened:
        found = list_reviews(opened, statement, undone=undone, apart=apart, limit=one_more(limit))
    none = "Nobody has reviewed anything here yet." if undone else "No active review here. --all shows undone ones."
    none = "No review is kept apart." if apart else none
    list_limited(found, limit, form, Listing(write_reviews, review_object, REVIEW_COLUMNS), nothing=none)
