"""Checks of documents, as a table, CSV and JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from attrib.data.verification import Check, Outcome, Verified
from attrib.writers.tables import Column, line, print_table

VERIFIED_COLUMNS: dict[str, str] = {
    "check": "what was checked: text, spans, raw (the bytes of its file) or page (the page today)",
    "outcome": "same, different or not at hand; of the page found, moved, changed, gone or not reached",
    "mismatch": "whether something is not as it was stored",
    "document": "the SHA-256 of the document's text",
    "place": "where it was read, or the address of the page",
    "statement_id": "the statement; empty for a check of the whole document",
    "detail": "what differs",
}
_ORDINARY = frozenset({Outcome.SAME, Outcome.FOUND, Outcome.NOT_AT_HAND})


def remarkable(item: Verified) -> bool:
    """Whether a person should look at a check."""
    return item.outcome not in _ORDINARY


def verified_object(item: Verified) -> dict[str, Any]:
    """A check as an object, in the order of VERIFIED_COLUMNS."""
    return {
        "check": item.check.value,
        "outcome": item.outcome.value,
        "mismatch": item.mismatch,
        "document": item.document,
        "place": item.place,
        "statement_id": item.statement,
        "detail": item.detail,
    }


def write_verified(checks: Sequence[Verified], console: Console) -> None:
    """Print one row a check: what was checked, what was found, where, and what differs."""
    columns = [
        Column("check", [line(item.check.value) for item in checks]),
        Column("outcome", [line(item.outcome.value) for item in checks], style="bold"),
        Column("what differs", [line(item.detail) for item in checks], running=True),
        Column("where", [line(item.place) for item in checks], wanted=30),
        Column("id", [line((item.statement or item.document)[:8]) for item in checks], style="dim"),
    ]
    print_table(columns, console)


def summary(counts: Mapping[tuple[Check, Outcome], int]) -> list[str]:
    """Of each part that was checked, how many there were of each outcome; one line a part."""
    lines = []
    for check, words in _WORDS.items():
        found = Counter({outcome: number for (kind, outcome), number in counts.items() if kind is check})
        if found:
            listed = ", ".join(f"{found[outcome]} {outcome}" for outcome in Outcome if found[outcome])
            lines.append(f"{words}: {listed}.")
    return lines


_WORDS = {
    Check.TEXT: "Texts",
    Check.SPANS: "Statements' spans",
    Check.RAW: "Files",
    Check.PAGE: "Quotes in today's pages",
}
