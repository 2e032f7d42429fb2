"""Fact checks, the statements that they may be about, and people's judgements on that, as tables and as objects."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data import StatementRecord
from attrib.data.checks import CheckJudgement, CheckMatch, CheckVerdict, ImportedChecks, StoredCheck
from attrib.data.dates import day_text, iso_text
from attrib.text.terminal import printable
from attrib.writers.changes import undone
from attrib.writers.tables import Column, clean, line, listed, print_table, short_ids

CHECK_COLUMNS: dict[str, str] = {
    "check": "the fact check's id, as `attrib checks show` takes it",
    "claim": "the claim that was checked, in the publisher's words",
    "claimant": "who made it, as the publisher says",
    "claim_date": "when that was, as exact as is known",
    "rating": "the publisher's rating, in the publisher's words",
    "publisher": "who has checked it",
    "review_date": "when the check was published, as exact as is known",
    "title": "the headline of the check",
    "url": "where it was published",
    "language": "the language that the publisher names",
    "source": "the file or address that it was imported from",
}
MATCH_COLUMNS: dict[str, str] = {
    "statement_id": "the statement's id, as `attrib show` takes it",
    "speaker": "who made the statement",
    "quote": "its content, verbatim",
    "outlet": "who published the article",
    "published_at": "when that was",
    "status": "confirmed by a person, or suggested",
    "score": "the mean cosine of claim and title plus 0.2 times BM25 as a share of the highest; 0.8 or more where "
    "names, figures and words agree, less where not; empty without one",
    "cosine": "the mean cosine alone",
    "shared_words": "the words of the statement that the check has too",
    "figures": "figures that only the statement names",
    "check_figures": "figures that only the checked claim names",
    **{name: text for name, text in CHECK_COLUMNS.items() if name not in ("language", "source")},
}
CHECK_JUDGEMENT_COLUMNS: dict[str, str] = {
    "id": "the judgement",
    "batch": "the command that made it, as `attrib checks undo` takes it",
    "verdict": "confirmed or rejected",
    "statement_id": "the statement",
    "words": "its words",
    "check_id": "the fact check",
    "claim": "the claim that was checked",
    "note": "why",
    "judged_by": "who",
    "judged_at": "when, in UTC",
    "undone_by": "who took it back",
    "undone_at": "when that was",
}


def write_checks(checks: Sequence[StoredCheck], console: Console) -> None:
    """Print one row a check: claim and claimant, rating, publisher, date, id."""
    columns = [
        Column("claim", [_claim(item) for item in checks], running=True),
        Column("rating", [line(item.check.rating or "") for item in checks], style="bold", wanted=16),
        Column("publisher", [line(item.check.publisher or "") for item in checks], wanted=20),
        Column("checked", [line(day_text(*_reviewed(item))) for item in checks]),
        Column("id", [line(each) for each in short_ids([item.id for item in checks])], style="dim"),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def _reviewed(item: StoredCheck) -> tuple[Any, Any]:
    return item.check.reviewed_at, item.check.reviewed_precision


def _claim(item: StoredCheck) -> Text:
    check = item.check
    text = line(check.claim)
    made = " ".join(filter(None, (check.claimant, day_text(check.claim_at, check.claim_precision))))
    return text.append(f"\n{clean(made)}", style="dim") if made else text


def check_row(item: StoredCheck) -> dict[str, object]:
    """A check as an object, in the order of CHECK_COLUMNS."""
    check = item.check
    return {
        "check": item.id,
        "claim": check.claim,
        "claimant": check.claimant,
        "claim_date": iso_text(check.claim_at, check.claim_precision),
        "rating": check.rating,
        "publisher": check.publisher,
        "review_date": iso_text(check.reviewed_at, check.reviewed_precision),
        "title": check.title,
        "url": check.url,
        "language": check.language,
        "source": check.location,
    }


def whole_check(item: StoredCheck) -> dict[str, object]:
    """The same with what people did to it here, and with the record as it was read."""
    times = {"added_at": item.added_at, "changed_at": item.changed_at, "deleted_at": item.deleted_at}
    written = {name: moment and moment.isoformat() for name, moment in times.items()}
    return check_row(item) | written | {"deleted_by": item.deleted_by, "record": item.check.raw}


def write_check(item: StoredCheck, console: Console) -> None:
    """Print all that is known of one check, a line a field."""
    for name, value in whole_check(item).items():
        if value and name != "record":
            console.print(printable(f"{name}: {value}"), markup=False, highlight=False, soft_wrap=True)


def imported(done: ImportedChecks) -> str:
    """The sentence that says what an import has done."""
    parts = [f"{done.new} new", f"{len(done.changed)} changed", f"{done.unchanged} unchanged"]
    if done.left_deleted:
        parts.append(f"{done.left_deleted} left deleted")
    return f"Fact checks: {', '.join(parts)}."


def match_pairs(records: Sequence[StatementRecord]) -> Iterator[tuple[StatementRecord, CheckMatch]]:
    """Each statement with each of its checks."""
    return ((record, match) for record in records for match in record.checks)


def write_matches(records: Sequence[StatementRecord], console: Console) -> None:
    """Print one row a statement and check: both side by side, what they share, score and status, the ids of both."""
    pairs = list(match_pairs(records))
    ids = zip(
        short_ids([record.statement_id for record, _ in pairs]),
        short_ids([match.check.id for _, match in pairs]),
        strict=True,
    )
    columns = [
        Column("statement", [_said(record) for record, _ in pairs], running=True),
        Column("checked claim", [_checked(match) for _, match in pairs], running=True),
        Column("in common", [_evidence(match) for _, match in pairs], wanted=20),
        Column("score", [_score(match) for _, match in pairs], justify="right"),
        Column("ids", [Text("\n".join(each)) for each in ids], style="dim"),
    ]
    print_table(columns, console)


def _said(record: StatementRecord) -> Text:
    who = [record.speaker or "unknown", record.outlet, day_text(record.published_at, record.published_precision)]
    return line(record.quote).append(f"\n{clean(', '.join(filter(None, who)))}", style="dim")


def _checked(match: CheckMatch) -> Text:
    check = match.check.check
    text = _claim(match.check)
    text.append(f"\n{clean(check.rating or 'no rating')}", style="bold")
    return text.append(f" {clean(check.publisher or '')}", style="dim")


def _evidence(match: CheckMatch) -> Text:
    """The words that both have; below them the figures that only the statement has / only the claim."""
    text = line(listed(match.shared, most=8))
    if match.figures or match.check_figures:
        differ = f"{', '.join(match.figures) or '-'} / {', '.join(match.check_figures) or '-'}"
        text.append(f"\n{clean(differ)}", style="yellow")
    return text


def _score(match: CheckMatch) -> Text:
    shown = "" if match.score is None else f"{match.score:.2f}"
    return Text(f"{shown}\n{match_status(match)}".strip(), style="green" if match.verdict else "")


def match_status(match: CheckMatch) -> str:
    """ "confirmed" or "rejected" by a person, else "suggested"."""
    return str(match.verdict or "suggested")


def match_rows(records: Sequence[StatementRecord]) -> Iterator[dict[str, object]]:
    """One object a statement and check, in the order of MATCH_COLUMNS."""
    for record, match in match_pairs(records):
        yield {
            "statement_id": record.statement_id,
            "speaker": record.speaker,
            "quote": record.quote,
            "outlet": record.outlet,
            "published_at": iso_text(record.published_at, record.published_precision),
            **match_object(match),
        }


def match_object(match: CheckMatch) -> dict[str, object]:
    """One check of a statement as an object."""
    check = check_row(match.check)
    return {
        "status": match_status(match),
        "score": match.score,
        "cosine": match.cosine,
        "shared_words": list(match.shared),
        "figures": list(match.figures),
        "check_figures": list(match.check_figures),
        **{name: check[name] for name in check if name in MATCH_COLUMNS},
    }


def match_judged(item: CheckJudgement) -> str:
    """The sentence that states a judgement on a statement and a check."""
    about = "is about" if item.verdict is CheckVerdict.CONFIRMED else "is not about"
    return f"the check {item.check_id[:8]} of {item.claim} {about} {item.statement_id[:8]} {item.words}"


def write_match_judgements(items: Sequence[CheckJudgement], console: Console) -> None:
    """Print one row a judgement: id, what was said, who and when, note."""
    columns = [
        Column("id", [line(item.batch) for item in items], style="dim"),
        Column("judgement", [line(match_judged(item)) for item in items], running=True),
        Column("by", [line(f"{item.judged_by} {item.judged_at:%Y-%m-%d}{undone(item)}") for item in items]),
        Column("note", [line(item.note or "") for item in items]),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def match_judgement_row(item: CheckJudgement) -> dict[str, object]:
    """A judgement as an object, in the order of CHECK_JUDGEMENT_COLUMNS."""
    own = {name: getattr(item, name) for name in CHECK_JUDGEMENT_COLUMNS}
    times = {name: own[name] and own[name].isoformat() for name in ("judged_at", "undone_at")}
    return own | times | {"verdict": str(item.verdict)}
