"""Judgements as sentences, as a table and as JSON lines."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from attrib.data.actors import Judgement, JudgementKind
from attrib.writers.statements.csv import TextStream
from attrib.writers.tables import line, new_table


def sentence(item: Judgement) -> str:
    """The sentence that states a judgement."""
    if item.count > 1:
        return f"{item.count} judgements of one command or import"
    value, other = item.value or "", f"{item.other} ({item.other_id})"
    period = f" from {item.since or '?'} to {item.until or '?'}" if item.since or item.until else ""
    role = f"is {item.role}{f' of {value}' if value else ''}" if item.role else f"belongs to {value}"
    place = f"in {item.document}" if item.document else f"where it belongs to {value}"
    return {
        JudgementKind.MERGE: f"{other} is {item.actor}",
        JudgementKind.SPLIT: f"{other} is not {item.actor}",
        JudgementKind.DIVIDE: f"{item.actor} {place} is {other}",
        JudgementKind.RENAME: f"{item.actor} is shown as {value}",
        JudgementKind.KIND: f"{item.actor} is of the kind {value}",
        JudgementKind.ALIAS: f"{item.actor} is also called {value}",
        JudgementKind.NO_ALIAS: f"{item.actor} is not called {value}",
        JudgementKind.AFFILIATION: f"{item.actor} {role}{period}",
        JudgementKind.WIKIDATA: f"{item.actor} is {value} on Wikidata",
    }[item.kind]


def write_judgements(items: Sequence[Judgement], console: Console) -> None:
    """Print one row a judgement: id, sentence, who and when, note, and whether it is undone."""
    table: Table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("judgement", ratio=5, overflow="fold")
    table.add_column("by", ratio=2, overflow="fold")
    table.add_column("note", ratio=3, overflow="fold")
    for item in items:
        who = f"{item.judged_by} {item.judged_at:%Y-%m-%d}"
        undone = f"; undone by {item.undone_by} {item.undone_at:%Y-%m-%d}" if item.undone_at else ""
        cells = (item.batch, sentence(item), who + undone, item.note or "")
        table.add_row(*map(line, cells))
    console.print(table)


def write_judgements_jsonl(items: Sequence[Judgement], stream: TextStream) -> None:
    """Write one object a judgement."""
    for item in items:
        result = {
            "id": item.id, "batch": item.batch, "kind": str(item.kind), "actor_id": item.actor_id, "actor": item.actor,
            "other_id": item.other_id, "other": item.other, "value": item.value, "role": item.role,
            "since": item.since, "until": item.until, "document": item.document, "note": item.note,
            "judged_by": item.judged_by, "judged_at": item.judged_at.isoformat(), "undone_by": item.undone_by,
            "undone_at": item.undone_at.isoformat() if item.undone_at else None, "judgements": item.count,
        }  # fmt: skip
        stream.write(json.dumps(result, ensure_ascii=False) + "\n")
