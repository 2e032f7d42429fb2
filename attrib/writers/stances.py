"""Stances summed up by target or by speaker, as tables for people and as rows for programs."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from attrib.data import Assertion
from attrib.data.dates import day_text
from attrib.data.positions import ActorStances, Reversal, Sides, StanceTaken, TopicStances
from attrib.text.cells import guard
from attrib.writers.rows import TextStream
from attrib.writers.statements.table import ASSERTION_WORDS, STANCE_STYLES
from attrib.writers.tables import Column, clean, line, listed, print_table, short_ids

_SUMS: dict[str, str] = {
    "support": "statements for it",
    "oppose": "statements against it",
    "neutral": "statements without a side, or whose side is unclear; 0 without --neutral",
    "stance_score": "the mean probability of these stances, 0 to 1",
    "first_date": "the date of the earliest dated statement, as exact as is known",
    "last_date": "the date of the latest dated statement, as exact as is known",
    "turns": "the number of reversals: neighbours in time, one for it and one against it",
    "turn_dates": "the dates of the reversals, older/newer, joined by ';'",
    "turn_statements": "the statement ids of the reversals, older/newer, joined by ';'",
}
# The columns of the CSV files, each with what it holds.
STANCE_COLUMNS: dict[str, str] = {
    "actor": "whose stances these are",
    "actor_id": "the id of that actor",
    "target": "what the stances are towards",
    "target_id": "the id of the target, if it is a speaker too",
    **_SUMS,
    "names": "the target as the articles write it, joined by ';'",
}
TOPIC_COLUMNS: dict[str, str] = {
    "topic": "the topic asked for",
    "side": "support, oppose, both or neutral",
    "speaker": "who says so; empty where nobody is known",
    "speaker_id": "the id of that speaker",
    **_SUMS,
}
_SIDES = {"both": "both sides", "support": "for", "oppose": "against", "neutral": "neither"}
_HINT = "Statements that point different ways. Read both in context before you call it a change of mind."


def write_stances(stances: ActorStances, console: Console) -> None:
    """Print one row a target, then each reversal with its two statements side by side, newest first."""
    console.print(Text(stances.actor.name, style="bold"))
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


def write_stances_csv(stances: ActorStances, stream: TextStream) -> int:
    """Write a header and one row a target; the number of targets."""
    return _write_csv(_target_rows(stances), STANCE_COLUMNS, stream)


def write_stances_jsonl(stances: ActorStances, stream: TextStream) -> int:
    """Write one object a target, with its reversals; the number of targets."""
    return _write_jsonl(_target_rows(stances), stream)


def write_stances_json(stances: ActorStances, stream: TextStream) -> int:
    """Write one array of the same objects; the number of targets."""
    return _write_json(_target_rows(stances), stream)


def write_topic_csv(found: TopicStances, stream: TextStream) -> int:
    """Write a header and one row a speaker; the number of speakers."""
    return _write_csv(_speaker_rows(found), TOPIC_COLUMNS, stream)


def write_topic_jsonl(found: TopicStances, stream: TextStream) -> int:
    """Write one object a speaker, with the reversals; the number of speakers."""
    return _write_jsonl(_speaker_rows(found), stream)


def write_topic_json(found: TopicStances, stream: TextStream) -> int:
    """Write one array of the same objects; the number of speakers."""
    return _write_json(_speaker_rows(found), stream)


def _write_csv(rows: Iterator[dict[str, Any]], columns: Mapping[str, str], stream: TextStream) -> int:
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        turns = row["turns"]
        cells = row | {
            "turns": len(turns),
            "turn_dates": ";".join(f"{turn['older']['date']}/{turn['newer']['date']}" for turn in turns),
            "turn_statements": ";".join(
                f"{turn['older']['statement_id']}/{turn['newer']['statement_id']}" for turn in turns
            ),
            "names": ";".join(row.get("names", ())),
        }
        values = ("" if cells[column] is None else cells[column] for column in columns)
        writer.writerow(guard(value) if isinstance(value, str) else value for value in values)
        written += 1
    return written


def _write_jsonl(rows: Iterator[dict[str, Any]], stream: TextStream) -> int:
    written = 0
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def _write_json(rows: Iterator[dict[str, Any]], stream: TextStream) -> int:
    objects = [json.dumps(row, ensure_ascii=False) for row in rows]
    stream.write("[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n")
    return len(objects)


def _target_rows(stances: ActorStances) -> Iterator[dict[str, Any]]:
    for item in stances.targets:
        named = {"actor": stances.actor.name, "actor_id": stances.actor.id}
        yield {
            **named,
            "target": item.target,
            "target_id": item.target_id,
            **_sum_object(item),
            "names": list(item.names),
        }


def _speaker_rows(found: TopicStances) -> Iterator[dict[str, Any]]:
    for item in found.speakers:
        named = {"topic": found.topic, "side": item.side, "speaker": item.speaker, "speaker_id": item.speaker_id}
        yield named | _sum_object(item)


def _sum_object(item: Sides) -> dict[str, Any]:
    return {
        "support": item.support,
        "oppose": item.oppose,
        "neutral": item.neutral,
        "stance_score": round(item.score, 4),
        "first_date": item.first,
        "last_date": item.last,
        "turns": [{"newer": _taken(pair.newer), "older": _taken(pair.older)} for pair in item.reversals],
    }


def _taken(taken: StanceTaken) -> dict[str, Any]:
    return {
        "statement_id": taken.statement_id,
        "date": day_text(taken.published_at, taken.published_precision) or None,
        "stance": taken.label.value,
        "score": round(taken.score, 4),
        "target": taken.target,
        "reviewed": taken.reviewed,
        "outlet": taken.outlet,
        "url": taken.url,
        "cue": taken.cue,
        "assertion": taken.assertion and taken.assertion.value,
        "quote": taken.quote,
    }
