"""Changes of mind as tables of two receipts side by side, and as objects; people's judgements on them."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data import Assertion
from attrib.data.changes import ActorChanges, ChangeJudgement, ChangeOfMind, Receipt
from attrib.data.checks import CheckVerdict
from attrib.data.dates import day_text
from attrib.writers.changes import undone
from attrib.writers.statements.table import ASSERTION_WORDS, STANCE_STYLES
from attrib.writers.tables import Column, clean, line, print_table, short_ids

_RECEIPT = {
    "id": "its statement's id, as `attrib show` takes it",
    "date": "when its article was published, as exact as is known",
    "side": "support or oppose; empty where only a person tells the change",
    "score": "the probability of that side",
    "reviewed": "whether a person gave that side",
    "target": "the target as it is written there",
    "quote": "its content, verbatim",
    "cue": "the words that attribute it, verbatim",
    "context": "the paragraph around it, verbatim",
    "outlet": "who published it",
    "title": "the title of its article",
    "url": "where it was published",
    "archive_url": "an archived copy",
    "copies": "the ids of other statements with the same words",
}
CHANGE_COLUMNS: dict[str, str] = {
    "actor": "who changed, or seems to",
    "actor_id": "the id of that actor",
    "target": "towards whom or what",
    "target_id": "the id of the target, if it is a speaker too",
    "status": "suggestion, confirmed or rejected",
    "score": "the lower score of both sides",
    "judged_by": "who confirmed or rejected it",
    "judged_at": "when, in UTC",
    "note": "why",
    **{f"earlier_{name}": f"of the earlier receipt: {text}" for name, text in _RECEIPT.items()},
    **{f"later_{name}": f"of the later receipt: {text}" for name, text in _RECEIPT.items()},
}
CHANGE_JUDGEMENT_COLUMNS: dict[str, str] = {
    "id": "the judgement",
    "batch": "the command that made it, as `attrib changes undo` takes it",
    "verdict": "confirmed or rejected",
    "earlier_id": "the earlier statement",
    "earlier_words": "its words",
    "later_id": "the later statement",
    "later_words": "its words",
    "note": "why",
    "judged_by": "who",
    "judged_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
}


def write_actor_changes(found: ActorChanges, console: Console) -> None:
    """Print each change with its two receipts side by side, the earlier one left, under what it is."""
    console.print(line(found.actor.name), style="bold")
    receipts = [each for change in found.changes for each in (change.earlier, change.later)]
    ids = iter(short_ids([each.record.statement_id for each in receipts]))
    for change in found.changes:
        console.print()
        console.print(_heading(change))
        columns = [
            Column("earlier", [_receipt(change.earlier, next(ids))], running=True),
            Column("later", [_receipt(change.later, next(ids))], running=True),
        ]
        print_table(columns, console)


def _heading(change: ChangeOfMind) -> Text:
    text = Text(f"towards {clean(change.target)}" if change.target else "told by a person", style="italic")
    said = change.judgement
    if said is None:
        return text.append(f" - a suggestion ({change.score:.2f})", style="dim")
    style = "bold green" if said.verdict is CheckVerdict.CONFIRMED else "bold red"
    text.append(f" - {said.verdict} by {clean(said.judged_by)} {said.judged_at:%Y-%m-%d}", style=style)
    return text.append(f": {clean(said.note)}" if said.note else "")


def _receipt(receipt: Receipt, shown_id: str) -> Text:
    """Date, outlet and side of a receipt, its words, the paragraph around them, id and copies."""
    record = receipt.record
    text = Text(day_text(record.published_at, record.published_precision))
    text.append(f", {clean(record.outlet)}" if record.outlet else "")
    if receipt.side is not None:
        text.append(f"\n{receipt.side.value}", style=STANCE_STYLES[receipt.side.value])
        sure = "by review" if receipt.reviewed else f"{receipt.score or 0:.2f}"
        text.append(f" ({sure}) {clean(receipt.target)}")
    text.append(f"\n{clean(record.cue)}:" if record.cue else "")
    if record.assertion not in (None, Assertion.ASSERTED):
        text.append(f"\n{ASSERTION_WORDS[record.assertion]}", style="bold yellow")
    text.append("\n").append_text(line(record.quote))
    text.append(f"\n{clean(record.context)}", style="dim")
    more = f", {len(receipt.copies)} more with these words" if receipt.copies else ""
    archived = f"\n{clean(record.archive_url)}" if record.archive_url else ""
    return text.append(f"\n{shown_id}{more}{archived}", style="dim")


def change_rows(found: ActorChanges) -> Iterator[dict[str, Any]]:
    """One object a change, with its receipts as objects."""
    for change in found.changes:
        yield {
            **_head(found, change),
            "earlier": _receipt_object(change.earlier),
            "later": _receipt_object(change.later),
        }


def flat_change_rows(found: ActorChanges) -> Iterator[dict[str, Any]]:
    """One row a change, in the order of CHANGE_COLUMNS."""
    for change in found.changes:
        sides = {"earlier": change.earlier, "later": change.later}
        cells = {
            f"{side}_{name}": value
            for side, receipt in sides.items()
            for name, value in _receipt_object(receipt).items()
        }
        yield {**_head(found, change), **cells}


def _head(found: ActorChanges, change: ChangeOfMind) -> dict[str, Any]:
    said = change.judgement
    return {
        "actor": found.actor.name,
        "actor_id": found.actor.id,
        "target": change.target or None,
        "target_id": change.target_id,
        "status": str(said.verdict) if said else "suggestion",
        "score": round(change.score, 4),
        "judged_by": said.judged_by if said else None,
        "judged_at": said.judged_at.isoformat() if said else None,
        "note": said.note if said else None,
    }


def _receipt_object(receipt: Receipt) -> dict[str, Any]:
    record = receipt.record
    return {
        "id": record.statement_id,
        "date": day_text(record.published_at, record.published_precision) or None,
        "side": receipt.side and receipt.side.value,
        "score": None if receipt.score is None else round(receipt.score, 4),
        "reviewed": receipt.reviewed,
        "target": receipt.target or None,
        "quote": record.quote,
        "cue": record.cue,
        "context": record.context,
        "outlet": record.outlet,
        "title": record.title,
        "url": record.url,
        "archive_url": record.archive_url,
        "copies": [copy.statement_id for copy in receipt.copies],
    }


def change_judged(item: ChangeJudgement) -> str:
    """The sentence that states a judgement on two statements."""
    what = "a change of mind" if item.verdict is CheckVerdict.CONFIRMED else "no change of mind"
    earlier, later = f"{item.earlier_id[:8]} {item.earlier_words}", f"{item.later_id[:8]} {item.later_words}"
    return f"from {earlier} to {later} is {what}"


def write_change_judgements(items: Sequence[ChangeJudgement], console: Console) -> None:
    """Print one row a judgement: id, what was said, who and when, note."""
    columns = [
        Column("id", [line(item.batch) for item in items], style="dim"),
        Column("judgement", [line(change_judged(item)) for item in items], running=True),
        Column("by", [line(f"{item.judged_by} {item.judged_at:%Y-%m-%d}{undone(item)}") for item in items]),
        Column("note", [line(item.note or "") for item in items]),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def change_judgement_row(item: ChangeJudgement) -> dict[str, object]:
    """A judgement as an object, in the order of CHANGE_JUDGEMENT_COLUMNS."""
    own = {name: getattr(item, name) for name in CHANGE_JUDGEMENT_COLUMNS}
    times = {name: own[name] and own[name].isoformat() for name in ("judged_at", "undone_at")}
    return own | times | {"verdict": str(item.verdict)}
