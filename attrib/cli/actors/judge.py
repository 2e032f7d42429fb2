"""The commands of `attrib actors` that merge and split speakers, list judgements and undo them."""

import click

from attrib.cli.common.asking import with_choice, with_choices
from attrib.cli.common.listing import Listing, limit_option, list_limited, one_more
from attrib.cli.common.options import by_option, database_option, format_option, judgement_options
from attrib.cli.common.progress import say
from attrib.data.actors import JudgementResult
from attrib.store.actors.decisions import judged_actors, list_judgements, undo
from attrib.store.actors.lookup import describe
from attrib.store.actors.merge import merge, split
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.database.session import open_database
from attrib.text.terminal import printable
from attrib.writers.actors.judgements import JUDGEMENT_COLUMNS, judgement_row, sentence, write_judgements


@click.command("merge")
@click.argument("names", metavar="NAME OTHER...", nargs=-1, required=True)
@judgement_options
@database_option
def merge_command(names: tuple[str, ...], by: str, note: str | None, database: str) -> None:
    """Judge that the other speakers are the first one.

    From now on, their statements appear under the first name, also in articles ingested later. Each NAME is a name or
    an id. Nothing is lost: attrib actors undo separates them again.

    \b
    Examples:
      attrib actors merge "Muammar Gaddafi" "Moammar Qaddafi"
      attrib actors merge 0f3a9c1b 77d0e2aa --note "same spokesman, see the ministry's page"
    """
    if len(names) < 2:
        raise click.UsageError("give two names or more: first the one to keep, then those to merge into it")
    with open_database(database, must_exist=True) as opened:
        result = with_choices(names, lambda chosen: merge(opened, chosen, by, note))
    report(result)


@click.command("split")
@click.argument("names", metavar="NAME [OTHER...]", nargs=-1, required=True)
@click.option("--statement", "statements", multiple=True, metavar="ID", help="In this statement's article; repeatable.")
@click.option("--affiliation", metavar="NAME", help="In every article that gives this affiliation.")
@click.option("--name", "new_name", metavar="NAME", help="The name of the new speaker.")
@judgement_options
@database_option
def split_command(
    names: tuple[str, ...], statements: tuple[str, ...], affiliation: str | None, new_name: str | None, by: str,
    note: str | None, database: str,
) -> None:  # fmt: skip
    """Judge that speakers are not one.

    With OTHER: a speaker that was merged into NAME, or joined to it by an acronym, becomes separate again; two separate
    speakers are never suggested as one. With --statement or --affiliation: two people have one name, and in those
    articles it means the other one, who becomes a new speaker beside NAME. An affiliation also applies to articles
    ingested later.

    \b
    Examples:
      attrib actors split "Muammar Gaddafi" "Saif Gaddafi"
      attrib actors split "John Smith" --affiliation "Leeds United" --name "John Smith (footballer)"
      attrib actors split "John Smith" --statement 3f2a9c1b
    """
    divides = bool(statements) or affiliation is not None
    if divides == (len(names) > 1) or (statements and affiliation is not None):
        raise click.UsageError("give either other speakers, or --statement, or --affiliation: what to split from NAME")
    if new_name is not None and not divides:
        raise click.UsageError("--name is the name of a namesake; give it with --statement or --affiliation")
    with open_database(database, must_exist=True) as opened:
        if divides:
            result = with_choice(
                names[0],
                lambda name: split_namesake(
                    opened, name, statements=statements, affiliation=affiliation, new_name=new_name, by=by, note=note
                ),
            )
        else:
            result = with_choices(names, lambda chosen: split(opened, chosen, by, note))
    report(result)


@click.command("judgements")
@click.argument("name", required=False, metavar="[NAME|ID]")
@click.option("--all", "undone", is_flag=True, help="Undone judgements too.")
@limit_option
@format_option()
@database_option
def judgements_command(name: str | None, undone: bool, limit: int, form: str, database: str) -> None:
    """List people's judgements.

    Of one speaker or of all, the latest first; an import is one line.

    \b
    Examples:
      attrib actors judgements
      attrib actors judgements "Muammar Gaddafi" --all
    """
    with open_database(database, must_exist=True) as opened:
        about = with_choice(name, lambda chosen: judged_actors(opened, chosen)) if name is not None else ()
        found = list_judgements(opened, about, undone=undone, limit=one_more(limit))
    none = "Nobody has judged anything here yet." if undone else "No active judgement here. --all shows undone ones."
    list_limited(found, limit, form, Listing(write_judgements, judgement_row, JUDGEMENT_COLUMNS), nothing=none)


@click.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a judgement.

    ID is the id that a command or import printed, or that attrib actors judgements lists. All its judgements are undone
    together. They stay on record, with who undid them and when.

    \b
    Examples:
      attrib actors undo 3fa2c901
    """
    with open_database(database, must_exist=True) as opened:
        undone = undo(opened, identity, by)
    for item in undone[:10]:
        click.echo(f"Undone: {printable(sentence(item))}")
    if len(undone) > 10:
        click.echo(f"and {len(undone) - 10} more.")


def report(result: JudgementResult) -> None:
    """Print the actors as they are from now on, and the command that undoes it."""
    for actor in (result.actor, *result.others):
        click.echo(f"{actor.id}  {printable(describe(actor))}")
    say(f"To undo it: attrib actors undo {result.batch}")
