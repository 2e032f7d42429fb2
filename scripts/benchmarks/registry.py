"""Latency of the registry of actors: suggesting, merging, parting and searching among many names."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from attrib.data import (
    ActorKind,
    Document,
    Extraction,
    Run,
    Span,
    Speaker,
    Statement,
    StatementQuery,
    StatementType,
)
from attrib.store.actors.decisions import undo
from attrib.store.actors.listing import find, list_actors
from attrib.store.actors.merge import merge
from attrib.store.actors.profile import profile
from attrib.store.actors.suggest_merges import suggest
from attrib.store.database.session import Database, open_database
from attrib.store.save import save_many
from attrib.store.search.query import search

Item = TypeVar("Item")

_PER_DOCUMENT = 20
_REPEATS = 15
_RUN = Run("generated", "0" * 64, "benchmark")
_SYLLABLES = ("ba", "den", "ko", "lin", "mar", "o", "pet", "ra", "sil", "tu", "ver", "wen", "ya", "zor", "gha", "mi")
_ORGANIZATIONS = [f"{first.title()}{second} {what}" for first in _SYLLABLES for second in _SYLLABLES
                  for what in ("Party", "Council", "Bank")]  # fmt: skip


def names(count: int, draw: random.Random) -> list[str]:
    """So many different names of persons; surnames are shared, as in life, and many differ by a letter."""
    surnames = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(max(20, count // 5))]
    found = dict[str, None]()
    while len(found) < count:
        given = "".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3))).title()
        found[f"{given} {draw.choice(surnames)}"] = None
    return list(found)


def _document(number: int, speakers: list[str], draw: random.Random) -> Extraction:
    pieces, statements, at = [], [], 0
    for place, name in enumerate(speakers):
        content = f"“Point {number}.{place} stands,”"
        line = f"{content} said {name}.\n\n"
        spans = Span(at, at + len(content)), Span(at + len(content) + 1, at + len(content) + 5)
        mention = Span(spans[1].end + 1, spans[1].end + 1 + len(name))
        speaker = Speaker(name, ActorKind.PERSON, mention, "spokesperson", draw.choice(_ORGANIZATIONS), 0.9)
        statements.append(Statement(StatementType.DIRECT, spans[:1], spans[1:], (mention,), 0.9, speaker))
        pieces.append(line)
        at += len(line)
    published = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return Extraction(Document("".join(pieces), f"{number}.txt", published_at=published), _RUN, tuple(statements))


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def fill(database: Database, people: list[str], statements: int, draw: random.Random) -> None:
    """Store documents in which everybody speaks, some much more often than others."""
    said = [
        *people,
        *draw.choices(people, [1 / (place + 1) for place in range(len(people))], k=statements - len(people)),
    ]
    draw.shuffle(said)
    documents = (_document(number, some, draw) for number, some in enumerate(_batches(said, _PER_DOCUMENT)))
    for some in _batches(documents, 200):
        save_many(database, some)


def measure(actors: int, statements: int) -> Iterator[str]:
    """How long each takes among so many actors and statements: the median and the slowest of several."""
    draw = random.Random(0)
    people = names(actors, draw)
    with tempfile.TemporaryDirectory() as folder, open_database(f"sqlite:///{folder}/benchmark.db") as database:
        started = time.perf_counter()
        fill(database, people, statements, draw)
        yield f"{actors:,} actors, {statements:,} statements stored in {time.perf_counter() - started:.0f} s"
        started = time.perf_counter()
        pairs = suggest(database, limit=50)
        yield f"suggest, all names: {time.perf_counter() - started:.2f} s"
        if not pairs:
            raise SystemExit("no two of the generated names look alike")
        for name, act in _acts(database, people, draw).items():
            yield _timed(name, act)


def _acts(database: Database, people: list[str], draw: random.Random) -> dict[str, Callable[[], object]]:
    spoken_for = StatementQuery(affiliation=(_ORGANIZATIONS[0],), role=("spokesperson",), limit=20)
    then = replace(spoken_for, as_of=datetime(2001, 1, 1, tzinfo=UTC))

    def merge_and_undo() -> None:
        undo(database, merge(database, draw.sample(people[:100], 2), "benchmark").batch, "benchmark")

    return {
        "suggest, one name": lambda: suggest(database, draw.choice(people), limit=50),
        "merge and undo": merge_and_undo,
        "search by name": lambda: list(search(database, StatementQuery(actor=(draw.choice(people),), limit=20))),
        "search by affiliation and role": lambda: list(search(database, spoken_for)),
        "the same as of a date": lambda: list(search(database, then)),
        "find by part of a name": lambda: find(database, draw.choice(people)[:-1]),
        "show the most quoted": lambda: profile(database, people[0]),
        "list": lambda: list_actors(database, limit=50),
    }


def _timed(name: str, act: Callable[[], object]) -> str:
    times = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - started))
    return f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
