"""`attrib actors`: the speakers across documents."""

from collections.abc import Iterator

import click

from attrib.cli.options import database_option
from attrib.cli.output import table_console
from attrib.cli.progress import say
from attrib.data import ActorKind, ActorSummary
from attrib.store.actors import list_actors, show
from attrib.store.session import open_database


@click.group("actors")
def command() -> None:
    """List the speakers, or show one.

    An actor is the same speaker in all documents: a person, an organization, a group, or somebody the text never
    names. Persons of one name only, groups and unnamed speakers are kept apart document by document.

    \b
    Examples:
      attrib actors list
      attrib actors list --kind organization minist
      attrib actors show Mujahid
    """


@command.command("list")
@click.argument("text", required=False)
@click.option("--kind", type=click.Choice([str(kind) for kind in ActorKind]), help="Only speakers of this kind.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most to list; 0 for all.")
@database_option
def list_command(text: str | None, kind: str | None, limit: int, database: str) -> None:
    """List the speakers with the most statements, or those with a name in which a word begins with TEXT.

    \b
    Examples:
      attrib actors list
      attrib actors list --kind person --limit 0
      attrib actors list muj
    """
    from attrib.writers.table import write_actors

    wanted = None if kind is None else ActorKind(kind)
    with open_database(database, must_exist=True) as opened:
        # One more than is shown tells whether there are more.
        found = list_actors(opened, wanted, limit + 1 if limit else None, text)
    listed = found[:limit] if limit else found
    if listed:
        write_actors(listed, table_console())
    else:
        say("No speaker fits. Leave TEXT or --kind out to see all.")
    if len(found) > len(listed):
        say(f"The first {limit} shown; --limit 0 for all.")


@command.command("show")
@click.argument("name", metavar="NAME|ID")
@database_option
def show_command(name: str, database: str) -> None:
    """Show one speaker: names, affiliations, and what they said by type and outlet.

    \b
    Examples:
      attrib actors show "Zabihullah Mujahid"
      attrib actors show 0f3a9c1b22d4e5f6
    """
    from rich.table import Table
    from rich.text import Text

    from attrib.text.terminal import printable

    with open_database(database, must_exist=True) as opened:
        actor = show(opened, name)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, value in _lines(actor):
        if value:
            table.add_row(label, Text(printable(value)))
    table_console().print(table)


def _lines(actor: ActorSummary) -> Iterator[tuple[str, str]]:
    """What is known of an actor, each fact under its label; empty where it is not known."""
    yield "name", actor.name
    yield "id", actor.id
    yield "kind", actor.kind.value
    yield "Wikidata", actor.wikidata_id or ""
    yield "also", ", ".join(alias for alias in actor.aliases if alias != actor.name)
    ties = (f"{organization} ({role})" if role else organization for organization, role in actor.affiliations)
    yield "affiliation", "; ".join(ties)
    yield "statements", f"{actor.statements} in {actor.documents} document{'' if actor.documents == 1 else 's'}"
    yield "types", _counts(actor.types)
    yield "outlets", _counts(actor.outlets)
    dates = [moment.date().isoformat() for moment in (actor.first_at, actor.last_at) if moment is not None]
    yield "published", " to ".join(dict.fromkeys(dates))


def _counts(counted: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted)
