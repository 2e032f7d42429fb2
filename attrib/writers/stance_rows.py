"""Stances summed up by target or by speaker, as rows for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrib.data.dates import day_text
from attrib.data.positions import ActorStances, Sides, StanceTaken, TopicStances

_SUMS: dict[str, str] = {
    "support": "statements for it",
    "oppose": "statements against it",
    "neutral": "statements without a side, or whose side is unclear; 0 without --neutral",
    "stance_score": "the mean probability of these stances, 0 to 1",
    "first_date": "the date of the earliest dated statement, as exact as is known",
    "last_date": "the date of the latest dated statement, as exact as is known",
    "turns": "the number of reversals: neighbours in time, one for it and one against it",
    "turn_dates": "the dates of the reversals, older/newer, joined by '; '",
    "turn_statements": "the statement ids of the reversals, older/newer, joined by '; '",
}
# The columns of the CSV files, each with what it holds.
STANCE_COLUMNS: dict[str, str] = {
    "actor": "whose stances these are",
    "actor_id": "the id of that actor",
    "target": "what the stances are towards",
    "target_id": "the id of the target, if it is a speaker too",
    **_SUMS,
    "names": "the target as the articles write it, joined by '; '",
}
TOPIC_COLUMNS: dict[str, str] = {
    "topic": "the topic asked for",
    "side": "support, oppose, both or neutral",
    "speaker": "who says so; empty where nobody is known",
    "speaker_id": "the id of that speaker",
    **_SUMS,
}


def target_rows(stances: ActorStances) -> Iterator[dict[str, Any]]:
    """One object a target, with its reversals, in the order of STANCE_COLUMNS."""
    for item in stances.targets:
        named = {"actor": stances.actor.name, "actor_id": stances.actor.id}
        targeted = {"target": item.target, "target_id": item.target_id}
        yield {**named, **targeted, **_sum_object(item), "names": list(item.names)}


def speaker_rows(found: TopicStances) -> Iterator[dict[str, Any]]:
    """One object a speaker, with the reversals, in the order of TOPIC_COLUMNS."""
    for item in found.speakers:
        named = {"topic": found.topic, "side": item.side, "speaker": item.speaker, "speaker_id": item.speaker_id}
        yield named | _sum_object(item)


def flat(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with reversals in three cells, for CSV: their number, dates and statement ids."""
    for row in rows:
        turns = row["turns"]
        cells = {
            f"turn_{name}": [f"{turn['older'][key]}/{turn['newer'][key]}" for turn in turns]
            for name, key in (("dates", "date"), ("statements", "statement_id"))
        }
        yield row | {"turns": len(turns), **cells}


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
