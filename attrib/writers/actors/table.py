"""Actors as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data import ActorSummary
from attrib.writers.tables import Column, day, line, listed, print_table, short_ids

_ROOMY, _WIDE = 70, 100  # minimum terminal columns for more than the essentials


def write_actors(actors: Sequence[ActorSummary], console: Console) -> None:
    """Print one row an actor: name, counts, id; kind, affiliations, other names and dates if there is room."""
    columns = [Column("name", [line(actor.name) for actor in actors], style="bold")]
    if console.width >= _ROOMY:
        columns += [
            Column("kind", [Text(actor.kind.value) for actor in actors]),
            Column("affiliation", [line(listed(affiliations(actor), "; ")) for actor in actors]),
        ]
    columns += [
        Column("said", [Text(str(actor.statements)) for actor in actors], justify="right"),
        Column("in", [Text(str(actor.documents)) for actor in actors], justify="right"),
    ]
    if console.width >= _WIDE:
        columns += [
            Column("also", [line(listed(list(actor.other_names))) for actor in actors], running=True),
            Column("dates", [line(dates(actor)) for actor in actors]),
        ]
    columns.append(Column("id", [Text(shown) for shown in short_ids([actor.id for actor in actors])], style="dim"))
    print_table(columns, console)


ACTOR_COLUMNS: dict[str, str] = {
    "id": "the speaker's id",
    "name": "its name",
    "kind": "person, organization, group or unnamed",
    "wikidata_id": "its Wikidata id",
    "aliases": "other names",
    "affiliations": "organizations, each with the role there in brackets",
    "statements": "how many of its statements a search shows",
    "documents": "in how many articles",
    "first_date": "the day of the first, in UTC",
    "last_date": "the day of the last",
    "types": "how many statements of each type, as JSON",
    "outlets": "how many statements in each outlet, as JSON",
}


def actor_row(actor: ActorSummary) -> dict[str, object]:
    """An actor as an object, in the order of ACTOR_COLUMNS."""
    named = {"id": actor.id, "name": actor.name, "kind": str(actor.kind), "wikidata_id": actor.wikidata_id}
    lists = {"aliases": list(actor.other_names), "affiliations": affiliations(actor)}
    counts = {"statements": actor.statements, "documents": actor.documents}
    days = {"first_date": day(actor.first_at) or None, "last_date": day(actor.last_at) or None}
    return named | lists | counts | days | {"types": dict(actor.types), "outlets": dict(actor.outlets)}


def affiliations(actor: ActorSummary) -> list[str]:
    """An actor's affiliations, each with the role in it."""
    return [post(organization, role) for organization, role in actor.affiliations]


def post(organization: str | None, role: str | None) -> str:
    """An organization with a role in it; either may be unknown."""
    return f"{organization} ({role})" if organization and role else organization or role or ""


def dates(actor: ActorSummary) -> str:
    """The first and last day on which an actor is quoted, as far as known."""
    first, last = day(actor.first_at), day(actor.last_at)
    return first if first == last or not last else f"{first or '?'} to {last}"
