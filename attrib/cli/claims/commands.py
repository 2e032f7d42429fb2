"""`attrib claims`: what is said more than once."""

import click

from attrib.cli.claims.judge import different_command, judgements_command, same_command, undo_command
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import Command, database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell, with_bar
from attrib.data.claims import Claim, ClaimLevel
from attrib.store.database.session import open_database
from attrib.writers.claims import CLAIM_COLUMNS, claim_row, flat_claim_row, write_claims


def level_option(command: Command) -> Command:
    """Add --level, which reaches the command as a ClaimLevel."""
    return click.option(
        "--level",
        type=click.Choice([str(level) for level in ClaimLevel]),
        default=str(ClaimLevel.MEANING),
        show_default=True,
        callback=lambda _ctx, _param, value: ClaimLevel(value),
        help="How alike the statements of a claim are at least.",
    )(command)


@click.group("claims")
def command() -> None:
    """List what is said more than once; judge what is the same claim.

    Two statements make the same claim where a reader who believes one must believe the other: figures, negations, dates
    and names agree. What the machine tells is a suggestion; your judgements stand above it, hold for later runs, are
    kept with your name and the date, and can be undone.

    \b
    Examples:
      attrib claims list
      attrib claims of 3f2a9c1b
      attrib claims different 3f2a9c1b 77ab01cd
      attrib search --repeats 3f2a9c1b
    """


@command.command("list", cls=with_columns({"--format csv": CLAIM_COLUMNS}))
@level_option
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, help="Fewest statements of a claim.")
@click.option("--all", "everything", is_flag=True, help="Also claims of statements that attrib search leaves out.")
@limit_option
@format_option()
@database_option
def list_command(level: ClaimLevel, least: int, everything: bool, limit: int, form: str, database: str) -> None:
    """List the claims that several statements make, those in most outlets first.

    Each row has the shortest statement that makes the claim, who makes it, how often, in how many outlets, and the
    dates of the earliest and the latest dated one. Claims that fewer than --least statements make of which attrib
    search shows any (with a known speaker, from 0.3 confidence on) are left out; --all lists them too.

    \b
    Examples:
      attrib claims list
      attrib claims list --level same_words --limit 0 --format csv > repeated.csv
    """
    from attrib.services.claim_updates import uncompared_claims
    from attrib.store.claims.listing import list_claims

    with open_database(database, must_exist=True) as opened:
        found = list_claims(opened, level=level, least=least, limit=one_more(limit), confident=not everything)
        notices = uncompared_claims(opened)
    nothing = "No claim is made twice here."
    list_limited(found, limit, form, Listing(write_claims, claim_row, CLAIM_COLUMNS, flat_claim_row), nothing=nothing)
    tell(notices)


@command.command("show")
@click.argument("claim", metavar="CLAIM")
@level_option
@format_option("page", "csv", "json", "jsonl")
@database_option
def show_command(claim: str, level: ClaimLevel, form: str, database: str) -> None:
    """Show a claim with its statements, the earliest first, undated ones last.

    CLAIM is the id that attrib claims list prints, or its first digits. Judgements of people stand below.

    \b
    Examples:
      attrib claims show 1a2b3c4d
    """
    from attrib.services.claim_updates import uncompared_claims
    from attrib.store.claims.reading import show_claim

    with open_database(database, must_exist=True) as opened:
        _print(show_claim(opened, claim, level=level), form)
        tell(uncompared_claims(opened))


@command.command("of")
@click.argument("statement", metavar="ID")
@level_option
@format_option("page", "csv", "json", "jsonl")
@database_option
def of_command(statement: str, level: ClaimLevel, form: str, database: str) -> None:
    """Show the claim that a statement makes: who said it first, who else, and where.

    ID is a statement's id, or its first digits as attrib search prints them.

    \b
    Examples:
      attrib claims of 3f2a9c1b
      attrib claims of 3f2a9c1b --level near_words
    """
    from attrib.services.claim_updates import uncompared_claims
    from attrib.store.claims.reading import claim_of

    with open_database(database, must_exist=True) as opened:
        _print(claim_of(opened, statement, level=level), form)
        tell(uncompared_claims(opened))


def _print(claim: Claim, form: str) -> None:
    if form == "page":
        from attrib.writers.claims import write_claim

        write_claim(claim, table_console())
        return
    from attrib.writers.statements.forms import write_records

    write_records(claim.statements, form, text_output())


@command.command("update")
@database_option
def update_command(database: str) -> None:
    """Compare the statements that have not been compared yet.

    attrib ingest does it for new statements; this command does it for those of an older attrib, after reviews, and
    after an interruption. You can stop it at any time: finished work is kept, and the same command continues.

    \b
    Examples:
      attrib claims update
    """
    from attrib.services.claim_updates import compare_new

    with open_database(database, must_exist=True) as opened:
        done = sum(with_bar(compare_new(opened), "steps"))
    made = "1 statement was" if done == 1 else f"{done} statements were"
    say(f"{made} compared." if done else "Every statement has been compared.")


for _subcommand in (same_command, different_command, judgements_command, undo_command):
    command.add_command(_subcommand)
