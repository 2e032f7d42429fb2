"""The commands of `attrib claims` by which people say what is the same claim, list that and take it back."""

import click

from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import by_option, database_option, format_option, judgement_options
from attrib.cli.common.output import with_columns
from attrib.cli.common.progress import say
from attrib.data.claims import ClaimVerdict
from attrib.errors import NotFoundError
from attrib.store.database.session import open_database
from attrib.text.terminal import printable
from attrib.writers.claims import CLAIM_JUDGEMENT_COLUMNS, claim_judgement_row, judged, write_claim_judgements


@click.command("same")
@click.argument("statement", metavar="ID")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@judgement_options
@database_option
def same_command(statement: str, others: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Judge that statements make the same claim.

    ID and each OTHER are ids of statements, or their first digits. It holds whatever the machine tells, in later runs
    too; attrib claims undo takes it back.

    \b
    Examples:
      attrib claims same 3f2a9c1b 77ab01cd
    """
    _judge(ClaimVerdict.SAME, (statement, *others), by, note, database)


@click.command("different")
@click.argument("statement", metavar="ID")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@judgement_options
@database_option
def different_command(statement: str, others: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Judge that statements make another claim than the first.

    ID and each OTHER are ids of statements, or their first digits. They are never in one claim again, at any level.

    \b
    Examples:
      attrib claims different 3f2a9c1b 77ab01cd --note "another year's figure"
    """
    _judge(ClaimVerdict.DIFFERENT, (statement, *others), by, note, database)


def _judge(verdict: ClaimVerdict, ids: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    from attrib.store.claims.judgements import judge_claims
    from attrib.store.claims.reading import claim_of
    from attrib.writers.claims import claim_sentence

    with open_database(database, must_exist=True) as opened:
        batch = judge_claims(opened, verdict, ids, by, note)
        try:
            click.echo(printable(claim_sentence(claim_of(opened, ids[0]).summary)))
        except NotFoundError as error:
            say(f"The judgement is kept and holds once the statements are compared: {error}.")
    say(f"To undo it: attrib claims undo {batch}")


@click.command("judgements", cls=with_columns({"--format csv": CLAIM_JUDGEMENT_COLUMNS}))
@click.argument("statement", required=False, metavar="[ID]")
@click.option("--all", "undone", is_flag=True, help="Undone judgements too.")
@limit_option
@format_option()
@database_option
def judgements_command(statement: str | None, undone: bool, limit: int, form: str, database: str) -> None:
    """List what people have judged of claims, the latest first.

    ID is a statement's id or its first digits; the judgements are then those in its article.

    \b
    Examples:
      attrib claims judgements
      attrib claims judgements 3f2a9c1b --all
    """
    from attrib.store.claims.judgements import list_judgements

    with open_database(database, must_exist=True) as opened:
        found = list_judgements(opened, statement=statement, undone=undone, limit=one_more(limit))
    none = "Nobody has judged a claim here yet." if undone else "No active judgement here. --all shows undone ones."
    listing = Listing(write_claim_judgements, claim_judgement_row, CLAIM_JUDGEMENT_COLUMNS)
    list_limited(found, limit, form, listing, nothing=none)


@click.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a judgement on claims.

    ID is the id that a command printed, or that attrib claims judgements lists. The judgement stays on record, with
    who undid it and when.

    \b
    Examples:
      attrib claims undo 3fa2c901
    """
    from attrib.store.claims.judgements import undo_judgement

    with open_database(database, must_exist=True) as opened:
        undone = undo_judgement(opened, identity, by)
    for item in undone:
        click.echo(f"Undone: {printable(judged(item))}")
