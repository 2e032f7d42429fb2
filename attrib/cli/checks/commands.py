"""`attrib checks`: claims that fact-checkers have checked."""

import click

from attrib.cli.checks.importing import import_command, update_command
from attrib.cli.checks.judge import confirm_command, judgements_command, reject_command, undo_command
from attrib.cli.checks.match import match_command
from attrib.cli.common.ids import given_ids
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import by_option, database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say
from attrib.data.checks import StoredCheck
from attrib.store.database.session import open_database
from attrib.text.terminal import printable
from attrib.writers.checks import CHECK_COLUMNS, check_row, whole_check, write_check, write_checks


@click.group("checks")
def command() -> None:
    """Import claims that fact-checkers have checked; find the statements that repeat them.

    A match is a suggestion: whether a check is about what somebody said, a person decides. What you confirm or reject
    is kept with your name and the date, holds for later runs, and can be undone.

    \b
    Examples:
      attrib checks import checks.csv
      attrib checks match --actor Mujahid
      attrib checks confirm 3f2a9c1b 77ab01cd
      attrib search --checked
    """


@command.command("list", cls=with_columns({"--format csv": CHECK_COLUMNS}))
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--publisher", default="", metavar="WORDS", help="Words of who has checked it.")
@click.option("--deleted", is_flag=True, help="Those that people have deleted here.")
@limit_option
@format_option()
@database_option
def list_command(words: tuple[str, ...], publisher: str, deleted: bool, limit: int, form: str, database: str) -> None:
    """List the fact checks that have been imported, the latest first.

    WORDS are parts of words of the claim, of who made it, or of the headline; all of them must be there.

    \b
    Examples:
      attrib checks list
      attrib checks list border wall --publisher snopes --format csv > wall.csv
    """
    from attrib.store.checks.listing import list_checks

    with open_database(database, must_exist=True) as opened:
        found = list_checks(opened, " ".join(words), publisher=publisher, deleted=deleted, limit=one_more(limit))
    nothing = "No fact check here fits. `attrib checks import` brings some."
    list_limited(found, limit, form, Listing(write_checks, check_row, CHECK_COLUMNS), nothing=nothing)


@command.command("show", cls=with_columns({"--format csv": CHECK_COLUMNS}))
@click.argument("check", metavar="CHECK")
@format_option("page", "csv", "json", "jsonl")
@database_option
def show_command(check: str, form: str, database: str) -> None:
    """Show one fact check, with --format json or jsonl as its publisher wrote it too.

    CHECK is the id that attrib checks list prints, or its first digits.

    \b
    Examples:
      attrib checks show 77ab01cd --format json
    """
    from attrib.store.checks.listing import find_check

    with open_database(database, must_exist=True) as opened:
        found = find_check(opened, check)
    if form == "page":
        write_check(found, table_console())
        return
    from attrib.writers.rows import write_rows

    whole = form in ("json", "jsonl")
    write_rows([whole_check(found) if whole else check_row(found)], CHECK_COLUMNS, form, text_output())


@command.command("delete")
@click.argument("checks", metavar="CHECK...", nargs=-1)
@by_option
@database_option
def delete_command(checks: tuple[str, ...], by: str, database: str) -> None:
    """Delete fact checks: nothing shows or matches them, and an import leaves them so.

    CHECK is an id, or - for ids on standard input. All are deleted or none; attrib checks restore brings them back.

    \b
    Examples:
      attrib checks delete 77ab01cd
    """
    from attrib.store.checks.listing import delete_checks

    ids = given_ids(checks, "give the CHECK to delete")
    with open_database(database, must_exist=True) as opened:
        _tell("Deleted", delete_checks(opened, ids, by))
    say(f"To undo it: attrib checks restore {' '.join(ids)}")


@command.command("restore")
@click.argument("checks", metavar="CHECK...", nargs=-1)
@database_option
def restore_command(checks: tuple[str, ...], database: str) -> None:
    """Bring back fact checks that were deleted.

    CHECK is an id, as attrib checks list --deleted prints it, or - for ids on standard input.

    \b
    Examples:
      attrib checks restore 77ab01cd
    """
    from attrib.store.checks.listing import restore_checks

    with open_database(database, must_exist=True) as opened:
        _tell("Restored", restore_checks(opened, given_ids(checks, "give the CHECK to restore")))


def _tell(what: str, checks: list[StoredCheck]) -> None:
    for item in checks:
        click.echo(printable(f"{what}: {item.id[:8]} {item.check.claim}"))


for _subcommand in (
    import_command, match_command, confirm_command, reject_command, judgements_command, undo_command, update_command,
):  # fmt: skip
    command.add_command(_subcommand)
