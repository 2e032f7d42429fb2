"""`attrib actors`: the speakers across documents."""

import click

from attrib.cli.actors.judge import judgements_command, merge_command, split_command, undo_command
from attrib.cli.actors.name import affiliation_command, alias_command, kind_command, rename_command, wikidata_command
from attrib.cli.actors.namesakes import namesakes_command
from attrib.cli.actors.people import export_command, import_command
from attrib.cli.actors.suggest import suggest_command
from attrib.cli.common.asking import with_choice
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import table_console, text_output
from attrib.data import ActorKind
from attrib.store.actors.listing import list_actors
from attrib.store.actors.profile import profile
from attrib.store.database.session import open_database


@click.group("actors")
def command() -> None:
    """Judge who is who: list, show, merge, rename speakers.

    An actor is one speaker across all documents: a person, an organization, a group, or somebody whom the text never
    names. Persons with a single name, groups and unnamed speakers are separate actors in each document.

    Your judgements are kept with your name and the date, apply to articles ingested later, and can be undone. What the
    texts say stays unchanged.

    \b
    Examples:
      attrib actors list
      attrib actors list --kind organization minist
      attrib actors show Mujahid
      attrib actors suggest
      attrib actors merge "Muammar Gaddafi" "Moammar Qaddafi"
    """


@command.command("list")
@click.argument("text", required=False)
@click.option("--kind", type=click.Choice([str(kind) for kind in ActorKind]), help="Only speakers of this kind.")
@limit_option
@format_option()
@database_option
def list_command(text: str | None, kind: str | None, limit: int, form: str, database: str) -> None:
    """List the speakers with the most statements, or those with TEXT at the start of a word of their names.

    \b
    Examples:
      attrib actors list
      attrib actors list --kind person --limit 0
      attrib actors list muj
    """
    from attrib.writers.actors.table import ACTOR_COLUMNS, actor_row, write_actors

    wanted = None if kind is None else ActorKind(kind)
    with open_database(database, must_exist=True) as opened:
        found = list_actors(opened, wanted, one_more(limit), text)
    nothing = "No speaker fits. Leave out TEXT or --kind to see all."
    list_limited(found, limit, form, Listing(write_actors, actor_row, ACTOR_COLUMNS), nothing=nothing)


@command.command("show")
@click.argument("name", metavar="NAME|ID")
@format_option("page", "csv", "json", "jsonl")
@database_option
def show_command(name: str, form: str, database: str) -> None:
    """Show one speaker.

    Names, roles over time, statements by type and outlet, targets.

    A role from a text has a statement as evidence, for attrib show. A merged speaker lists its parts, and every
    judgement with author and date.

    \b
    Examples:
      attrib actors show "Zabihullah Mujahid"
      attrib actors show 0f3a9c1b22d4e5f6
    """
    from attrib.writers.actors.profile import PROFILE_COLUMNS, profile_row, write_profile
    from attrib.writers.rows import write_rows

    with open_database(database, must_exist=True) as opened:
        found = with_choice(name, lambda chosen: profile(opened, chosen))
    if form == "page":
        write_profile(found, table_console())
    else:
        write_rows([profile_row(found)], PROFILE_COLUMNS, form, text_output())


for _subcommand in (
    suggest_command, namesakes_command, merge_command, split_command, rename_command, alias_command, kind_command,
    affiliation_command,
    wikidata_command, judgements_command, undo_command,
    import_command, export_command,
):  # fmt: skip
    command.add_command(_subcommand)
