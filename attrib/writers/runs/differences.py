"""What differs between two runs, as a table, CSV and JSON lines, and the counts in words."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from attrib.data import Change, Difference, Finding, RunComparison
from attrib.writers.statements.csv import pairs_cell
from attrib.writers.statements.table import ASSERTION_WORDS
from attrib.writers.tables import Column, day, line, print_table, short_ids

DIFFERENCE_COLUMNS = {
    "changes": "What differs: " + ", ".join(str(change) for change in Change) + ".",
    "reviewed": "What people have said of the statement.",
    "old_id": "The statement in the old run; this and what follows as the machine found it.",
    "new_id": "The same statement in the new run; empty where it did not find it.",
    "old_quote": "Its words.",
    "new_quote": "The same in the new run.",
    "old_speaker": "Who said it.",
    "new_speaker": "The same in the new run.",
    "old_speaker_kind": "Person, organization, group or unnamed.",
    "new_speaker_kind": "The same in the new run.",
    "old_role": "The speaker's role.",
    "new_role": "The same in the new run.",
    "old_affiliation": "Whom the speaker speaks for.",
    "new_affiliation": "The same in the new run.",
    "old_type": "How it is quoted.",
    "new_type": "The same in the new run.",
    "old_assertion": "Whether it was asserted, denied, not_said, supposed or asked; empty if untold.",
    "new_assertion": "The same in the new run.",
    "old_stances": "Targets with the side taken, target:stance;target:stance.",
    "new_stances": "The same in the new run.",
    "old_start": "Where it begins in the text, in characters.",
    "new_start": "The same in the new run.",
    "old_end": "Where it ends.",
    "new_end": "The same in the new run.",
    "title": "The article's title.",
    "outlet": "Who published it.",
    "location": "Where the article was read from.",
    "document_sha256": "SHA-256 of its text.",
}
_CHANGE = 11  # columns of the terminal for what differs
_DOCUMENT = ("title", "outlet", "location", "document_sha256")
_COUNTED = {
    Change.ONLY_OLD: "only in the old run",
    Change.ONLY_NEW: "only in the new run",
    Change.BOUNDS: "with other bounds",
}


def count_lines(comparison: RunComparison) -> Iterator[str]:
    """What two runs are, what they have in common and how often each change occurs, one line each."""
    old, new = comparison.old, comparison.new
    for name, run in (("old", old), ("new", new)):
        yield f"{name} run {run.id}: {run.model}, attrib {run.code_version}, since {day(run.first_at)}"
    for name in sorted(old.settings.keys() | new.settings.keys()):
        before, after = (run.settings.get(name, "not named") for run in (old, new))
        if before != after:
            yield f"{name}: {before} in the old run, {after} in the new"
    yield f"{_counted(comparison.documents, 'article')} read by both"
    yield f"{_counted(comparison.old_statements, 'statement')} in the old run, {comparison.new_statements} in the new"
    yield f"{comparison.unchanged} unchanged"
    for change, count in comparison.counts.items():
        if count:
            yield f"{count} {_COUNTED.get(change, f'with another {change}')}"
    if comparison.reviewed:
        yield f"{len(comparison.reviewed)} of those that differ reviewed"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def write_differences(items: Sequence[Difference], console: Console) -> None:
    """Print one row a statement: its id in the new run, or else the old; what differs, and its words."""
    ids = short_ids([found.statement_id for item in items if (found := item.new or item.old)])
    columns = [
        Column("id", [line(shown) for shown in ids], style="dim"),
        Column("change", [line(", ".join(item.changes)) for item in items], style="bold", wanted=_CHANGE),
        Column("old", [_cell(item.old, item.changes) for item in items], running=True),
        Column("new", [_reviewed(item) for item in items], running=True),
    ]
    print_table(columns, console)


def _reviewed(item: Difference) -> Text:
    text = _cell(item.new, item.changes)
    return text.append(f"\nreviewed: {line(item.reviewed).plain}", style="dim italic") if item.reviewed else text


def _cell(finding: Finding | None, changes: Sequence[Change]) -> Text:
    """The words of a statement, and below them each value that differs."""
    if finding is None:
        return Text("not found", style="dim")
    values = {
        Change.SPEAKER: _speaker(finding),
        Change.STANCE: _stances(finding),
        Change.TYPE: str(finding.type),
        Change.ASSERTION: finding.assertion and ASSERTION_WORDS[finding.assertion],
        Change.ROLE: finding.role,
        Change.AFFILIATION: finding.affiliation,
    }
    told = [f"{name}: {line(value or 'none').plain}" for name, value in values.items() if name in changes]
    if changes[0] in (Change.ONLY_OLD, Change.ONLY_NEW):
        told = [f"speaker: {line(_speaker(finding)).plain}"]
    return Text("\n").join([line(finding.quote), *map(Text, told)])


def _speaker(finding: Finding) -> str:
    return f"{finding.speaker} ({finding.speaker_kind})" if finding.speaker else "none"


def _stances(finding: Finding) -> str:
    return "; ".join(f"{label} {target}" for target, label in finding.stances)


def difference_row(item: Difference) -> dict[str, object]:
    """A statement in one row, with the columns of DIFFERENCE_COLUMNS."""
    cells: dict[str, object] = {name: getattr(item, name) for name in _DOCUMENT}
    cells |= {"changes": list(item.changes), "reviewed": item.reviewed}
    for which, finding in (("old", item.old), ("new", item.new)):
        values = {} if finding is None else _values(finding) | {"stances": pairs_cell(finding.stances)}
        cells |= {f"{which}_{name}": value for name, value in values.items()}
    return cells


def difference_object(item: Difference) -> dict[str, object]:
    """A statement as an object that holds one for each run."""
    found: dict[str, object] = {"changes": list(item.changes), "reviewed": item.reviewed}
    for which, finding in (("old", item.old), ("new", item.new)):
        found[which] = None if finding is None else _values(finding)
    return found | {name: getattr(item, name) for name in _DOCUMENT}


def _values(finding: Finding) -> dict[str, object]:
    """A finding in plain values, its spans as pairs of offsets."""
    return {
        "id": finding.statement_id,
        "quote": finding.quote,
        "speaker": finding.speaker,
        "speaker_kind": finding.speaker_kind,
        "role": finding.role,
        "affiliation": finding.affiliation,
        "type": str(finding.type),
        "assertion": finding.assertion and str(finding.assertion),
        "stances": [{"target": target, "label": str(label)} for target, label in finding.stances],
        "start": finding.start,
        "end": finding.end,
        "content_spans": [list(span) for span in finding.content],
    }
