"""Stances summed up by target or by speaker, as CSV, JSON and JSON lines."""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrib.data.dates import day_text
from attrib.data.positions import ActorStances, Sides, StanceTaken, TopicStances
from attrib.text.cells import guard
from attrib.writers.rows import TextStream

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
