"""Stances summed up by target or by speaker, as tables."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data import Assertion
from attrib.data.dates import day_text
from attrib.data.positions import ActorStances, Reversal, Sides, StanceTaken, TopicStances
from attrib.writers.statements.table import ASSERTION_WORDS, STANCE_STYLES
from attrib.writers.tables import Column, clean, line, listed, print_table, short_ids

_SIDES = {"both": "both sides", "support": "for", "oppose": "against", "neutral": "neither"}
_HINT = "Statements that point different ways. Read both in context before you call it a change of mind."


def write_stances(stances: ActorStances, console: Console) -> None:
    """Print one row a target, then each reversal with its two statements side by side, newest first."""
    console.print(line(stances.actor.name), style="bold")
    targets = []
    for item in stances.targets:
        others = [clean(name) for name in item.names if clean(name).casefold() != clean(item.target).casefold()]
        targets.append(line(item.target).append(f"\n{listed(others)}" if others else "", style="dim"))
    print_table([Column("target", targets), *_sums(stances.targets)], console)
    _write_reversals([(f"towards {item.target}", item.reversals) for item in stances.targets], console)


def write_topic(found: TopicStances, console: Console) -> None:
    """Print one row a speaker under their side, then each speaker's reversals, newest first."""
    sides = [item.side for item in found.speakers]
    shown = [Text(_SIDES[side] if not place or sides[place - 1] != side else "") for place, side in enumerate(sides)]
    for cell, side in zip(shown, sides, strict=True):
        cell.stylize(STANCE_STYLES.get(side, "yellow"))
    speakers = [
        Text("unknown", style="italic") if item.speaker is None else line(item.speaker) for item in found.speakers
    ]
    columns = [Column("side", shown), Column("speaker", speakers, style="bold"), *_sums(found.speakers)]
    print_table(columns, console)
    _write_reversals([(item.speaker or "", item.reversals) for item in found.speakers], console)


def _sums(items: Sequence[Sides]) -> list[Column]:
    """The columns of numbers, score and dates; that of neutral stances only if there are such."""
    numbers = {
        "support": [item.support for item in items],
        "oppose": [item.oppose for item in items],
        "neutral": [item.neutral for item in items],
    }
    columns = [
        Column(name, [Text(str(number or "")) for number in some], style=STANCE_STYLES[name], justify="right")
        for name, some in numbers.items()
        if name != "neutral" or any(some)
    ]
    return [
        *columns,
        Column("score", [Text(f"{item.score:.2f}") for item in items], justify="right"),
        Column("first", [Text(item.first or "") for item in items]),
        Column("last", [Text(item.last or "") for item in items]),
    ]


def _write_reversals(groups: Sequence[tuple[str, Sequence[Reversal]]], console: Console) -> None:
    """Print the reversals of each group under its title, the newer statement beside the older."""
    turned = [(title, pairs) for title, pairs in groups if pairs]
    if turned:
        console.print(_HINT)
    for title, pairs in turned:
        console.print()
        console.print(line(title), style="italic")
        ids = iter(short_ids([one.statement_id for pair in pairs for one in (pair.newer, pair.older)]))
        cells = [(_statement(pair.newer, next(ids)), _statement(pair.older, next(ids))) for pair in pairs]
        newer, older = (list(some) for some in zip(*cells, strict=True))
        print_table([Column("newer", newer, running=True), Column("older", older, running=True)], console)


def _statement(taken: StanceTaken, shown_id: str) -> Text:
    """Date, side, target, outlet and id of a statement over its cue and quote, marked where it is not asserted."""
    text = Text(f"{day_text(taken.published_at, taken.published_precision)} ")
    text.append(taken.label.value, style=STANCE_STYLES[taken.label.value])
    text.append(" (by review)" if taken.reviewed else f" {taken.score:.2f}")
    text.append(f" {clean(taken.target)}{f', {clean(taken.outlet)}' if taken.outlet else ''}\n")
    text.append(shown_id, style="dim")
    text.append(f" {clean(taken.cue)}:\n" if taken.cue else "\n")
    if taken.assertion not in (None, Assertion.ASSERTED):
        text.append(f"{ASSERTION_WORDS[taken.assertion]}: ", style="bold yellow")
    return text.append_text(line(taken.quote))
