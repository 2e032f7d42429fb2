"""Judgements as sentences, as a table and as objects."""

from collections.abc import Sequence

from rich.console import Console

from attrib.data.actors import Judgement
from attrib.data.judgements import JudgementKind
from attrib.writers.changes import undone
from attrib.writers.tables import Column, line, print_table


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


JUDGEMENT_COLUMNS: dict[str, str] = {
    "id": "the judgement",
    "batch": "the command or import that made it, as `attrib actors undo` takes it",
    "kind": "merge, split, rename, ...",
    "actor_id": "the speaker it is about",
    "actor": "its name now",
    "other_id": "the other speaker",
    "other": "its name now",
    "value": "the name, kind, organization or Wikidata id that was said",
    "role": "the role that was said",
    "since": "the first year, month or day of it",
    "until": "the last",
    "document": "the article that it holds in",
    "note": "why",
    "judged_by": "who",
    "judged_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
    "judgements": "how many this line stands for",
}


def write_judgements(items: Sequence[Judgement], console: Console) -> None:
    """Print one row a judgement: id, sentence, who and when, note, and whether it is undone."""
    by = [f"{item.judged_by} {item.judged_at:%Y-%m-%d}{undone(item)}" for item in items]
    columns = [
        Column("id", [line(item.batch) for item in items], style="dim"),
        Column("judgement", [line(sentence(item)) for item in items], running=True),
        Column("by", [line(who) for who in by]),
        Column("note", [line(item.note or "") for item in items]),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def judgement_row(item: Judgement) -> dict[str, object]:
    """A judgement as an object, in the order of JUDGEMENT_COLUMNS."""
    own = {name: getattr(item, name) for name in JUDGEMENT_COLUMNS if name != "judgements"}
    times = {name: own[name] and own[name].isoformat() for name in ("judged_at", "undone_at")}
    return own | times | {"kind": str(item.kind), "judgements": item.count}
