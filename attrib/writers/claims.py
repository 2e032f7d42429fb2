"""Repeated claims, and people's judgements on them, as tables and as objects."""

from collections.abc import Sequence

from rich.console import Console

from attrib.data.claims import Claim, ClaimJudgement, ClaimSummary, ClaimVerdict
from attrib.data.dates import day_text, iso_text
from attrib.text.terminal import printable
from attrib.writers.changes import undone
from attrib.writers.statements.table import write_statements
from attrib.writers.tables import LISTED, Column, line, print_table, short_ids

CLAIM_COLUMNS: dict[str, str] = {
    "claim": "the claim's id, as `attrib claims show` takes it",
    "level": "same_words, near_words or same_meaning",
    "words": "the shortest statement that makes it, verbatim",
    "statements": "how many statements make it",
    "speakers": "who makes it, by their names in the articles, most statements first; parted by |",
    "outlets": "how many outlets have it, a copy counted for the outlet of the first article",
    "documents": "how many articles have it",
    "within": "how many more statements stand within one of those, and are not counted",
    "first": "the id of the earliest dated statement",
    "first_at": "the date of its article, as exact as is known",
    "latest": "the id of the latest dated statement",
    "latest_at": "the date of its article",
}
CLAIM_JUDGEMENT_COLUMNS: dict[str, str] = {
    "id": "the judgement",
    "batch": "the command that made it, as `attrib claims undo` takes it",
    "verdict": "same or different",
    "statement_id": "the first statement",
    "words": "its words",
    "other_id": "the other statement",
    "other_words": "its words",
    "note": "why",
    "judged_by": "who",
    "judged_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
}


def write_claims(claims: Sequence[ClaimSummary], console: Console) -> None:
    """Print one row a claim: its words, who makes it, numbers of statements and outlets, first and latest date, id."""
    first = [line(day_text(item.first_at, item.first_precision)) for item in claims]
    latest = [line(day_text(item.latest_at, item.latest_precision)) for item in claims]
    columns = [
        Column("claim", [line(item.words) for item in claims], running=True),
        Column("speakers", [line(_few(item.speakers)) for item in claims], wanted=24),
        Column("said", [line(f"{item.statements}x") for item in claims], justify="right"),
        Column("outlets", [line(str(item.outlets)) for item in claims], justify="right"),
        Column("first", first),
        Column("latest", latest),
        Column("id", [line(each) for each in short_ids([item.id for item in claims])], style="dim"),
    ]
    print_table(columns, console)


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def write_claim(claim: Claim, console: Console) -> None:
    """Print a claim: what it is in a sentence, its statements, and what people judged of them."""
    console.print(printable(claim_sentence(claim.summary)), markup=False, highlight=False, soft_wrap=True)
    write_statements(claim.statements, console, sort="date")
    if claim.judgements:
        write_claim_judgements(claim.judgements, console)


def claim_sentence(item: ClaimSummary) -> str:
    """How often a claim is made, by how many, in how many outlets, and when first and last."""
    parts = [
        _count(item.statements, "statement"),
        f"by {_count(len(item.speakers), 'speaker')}" if item.speakers else "by nobody known",
        f"in {_count(item.outlets, 'outlet')} and {_count(item.documents, 'article')}",
    ]
    dated = [day_text(item.first_at, item.first_precision), day_text(item.latest_at, item.latest_precision)]
    when = f"; first {dated[0]}, latest {dated[1]}" if dated[0] and dated[1] else "; none is dated"
    more = "" if not item.within else f" {_count(item.within, 'more statement')} within those, not counted."
    return f"Claim {item.id}: {' '.join(parts)}{when}.{more}"


def _count(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"


def claim_row(item: ClaimSummary) -> dict[str, object]:
    """A claim as an object, in the order of CLAIM_COLUMNS."""
    return {
        "claim": item.id,
        "level": str(item.level),
        "words": item.words,
        "statements": item.statements,
        "speakers": list(item.speakers),
        "outlets": item.outlets,
        "documents": item.documents,
        "within": item.within,
        "first": item.first,
        "first_at": iso_text(item.first_at, item.first_precision),
        "latest": item.latest,
        "latest_at": iso_text(item.latest_at, item.latest_precision),
    }


def flat_claim_row(item: ClaimSummary) -> dict[str, object]:
    """The same for CSV, the speakers as one text."""
    return claim_row(item) | {"speakers": " | ".join(item.speakers)}


def judged(item: ClaimJudgement) -> str:
    """The sentence that states a judgement on two statements."""
    same = "says the same as" if item.verdict is ClaimVerdict.SAME else "does not say the same as"
    return f"{item.statement_id[:8]} {item.words} {same} {item.other_id[:8]} {item.other_words}"


def write_claim_judgements(items: Sequence[ClaimJudgement], console: Console) -> None:
    """Print one row a judgement: id, what was said, who and when, note."""
    columns = [
        Column("id", [line(item.batch) for item in items], style="dim"),
        Column("judgement", [line(judged(item)) for item in items], running=True),
        Column("by", [line(f"{item.judged_by} {item.judged_at:%Y-%m-%d}{undone(item)}") for item in items]),
        Column("note", [line(item.note or "") for item in items]),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def claim_judgement_row(item: ClaimJudgement) -> dict[str, object]:
    """A judgement as an object, in the order of CLAIM_JUDGEMENT_COLUMNS."""
    own = {name: getattr(item, name) for name in CLAIM_JUDGEMENT_COLUMNS}
    times = {name: own[name] and own[name].isoformat() for name in ("judged_at", "undone_at")}
    return own | times | {"verdict": str(item.verdict)}
