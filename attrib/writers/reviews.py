"""Reviews as a table."""

from collections.abc import Sequence

from rich.console import Console

from attrib.data import Review, ReviewField
from attrib.writers.changes import Change, write_changes

REVIEW_COLUMNS: dict[str, str] = {
    "id": "the review's id, as `attrib review undo` takes it",
    "batch": "the id that all reviews of one command share; undo takes it too",
    "statement_id": "the statement's id, as `attrib show` takes it",
    "field": "verdict, speaker, type, assertion, role, affiliation, stance, quote or added",
    "value": "what the person says; empty for none",
    "machine": "what the machine found; empty for none",
    "target": "what a stance is towards",
    "note": "why",
    "reviewed_by": "who",
    "reviewed_at": "when, ISO 8601, UTC",
    "undone_by": "who took it back; empty for a review that holds",
    "undone_at": "when that was",
    "apart": "why search does not show it: a deleted article, or words that are not in its newer text; else empty",
}
"""The columns of reviews in CSV, which are the fields in JSON."""


def write_reviews(items: Sequence[Review], console: Console) -> None:
    """Print one row a review: what was said, by whom and when, the statement's id and the id to undo it by."""
    changes = [
        Change(item, _words(item), item.reviewed_by, item.reviewed_at, item.statement_id, item.apart or "")
        for item in items
    ]
    write_changes(changes, console, what="statement", done="review")


def _words(item: Review) -> str:
    """What a review says; of quotes the whole words."""
    if item.field is ReviewField.ADDED:
        return f"added: “{item.value}”"
    if item.field is ReviewField.QUOTE:
        return f"quote: “{item.value}”, not “{item.machine}”"
    return item.said
