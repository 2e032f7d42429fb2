"""The commands of `attrib checks` by which people say what a check is about, list that and take it back."""

import click

from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import by_option, database_option, format_option, judgement_options
from attrib.cli.common.output import with_columns
from attrib.cli.common.progress import say
from attrib.data.checks import CheckVerdict
from attrib.store.database.session import open_database
from attrib.text.terminal import printable
from attrib.writers.checks import CHECK_JUDGEMENT_COLUMNS, match_judged, match_judgement_row, write_match_judgements


@click.command("confirm")
@click.argument("statement", metavar="ID")
@click.argument("checks", metavar="CHECK...", nargs=-1, required=True)
@judgement_options
@database_option
def confirm_command(statement: str, checks: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Judge that a fact check is about what a statement claims.

    ID is a statement's id and each CHECK that of a fact check, or their first digits. attrib search --checked confirmed
    then finds the statement, in later runs too; attrib checks undo takes it back.

    \b
    Examples:
      attrib checks confirm 3f2a9c1b 77ab01cd
    """
    _judge(CheckVerdict.CONFIRMED, statement, checks, by, note, database)


@click.command("reject")
@click.argument("statement", metavar="ID")
@click.argument("checks", metavar="CHECK...", nargs=-1, required=True)
@judgement_options
@database_option
def reject_command(statement: str, checks: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Judge that a fact check is not about what a statement claims.

    ID is a statement's id and each CHECK that of a fact check, or their first digits. The match is not shown again.

    \b
    Examples:
      attrib checks reject 3f2a9c1b 77ab01cd --note "another year's figure"
    """
    _judge(CheckVerdict.REJECTED, statement, checks, by, note, database)


def _judge(
    verdict: CheckVerdict, statement: str, checks: tuple[str, ...], by: str, note: str | None, database: str
) -> None:
    from attrib.store.checks.judgements import judge_match, list_match_judgements

    with open_database(database, must_exist=True) as opened:
        batch = judge_match(opened, verdict, statement, checks, by, note)
        made = [item for item in list_match_judgements(opened, statement=statement) if item.batch == batch]
    for item in made:
        click.echo(printable(f"{str(item.verdict).capitalize()}: {match_judged(item)}"))
    say(f"To undo it: attrib checks undo {batch}")


@click.command("judgements", cls=with_columns({"--format csv": CHECK_JUDGEMENT_COLUMNS}))
@click.argument("statement", required=False, metavar="[ID]")
@click.option("--all", "undone", is_flag=True, help="Undone judgements too.")
@limit_option
@format_option()
@database_option
def judgements_command(statement: str | None, undone: bool, limit: int, form: str, database: str) -> None:
    """List what people have judged of matches, the latest first.

    ID is a statement's id or its first digits; the judgements are then those in its article.

    \b
    Examples:
      attrib checks judgements
      attrib checks judgements 3f2a9c1b --all
    """
    from attrib.store.checks.judgements import list_match_judgements

    with open_database(database, must_exist=True) as opened:
        found = list_match_judgements(opened, statement=statement, undone=undone, limit=one_more(limit))
    none = "Nobody has judged a match here yet." if undone else "No active judgement here. --all shows undone ones."
    listing = Listing(write_match_judgements, match_judgement_row, CHECK_JUDGEMENT_COLUMNS)
    list_limited(found, limit, form, listing, nothing=none)


@click.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a judgement on a match.

    ID is the id that a command printed, or that attrib checks judgements lists. The judgement stays on record, with
    who undid it and when.

    \b
    Examples:
      attrib checks undo 3fa2c901
    """
    from attrib.store.checks.judgements import undo_match_judgement

    with open_database(database, must_exist=True) as opened:
        undone = undo_match_judgement(opened, identity, by)
    for item in undone:
        click.echo(f"Undone: {printable(match_judged(item))}")
