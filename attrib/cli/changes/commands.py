"""`attrib changes`: what somebody said before, and the opposite later."""

from dataclasses import replace

import click

from attrib.cli.changes.judge import confirm_command, judgements_command, reject_command, undo_command
from attrib.cli.common.asking import with_choice
from attrib.cli.common.filters import narrowing_options_but
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.listing import limit_option
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say, tell
from attrib.data import StatementQuery
from attrib.data.changes import LEAST_SIDE, ActorChanges, LeftOut
from attrib.services.changes import changes_of_mind
from attrib.store.database.session import open_database
from attrib.writers.changes_of_mind import CHANGE_COLUMNS, change_rows, flat_change_rows, write_actor_changes
from attrib.writers.rows import write_rows

OF = "of"


class WithName(click.Group):
    """A group whose command `of` is meant where no other is named: `attrib changes NAME`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [OF, *args]
        return super().parse_args(ctx, args)


@click.group("changes", cls=WithName, options_metavar="NAME|ID [OPTIONS]", subcommand_metavar="| COMMAND [ARGS]...")
def command() -> None:
    """Show where a speaker was for something and against it later, or the other way round.

    attrib changes NAME is short for attrib changes of NAME. What is told is a suggestion: a misread stance looks like a
    change of mind. Read both receipts in context (attrib show), then confirm or reject it; that is kept with your name
    and the date, holds for later runs, and can be undone.

    \b
    Examples:
      attrib changes "Tony Blair"
      attrib changes Mujahid --target Pakistan --since 2025
      attrib changes confirm 3f2a9c1b 77ab01cd
    """


@command.command(OF, cls=with_columns({"--format csv": CHANGE_COLUMNS}))
@click.argument("name", metavar="NAME|ID")
@narrowing_options_but("actor", "any_actor", "exclude_actor")
@all_option
@click.option("--rejected-too", is_flag=True, help="Also what people have rejected.")
@limit_option
@format_option()
@database_option
def of_command(name: str, query: StatementQuery, rejected_too: bool, limit: int, form: str, database: str) -> None:
    """Show the changes of mind of one speaker, the earlier receipt beside the later one.

    A change is two dated statements with opposite sides towards one target, or towards targets whose words mean the
    same. Both sides have a score of 0.6 or more, unless --min-stance-score says otherwise. Each receipt has its words,
    date, outlet, the paragraph around it, and the score of its side. Confirmed changes stand first, then those with the
    highest score, the lower one of both.

    Undated statements make no change, and two of one day have no order. Denials, suppositions and questions assert
    nothing; words that name a topic alone, sentences that concede something and what somebody else says within a
    statement are no side. Statements with the same words are one receipt; those that make the same claim are no change.

    The filters are those of attrib search, and so is what is left out.

    \b
    Examples:
      attrib changes of "Tony Blair"
      attrib changes of Mujahid --target Pakistan --min-stance-score 0.5
      attrib changes of "Tony Blair" --limit 0 --format csv > blair.csv
    """
    with open_database(database, must_exist=True) as opened:
        found = with_choice(name, lambda chosen: changes_of_mind(opened, chosen, query, rejected=rejected_too))
        shown = replace(found, changes=found.changes[: limit or None])
        if form != "table":
            rows = flat_change_rows(shown) if form == "csv" else change_rows(shown)
            write_rows(rows, CHANGE_COLUMNS, form, text_output())
        elif shown.changes:
            write_actor_changes(shown, table_console())
            say("Suggestions until somebody confirms them: attrib changes confirm EARLIER LATER.")
        else:
            from attrib.store.search.absent import absent_names

            tell(absent_names(opened, query))
            say(f"No change of mind of {found.actor.name} is told; for and against: attrib stance {found.actor.id}")
            _say_left_out(found)
        if len(shown.changes) < len(found.changes):
            say(f"{limit} of {len(found.changes)} changes shown; --limit 0 for all.")
        tell_left_out(opened, replace(query, actor_id=(found.actor.id,)))


def _say_left_out(found: ActorChanges) -> None:
    """Say why pairs of opposite sides are told as no change."""
    for why, number in found.left_out:
        more = f"; --min-stance-score below {LEAST_SIDE} shows some" if why is LeftOut.UNSURE else ""
        say(f"Left out: {number} {'pair' if number == 1 else 'pairs'} of opposite sides {why}{more}.")


for _subcommand in (confirm_command, reject_command, judgements_command, undo_command):
    command.add_command(_subcommand)
