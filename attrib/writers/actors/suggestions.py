"""Pairs of actors that may be one, as a table or objects, or one by one for a person to judge."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data import ActorSummary
from attrib.data.actors import Suggestion
from attrib.writers.actors.table import affiliations, dates
from attrib.writers.tables import Column, line, print_table, short_ids

COLUMNS = ("score", "reason", "id", "name", "statements", "affiliations", "other_id", "other_name",
           "other_statements", "other_affiliations")  # fmt: skip


def write_suggestions(items: Sequence[Suggestion], console: Console) -> None:
    """Print one row a pair."""
    ids = short_ids([actor.id for item in items for actor in (item.first, item.second)])
    columns = [Column("score", [Text(str(item.score)) for item in items], justify="right")]
    for place, title in enumerate(("one", "other")):
        actors = [(item.first, item.second)[place] for item in items]
        columns += [
            Column(title, [line(actor.name) for actor in actors], style="bold"),
            Column("said", [Text(str(actor.statements)) for actor in actors], justify="right"),
            Column("id", [Text(shown) for shown in ids[place::2]], style="dim"),
        ]
    print_table([*columns, Column("why", [Text(item.reason) for item in items], running=True)], console)


def suggestion_row(item: Suggestion) -> dict[str, object]:
    """A pair in one row, with the columns of COLUMNS."""
    cells: dict[str, object] = {"score": item.score, "reason": item.reason}
    for before, actor in (("", item.first), ("other_", item.second)):
        told = (("id", actor.id), ("name", actor.name), ("statements", actor.statements))
        cells |= {f"{before}{name}": value for name, value in told}
        cells[f"{before}affiliations"] = affiliations(actor)
    return cells


def suggestion_object(item: Suggestion) -> dict[str, object]:
    """A pair as an object that holds one for each actor."""
    return {"score": item.score, "reason": item.reason, "actors": [_actor(item.first), _actor(item.second)]}


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
        aliases = ", ".join(actor.other_names)
        documents = f"{actor.documents} document{'' if actor.documents == 1 else 's'}"
        count = f"{actor.statements} in {documents} {dates(actor)}".strip()
        facts = {"also": aliases, "affiliation": "; ".join(affiliations(actor)), "statements": count, "said": quote}
        for label, value in facts.items():
            if value:
                console.print(Text(f"  {label:<12}", style="dim").append(line(value).plain, style="not dim"))
    console.print(Text(f"Score {item.score}: {item.reason}."))
