"""The commands of `attrib changes` by which people say what is a change of mind, list that and take it back."""

import click

from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import by_option, database_option, format_option, judgement_options
from attrib.cli.common.output import with_columns
from attrib.cli.common.progress import say
from attrib.data.checks import CheckVerdict
from attrib.store.database.session import open_database
from attrib.text.terminal import printable
from attrib.writers.changes_of_mind import (
    CHANGE_JUDGEMENT_COLUMNS,
    change_judged,
    change_judgement_row,
    write_change_judgements,
)


@click.command("confirm")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@judgement_options
@database_option
def confirm_command(one: str, other: str, by: str, note: str | None, database: str) -> None:
    """Judge that two statements are a change of mind.

    Each ID is a statement's, or its first digits; their dates say which is the earlier. The two are one speaker's.
    Whatever the machine tells, attrib changes NAME then shows them, in later runs too.

    \b
    Examples:
      attrib changes confirm 3f2a9c1b 77ab01cd --note "she says so herself"
    """
    _judge(CheckVerdict.CONFIRMED, one, other, by, note, database)


@click.command("reject")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@judgement_options
@database_option
def reject_command(one: str, other: str, by: str, note: str | None, database: str) -> None:
    """Judge that two statements are no change of mind.

    Each ID is a statement's, or its first digits. The two are not shown again, unless --rejected-too asks for them.

    \b
    Examples:
      attrib changes reject 3f2a9c1b 77ab01cd --note "another tax"
    """
    _judge(CheckVerdict.REJECTED, one, other, by, note, database)


def _judge(verdict: CheckVerdict, one: str, other: str, by: str, note: str | None, database: str) -> None:
    from attrib.store.changes.judgements import judge_change, list_change_judgements

    with open_database(database, must_exist=True) as opened:
        batch = judge_change(opened, verdict, one, other, by, note)
        made = [item for item in list_change_judgements(opened, statement=one) if item.batch == batch]
    for item in made:
        click.echo(printable(f"{str(item.verdict).capitalize()}: {change_judged(item)}"))
    say(f"To undo it: attrib changes undo {batch}")


@click.command("judgements", cls=with_columns({"--format csv": CHANGE_JUDGEMENT_COLUMNS}))
@click.argument("statement", required=False, metavar="[ID]")
@click.option("--all", "undone", is_flag=True, help="Undone judgements too.")
@limit_option
@format_option()
@database_option
def judgements_command(statement: str | None, undone: bool, limit: int, form: str, database: str) -> None:
    """List what people have judged of changes of mind, the latest first.

    ID is a statement's id or its first digits; the judgements are then those in its article.

    \b
    Examples:
      attrib changes judgements
      attrib changes judgements 3f2a9c1b --all
    """
    from attrib.store.changes.judgements import list_change_judgements

    with open_database(database, must_exist=True) as opened:
        found = list_change_judgements(opened, statement=statement, undone=undone, limit=one_more(limit))
    none = "Nobody has judged a change here yet." if undone else "No active judgement here. --all shows undone ones."
    listing = Listing(write_change_judgements, change_judgement_row, CHANGE_JUDGEMENT_COLUMNS)
    list_limited(found, limit, form, listing, nothing=none)


@click.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a judgement on a change of mind.

    ID is the id that a command printed, or that attrib changes judgements lists. The judgement stays on record, with
    who undid it and when.

    \b
    Examples:
      attrib changes undo 3fa2c901
    """
    from attrib.store.changes.judgements import undo_change_judgement

    with open_database(database, must_exist=True) as opened:
        undone = undo_change_judgement(opened, identity, by)
    for item in undone:
        click.echo(f"Undone: {printable(change_judged(item))}")
