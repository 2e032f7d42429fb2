"""Names that may mean two people, for a person to judge or as JSON lines."""

import json
import shlex
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data.actors import Allegiance, Namesakes
from attrib.text.terminal import printable
from attrib.writers.statements.csv import TextStream
from attrib.writers.statements.table import day, line


def write_namesakes(items: Sequence[Namesakes], console: Console) -> None:
    """Print, of each name, both organizations with their evidence, and the command that parts them."""
    for item in items:
        heading = Text(line(item.actor.name).plain, style="bold")
        console.print(heading.append(f"  {item.actor.statements} statements, {item.actor.id}", style="not bold dim"))
        for told in (item.one, item.other):
            console.print(Text("  ").append(line(told.organization).plain).append(f"  {_texts(told)}", style="dim"))
        console.print(Text("  " + printable(parting(item))), soft_wrap=True)


def parting(item: Namesakes) -> str:
    """The command that makes those with the rarer organization a speaker of their own."""
    return f"attrib actors split {item.actor.id} --affiliation {shlex.quote(item.other.organization)}"


def _texts(told: Allegiance) -> str:
    first, last = day(told.first_at), day(told.last_at)
    when = "" if not first else f" of {first}" if first == last else f" from {first} to {last}"
    return f"{told.documents} article{'' if told.documents == 1 else 's'}{when}; attrib show {told.evidence[:12]}"


def write_namesakes_jsonl(items: Sequence[Namesakes], stream: TextStream) -> None:
    """Write one object a name."""
    for item in items:
        found = {
            "id": item.actor.id,
            "name": item.actor.name,
            "statements": item.actor.statements,
            "organizations": [_object(told) for told in (item.one, item.other)],
            "command": parting(item),
        }
        stream.write(json.dumps(found, ensure_ascii=False) + "\n")


def _object(told: Allegiance) -> dict[str, object]:
    return {
        "organization": told.organization,
        "documents": told.documents,
        "first": day(told.first_at) or None,
        "last": day(told.last_at) or None,
        "statement": told.evidence,
    }
