"""Events told by several outlets, with the groups of statements that make the same claim: what is learned from.

A folder holds a folder an event: a text an outlet (NAME.txt) and groups.json with "groups", each with its "statements"
(file and words), and "not_same", pairs that look alike and make different claims.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attrib.claims.utterance import Utterance
from attrib.data import Extraction, Span, Spans
from attrib.errors import CorpusError
from attrib.training.corpora.polnear import read_text


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one text of an event."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its texts by name, the groups of places that make the same claim, and pairs that do not."""

    name: str
    texts: dict[str, str]
    groups: tuple[tuple[Place, ...], ...]
    unlike: tuple[tuple[Place, Place], ...]


@dataclass(slots=True)
class Told:
    """One statement that a model has found, with the labelled groups whose words it holds."""

    file: str
    spans: Spans
    utterance: Utterance
    groups: set[int] = field(default_factory=set)

    def covers(self, place: Place) -> bool:
        """Whether it holds half of the words of a place or more."""
        if place.file != self.file:
            return False
        shared = sum(max(0, min(span.end, place.span.end) - max(span.start, place.span.start)) for span in self.spans)
        return 2 * shared >= place.span.end - place.span.start

    def overlaps(self, other: "Told") -> bool:
        """Whether both have words of one text in common."""
        return self.file == other.file and any(one.overlaps(two) for one in self.spans for two in other.spans)


def read_events(folder: Path) -> list[Event]:
    """The events of a folder, by name. Raises CorpusError where it holds none or one has not that form."""
    found = [_read_event(path.parent) for path in sorted(folder.glob("*/groups.json"))]
    if not found:
        raise CorpusError(f"no */groups.json under {folder}; give a folder of events told by several outlets")
    return found


def _read_event(folder: Path) -> Event:
    texts = {path.name: read_text(path) for path in sorted(folder.glob("*.txt"))}
    try:
        values = json.loads((folder / "groups.json").read_text(encoding="utf-8"))
        groups = tuple(tuple(_place(texts, each, folder) for each in group["statements"]) for group in values["groups"])
        unlike = tuple(
            (_place(texts, pair["a"], folder), _place(texts, pair["b"], folder)) for pair in values["not_same"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{folder / 'groups.json'} is not of the form of events ({error!r})") from error
    return Event(folder.name, texts, groups, unlike)


def _place(texts: dict[str, str], said: dict[str, Any], folder: Path) -> Place:
    start = texts[said["file"]].find(said["words"])
    if start < 0:
        raise CorpusError(f"{folder / said['file']} does not have the words {said['words']!r}")
    return Place(said["file"], Span(start, start + len(said["words"])))


def told(event: Event, found: dict[str, Extraction]) -> list[Told]:
    """The statements that a model has found in an event's texts, by name, with the groups that they hold."""
    every = [
        Told(file, item.content, Utterance(item.quote(event.texts[file]), item.speaker.name if item.speaker else None,
                                           item.assertion))
        for file, extraction in found.items()
        for item in extraction.statements
    ]  # fmt: skip
    mark_groups(event, every)
    return every


def mark_groups(event: Event, every: Sequence[Told]) -> None:
    """Write down which labelled groups each statement holds words of."""
    for number, group in enumerate(event.groups):
        for item in every:
            if any(map(item.covers, group)):
                item.groups.add(number)
