"""The counts of `attrib db stats`: as lines for people, and as rows for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from attrib.store.stats import Stats
from attrib.text.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console

STATS_COLUMNS: dict[str, str] = {
    "what": "what is counted or told, such as statements or documents by outlet",
    "name": "which of them, such as an outlet's name; empty for all",
    "value": "the number, or the words",
}
_WIDEST = 40  # characters to which labels are padded; a longer one stands out of line
_MOST_LISTED = 10  # values of one kind listed in a table; the rest are added up


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what is counted, which of them ("" for all), and the number or words."""

    what: str
    name: str
    value: int | float | str


def stats_facts(counted: Stats) -> Iterator[Fact]:
    """Every count of a database, all values of each kind."""
    yield Fact("database", "", counted.url)
    yield Fact("schema", "", counted.schema)
    yield Fact("megabytes", "", round(counted.size / 1e6, 1))
    yield Fact("documents", "", counted.documents)
    yield Fact("documents", "extracted", counted.extracted)
    yield Fact("documents", "copies", counted.copies)
    yield Fact("statements", "", counted.statements)
    yield Fact("statements", "with speaker", counted.with_speaker)
    yield Fact("statements", "copied", counted.copied_statements)
    yield from _tally("statements", counted.types)
    yield from _tally("statements by assertion", counted.assertions)
    yield Fact("statements left out", "rejected", counted.rejected_statements)
    yield Fact("statements left out", "of older runs", counted.older_statements)
    yield Fact("actors", "", counted.actors)
    yield from _tally("actors", counted.kinds)
    yield Fact("stances", "", counted.stances)
    yield Fact("reviews", "", counted.reviews)
    if counted.first_at is not None and counted.last_at is not None:
        yield Fact("published", "", f"{counted.first_at.date()} to {counted.last_at.date()}")
    yield Fact("independent outlets", "", counted.independent)
    yield from _tally("documents by outlet", counted.outlets)
    yield from _tally("documents by language", counted.languages)
    yield Fact("runs", "", len(counted.runs))
    for run in counted.runs:
        kept = f"{run.documents} documents, {run.statements} statements"
        told = f"{run.model}, attrib {run.code_version}, since {run.first_at.date()}: {kept}"
        yield Fact("runs", run.id, told)


def _tally(what: str, tally: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    yield from (Fact(what, name, number) for name, number in tally)


def fact_row(fact: Fact) -> dict[str, object]:
    """A fact as an object, in the order of STATS_COLUMNS."""
    return {"what": fact.what, "name": fact.name or None, "value": fact.value}


def write_stats(facts: Sequence[Fact], _console: "Console") -> None:
    """Print one line a fact, below its heading; of many values the first, and the sum of the rest."""
    lines = list(_lines(facts))
    width = max((len(label) for label, _ in lines if len(label) <= _WIDEST), default=0)
    for label, value in lines:
        click.echo(f"{label:<{width}}  {value}".rstrip())


def _lines(facts: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """Each label with its value, as they are printed."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.what, []).append(fact)
    for what, group in groups.items():
        whole, parts = [fact for fact in group if not fact.name], [fact for fact in group if fact.name]
        yield printable(what), printable(str(whole[0].value) if whole else "")
        for fact in parts[:_MOST_LISTED]:
            yield printable(f"  {fact.name}"), printable(str(fact.value))
        rest = parts[_MOST_LISTED:]
        if rest:
            numbers = [fact.value for fact in rest if isinstance(fact.value, int)]
            others = "1 other" if len(rest) == 1 else f"{len(rest)} others"
            yield f"  {others}", str(sum(numbers)) if numbers else ""
