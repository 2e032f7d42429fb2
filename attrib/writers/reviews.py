"""Reviews as a table."""

from collections.abc import Sequence

from rich.console import Console

from attrib.data import Review
from attrib.writers.changes import write_changes

REVIEW_COLUMNS: dict[str, str] = {
    "id": "the review",
    "batch": "the command that made it, as `attrib review undo` takes it",
    "statement_id": "the statement",
    "field": "what of it was reviewed",
    "value": "what the person says; empty for none",
    "machine": "what the machine found",
    "target": "what a stance is towards",
    "note": "why",
    "reviewed_by": "who",
    "reviewed_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
    "apart": "why search does not show it",
}


def write_reviews(items: Sequence[Review], console: Console) -> None:
    """Print one row a review: its id, the statement's id, the review with its author, note and undoing."""
    of = [item.statement_id for item in items]
    remarks = [item.apart or "" for item in items]
    write_changes(items, of, console, what="statement", done="review", remarks=remarks)
