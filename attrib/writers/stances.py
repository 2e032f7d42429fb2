"""An actor's stances, as tables for people and as rows for programs."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data.positions import ActorStances, StanceTaken, TargetStances
from attrib.text.cells import guard
from attrib.writers.statements.csv import TextStream
from attrib.writers.statements.table import STANCE_STYLES
from attrib.writers.tables import day, line, new_table, short_ids

# The columns of the CSV file, each with what it holds.
STANCE_COLUMNS: dict[str, str] = {
    "actor": "whose stances these are",
    "actor_id": "the id of that actor",
    "target": "what the stances are towards",
    "target_id": "the id of the target, if it is a speaker too",
    "support": "statements for it",
    "oppose": "statements against it",
    "neutral": "statements without a side, or whose side is unclear",
    "stance_score": "the mean probability of these stances, 0 to 1",
    "first_date": "the day of the earliest dated statement, ISO 8601, UTC",
    "last_date": "the day of the latest dated statement, ISO 8601, UTC",
    "turns": "the number of reversals: neighbours in time, one for the target and one against it",
    "turn_dates": "the days of the reversals, older/newer, joined by ';'",
    "turn_statements": "the statement ids of the reversals, older/newer, joined by ';'",
}


def write_stances(stances: ActorStances, console: Console) -> None:
    """Print one row a target, then each reversal with its two statements side by side, newest first."""
    console.print(Text(stances.actor.name, style="bold"))
    table = new_table()
    table.add_column("target", ratio=5, overflow="fold")
    for label in STANCE_STYLES:
        table.add_column(label, justify="right", no_wrap=True, style=STANCE_STYLES[label])
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("first", no_wrap=True)
    table.add_column("last", no_wrap=True)
    for item in stances.targets:
        counts = [str(number or "") for number in (item.support, item.oppose, item.neutral)]
        table.add_row(line(item.target), *counts, f"{item.score:.2f}", day(item.first_at), day(item.last_at))
    console.print(table)
    with_reversals = [item for item in stances.targets if item.reversals]
    if with_reversals:
        console.print("Statements that point different ways. Read both in context before you call it a change of mind.")
    for item in with_reversals:
        console.print()
        _write_reversals(item, console)


def _write_reversals(item: TargetStances, console: Console) -> None:
    table = new_table()
    table.title = line(f"towards {item.target}")
    table.title_justify = "left"
    table.add_column("newer", ratio=1, overflow="fold")
    table.add_column("older", ratio=1, overflow="fold")
    ids = iter(short_ids([one.statement_id for pair in item.reversals for one in (pair.newer, pair.older)]))
    for pair in item.reversals:
        table.add_row(_statement_text(pair.newer, next(ids)), _statement_text(pair.older, next(ids)))
    console.print(table)


def _statement_text(taken: StanceTaken, shown_id: str) -> Text:
    text = Text(f"{day(taken.published_at)} ")
    text.append(taken.label.value, style=STANCE_STYLES[taken.label.value])
    text.append(" (by review)" if taken.reviewed else f" {taken.score:.2f}")
    text.append_text(line(f" {taken.outlet or ''}".rstrip()))
    text.append(f"\n{shown_id}\n", style="dim")
    return text.append_text(line(taken.quote))


def write_stances_csv(stances: ActorStances, stream: TextStream) -> int:
    """Write a header and one row a target; the number of targets."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(STANCE_COLUMNS)
    for row in _rows(stances):
        turns = row.pop("turns")
        cells = row | {
            "turns": len(turns),
            "turn_dates": ";".join(f"{turn['older']['date']}/{turn['newer']['date']}" for turn in turns),
            "turn_statements": ";".join(
                f"{turn['older']['statement_id']}/{turn['newer']['statement_id']}" for turn in turns
            ),
        }
        values = ("" if cells[column] is None else cells[column] for column in STANCE_COLUMNS)
        writer.writerow(guard(value) if isinstance(value, str) else value for value in values)
    return len(stances.targets)


def write_stances_jsonl(stances: ActorStances, stream: TextStream) -> int:
    """Write one object a target, with its reversals; the number of targets."""
    for row in _rows(stances):
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return len(stances.targets)


def _rows(stances: ActorStances) -> Iterator[dict[str, Any]]:
    for item in stances.targets:
        yield {
            "actor": stances.actor.name, "actor_id": stances.actor.id, "target": item.target,
            "target_id": item.target_id, "support": item.support, "oppose": item.oppose, "neutral": item.neutral,
            "stance_score": round(item.score, 4), "first_date": _date(item.first_at), "last_date": _date(item.last_at),
            "turns": [{"newer": _taken(pair.newer), "older": _taken(pair.older)} for pair in item.reversals],
        }  # fmt: skip


def _taken(taken: StanceTaken) -> dict[str, Any]:
    return {
        "statement_id": taken.statement_id, "date": _date(taken.published_at), "stance": taken.label.value,
        "score": round(taken.score, 4), "reviewed": taken.reviewed, "outlet": taken.outlet, "url": taken.url,
        "quote": taken.quote,
    }  # fmt: skip


def _date(moment: datetime | None) -> str | None:
    return None if moment is None else moment.date().isoformat()
