"""Reviews as a table and as JSON lines."""

import json
from collections.abc import Sequence

from rich.console import Console

from attrib.data import Review
from attrib.writers.statements.csv import TextStream
from attrib.writers.statements.jsonl import review_object
from attrib.writers.tables import line, new_table, short_ids


def write_reviews(items: Sequence[Review], console: Console) -> None:
    """Print one row a review: its id, the statement's id, the review with its author, note and undoing."""
    table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("statement", no_wrap=True, style="dim")
    table.add_column("review", ratio=5, overflow="fold")
    table.add_column("note", ratio=3, overflow="fold")
    for short_id, item in zip(short_ids([item.statement_id for item in items]), items, strict=True):
        undone = f"; undone by {item.undone_by} {item.undone_at:%Y-%m-%d}" if item.undone_at else ""
        apart = f"; {item.apart}" if item.apart else ""
        table.add_row(*map(line, (item.batch, short_id, f"{item}{undone}{apart}", item.note or "")))
    console.print(table)


def write_reviews_jsonl(items: Sequence[Review], stream: TextStream) -> None:
    """Write one object a review."""
    for item in items:
        stream.write(json.dumps(review_object(item), ensure_ascii=False) + "\n")
