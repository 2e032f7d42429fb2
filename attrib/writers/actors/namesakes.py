"""Names that may mean two people, as text for a person to judge and as objects."""

import shlex
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data.actors import Allegiance, Namesakes
from attrib.text.terminal import printable
from attrib.writers.tables import day, line


def write_namesakes(items: Sequence[Namesakes], console: Console) -> None:
    """Print each name with both organizations, their evidence, and the command that splits them."""
    for item in items:
        heading = Text(line(item.actor.name).plain, style="bold")
        console.print(heading.append(f"  {item.actor.statements} statements, {item.actor.id}", style="not bold dim"))
        for allegiance in (item.one, item.other):
            console.print(
                Text("  ").append(line(allegiance.organization).plain).append(f"  {_texts(allegiance)}", style="dim")
            )
        console.print(Text("  " + printable(split_command(item))), soft_wrap=True)


def split_command(item: Namesakes) -> str:
    """The command that makes those with the rarer organization a separate actor."""
    return f"attrib actors split {item.actor.id} --affiliation {shlex.quote(item.other.organization)}"


def _texts(item: Allegiance) -> str:
    first, last = day(item.first_at), day(item.last_at)
    when = "" if not first else f" of {first}" if first == last else f" from {first} to {last}"
    return f"{item.documents} article{'' if item.documents == 1 else 's'}{when}; attrib show {item.evidence[:12]}"


NAMESAKES_COLUMNS: dict[str, str] = {
    "id": "the speaker's id",
    "name": "its name",
    "statements": "the number of its statements",
    "organizations": "the two organizations, each with its articles, dates and a statement, as JSON",
    "command": "the command that splits them",
}


def namesakes_row(item: Namesakes) -> dict[str, object]:
    """A name as an object, in the order of NAMESAKES_COLUMNS."""
    return {
        "id": item.actor.id,
        "name": item.actor.name,
        "statements": item.actor.statements,
        "organizations": [_object(allegiance) for allegiance in (item.one, item.other)],
        "command": split_command(item),
    }


def _object(allegiance: Allegiance) -> dict[str, object]:
    return {
        "organization": allegiance.organization,
        "documents": allegiance.documents,
        "first": day(allegiance.first_at) or None,
        "last": day(allegiance.last_at) or None,
        "statement": allegiance.evidence,
    }
