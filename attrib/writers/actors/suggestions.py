"""Pairs of actors that may be one, as a table, CSV or JSON lines, or one by one for a person to judge."""

import csv
import json
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data import ActorSummary
from attrib.data.actors import Suggestion
from attrib.writers.actors.table import affiliations, dates
from attrib.writers.statements.csv import TextStream, guard
from attrib.writers.tables import line, new_table, short_ids

COLUMNS = ("score", "reason", "id", "name", "statements", "affiliations", "other_id", "other_name",
           "other_statements", "other_affiliations")  # fmt: skip


def write_suggestions(items: Sequence[Suggestion], console: Console) -> None:
    """Print one row a pair."""
    table = new_table()
    table.add_column("score", justify="right", no_wrap=True)
    for _ in ("one", "other"):
        table.add_column("id", no_wrap=True, style="dim")
        table.add_column("speaker", ratio=4, overflow="fold", style="bold")
        table.add_column("said", justify="right", no_wrap=True)
    table.add_column("why", ratio=3, overflow="fold")
    ids = iter(short_ids([actor.id for item in items for actor in (item.first, item.second)]))
    for item in items:
        cells = [Text(str(item.score))]
        for actor in (item.first, item.second):
            cells += [Text(next(ids)), line(actor.name), Text(str(actor.statements))]
        table.add_row(*cells, Text(item.reason))
    console.print(table)


def write_suggestions_csv(items: Sequence[Suggestion], stream: TextStream) -> None:
    """Write a header and one row a pair; cells are guarded as in the CSV file of statements."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        cells = [str(item.score), item.reason]
        for actor in (item.first, item.second):
            cells += [actor.id, actor.name, str(actor.statements), "; ".join(affiliations(actor))]
        writer.writerow([guard(cell) for cell in cells])


def write_suggestions_jsonl(items: Sequence[Suggestion], stream: TextStream) -> None:
    """Write one object a pair."""
    for item in items:
        result = {"score": item.score, "reason": item.reason, "actors": [_actor(item.first), _actor(item.second)]}
        stream.write(json.dumps(result, ensure_ascii=False) + "\n")


def _actor(actor: ActorSummary) -> dict[str, object]:
    return {
        "id": actor.id, "name": actor.name, "kind": str(actor.kind), "wikidata_id": actor.wikidata_id,
        "aliases": list(actor.aliases), "affiliations": affiliations(actor), "statements": actor.statements,
    }  # fmt: skip


def write_pair(item: Suggestion, quotes: Sequence[str], console: Console) -> None:
    """Print a pair for a person to judge: the facts of each actor, and a quote."""
    for actor, quote in zip((item.first, item.second), quotes, strict=True):
        heading = Text(line(actor.name).plain, style="bold")
        console.print(heading.append(f"  {actor.kind}, {actor.id}", style="not bold dim"))
        aliases = ", ".join(alias for alias in actor.aliases if alias != actor.name)
        documents = f"{actor.documents} document{'' if actor.documents == 1 else 's'}"
        count = f"{actor.statements} in {documents} {dates(actor)}".strip()
        facts = {"also": aliases, "affiliation": "; ".join(affiliations(actor)), "statements": count, "said": quote}
        for label, value in facts.items():
            if value:
                console.print(Text(f"  {label:<12}", style="dim").append(line(value).plain, style="not dim"))
    console.print(Text(f"Score {item.score}: {item.reason}."))
