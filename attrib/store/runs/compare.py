"""How two runs differ over the documents that both have read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from attrib.data import Change, Difference, Finding, RunComparison, RunSummary
from attrib.store.database.session import Database
from attrib.store.naming.terms import term
from attrib.store.runs.findings import Reading, readings
from attrib.store.schema.base import aliased
from attrib.store.schema.runs import ExtractionRow
from attrib.store.statements.matching import match

Findings = Mapping[int, Finding]
"""What one run found in one document, by the number of the statement."""

_PAGE = 50  # documents held at once


@dataclass(frozen=True, slots=True)
class _Compared:
    """One document: how many statements each run found in it, and those that differ, in the order of the text."""

    old: int
    new: int
    unchanged: int
    differences: tuple[Difference, ...]


def compare(database: Database, old: RunSummary, new: RunSummary) -> RunComparison:
    """Count what differs, and collect what differs in reviewed statements; memory grows with those alone."""
    counts = Counter[Change]()
    documents = old_statements = new_statements = unchanged = 0
    reviewed: list[Difference] = []
    for compared in _documents(database, old.id, new.id):
        documents += 1
        old_statements += compared.old
        new_statements += compared.new
        unchanged += compared.unchanged
        counts.update(change for difference in compared.differences for change in difference.changes)
        reviewed += (difference for difference in compared.differences if difference.reviewed)
    every = {change: counts[change] for change in Change}
    return RunComparison(old, new, documents, old_statements, new_statements, unchanged, every, tuple(reviewed))


def differences(database: Database, old: RunSummary, new: RunSummary) -> Iterator[Difference]:
    """Every statement that differs, document by document in a fixed order; read as they are taken."""
    for compared in _documents(database, old.id, new.id):
        yield from compared.differences


def _documents(database: Database, old: str, new: str) -> Iterator[_Compared]:
    """The documents that both runs have read, by key."""
    older, newer = aliased(ExtractionRow), aliased(ExtractionRow)
    both = select(older.document_key).join(newer, newer.document_key == older.document_key)
    both = both.where(older.run_id == old, newer.run_id == new).order_by(older.document_key).limit(_PAGE)
    reached = -1
    while True:
        with database.session() as session:
            keys = session.scalars(both.where(older.document_key > reached)).all()
            read = readings(session, keys, (old, new)) if keys else []
        yield from (_compared(reading, old, new) for reading in read)
        if len(keys) < _PAGE:
            return
        reached = keys[-1]


def _compared(reading: Reading, old: str, new: str) -> _Compared:
    before, after = reading.findings[old], reading.findings[new]
    contents = ({number: finding.content for number, finding in found.items()} for found in (before, after))
    pairs: dict[int, int] = match(*contents)
    left = [(number, None) for number in before if number not in pairs]
    matched = set(pairs.values())
    added = [(None, number) for number in after if number not in matched]
    together = [*pairs.items(), *left, *added]
    found = [item for one, other in together if (item := _difference(reading, before, one, after, other)) is not None]
    return _Compared(len(before), len(after), len(together) - len(found), tuple(sorted(found, key=_place)))


def _difference(
    reading: Reading, before: Findings, one: int | None, after: Findings, other: int | None
) -> Difference | None:
    """How the statement of two numbers differs; None where it is the same."""
    old = None if one is None else before[one]
    new = None if other is None else after[other]
    changes = changes_between(old, new)
    if not changes:
        return None
    said = [reading.reviewed[number] for number in (other, one) if number in reading.reviewed]
    row = reading.document
    return Difference(changes, old, new, next(iter(said), ""), row.id, row.title, row.outlet, row.location)


def _place(difference: Difference) -> tuple[int, int, str]:
    """Where a difference stands in its text."""
    finding = difference.new or difference.old
    return (finding.start, finding.end, finding.statement_id) if finding else (0, 0, "")


def changes_between(old: Finding | None, new: Finding | None) -> tuple[Change, ...]:
    """In what a statement differs between two runs; nothing where it is the same."""
    if old is None or new is None:
        return (Change.ONLY_NEW,) if new else (Change.ONLY_OLD,)
    differs = {
        Change.SPEAKER: (old.speaker, old.speaker_kind) != (new.speaker, new.speaker_kind),
        Change.BOUNDS: old.content != new.content,
        Change.STANCE: _sides(old) != _sides(new),
        Change.TYPE: old.type != new.type,
        Change.ASSERTION: old.assertion != new.assertion and None not in (old.assertion, new.assertion),
        Change.ROLE: old.role != new.role,
        Change.AFFILIATION: old.affiliation != new.affiliation,
    }
    return tuple(change for change, is_so in differs.items() if is_so)


def _sides(finding: Finding) -> Sequence[tuple[str | None, str]]:
    """The targets, folded, with the label towards each, in a fixed order."""
    return sorted((term(target), str(label)) for target, label in finding.stances)
