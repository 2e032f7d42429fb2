"""Search latency on a database filled with generated statements."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, product

from attrib.data import (
    ActorKind,
    Document,
    Extraction,
    Run,
    Span,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementQuery,
    StatementType,
    statement_id,
)
from attrib.store.query import search
from attrib.store.session import Database, open_database
from attrib.store.write import save_many

_PER_DOCUMENT = 12
_REPEATS = 25
_RUN = Run("generated", "0" * 64, "benchmark")
_WORDS = [
    "tax",
    "war",
    "school",
    "health",
    "border",
    "trade",
    "union",
    "court",
    "police",
    "budget",
    "energy",
    "water",
    "prison",
    "farm",
    "rail",
    "port",
    "army",
    "election",
    "vote",
    "reform",
    "deal",
    "talks",
    "strike",
    "price",
    "wage",
    "job",
    "house",
    "road",
    "bank",
    "climate",
]
_GIVEN = ("Anna", "Ben", "Clara", "David", "Emma", "Frank", "Grace", "Henry", "Irene", "Jack", "Karen", "Leo")
_ENDINGS = ("an", "er", "is", "ot", "us")
_NAMES = [f"{given} {word.title()}{ending}" for given, word, ending in product(_GIVEN, _WORDS, _ENDINGS)]
_OUTLETS = ("Daily Courier", "Evening Post", "Wire", "Tribune", "Gazette")


def _document(number: int, draw: random.Random) -> Extraction:
    pieces, statements, at = [], [], 0
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=5 * number)
    for index in range(_PER_DOCUMENT):
        name = _NAMES[(number * _PER_DOCUMENT + index) % len(_NAMES)]
        content = f"“The {' '.join(draw.choices(_WORDS, k=draw.randint(8, 30)))},”"
        line = f"{content} said {name}.\n\n"
        spans = Span(at, at + len(content)), Span(at + len(content) + 1, at + len(content) + 5)
        mention = Span(spans[1].end + 1, spans[1].end + 1 + len(name))
        speaker = Speaker(name, ActorKind.PERSON, mention, "minister", draw.choice(_WORDS).title(), 0.9)
        stance = Stance(draw.choice(_WORDS).title(), "actor", draw.choice(list(StanceLabel)), 0.8)
        kind = draw.choice(list(StatementType))
        statements.append(Statement(kind, spans[:1], spans[1:], (mention,), draw.random(), speaker, None, (stance,)))
        pieces.append(line)
        at += len(line)
    document = Document("".join(pieces), f"{number}.txt", outlet=draw.choice(_OUTLETS), published_at=moment)
    sha256 = document.sha256
    stamped = (replace(item, id=statement_id(sha256, _RUN.id, item)) for item in statements)
    return Extraction(document, _RUN, tuple(stamped))


def fill(database: Database, statements: int) -> None:
    """Store documents of 12 statements each until there are about that many."""
    draw = random.Random(0)
    numbers = range(statements // _PER_DOCUMENT)
    for start in range(0, len(numbers), 200):
        save_many(database, [_document(number, draw) for number in numbers[start : start + 200]])


def _queries(draw: random.Random) -> Iterator[tuple[str, StatementQuery]]:
    since = datetime(2022, 1, 1, tzinfo=UTC)
    for _ in range(_REPEATS):
        word, name = draw.choice(_WORDS), draw.choice(_NAMES)
        yield "by speaker", StatementQuery(actor=name, limit=20)
        yield "by words", StatementQuery(text=f"{word} {draw.choice(_WORDS)}", limit=20)
        yield "by type and date", StatementQuery(type=StatementType.DIRECT, since=since, limit=20)
        yield "by outlet", StatementQuery(outlet=draw.choice(_OUTLETS), limit=20)
        yield "by stance and target", StatementQuery(stance=StanceLabel.OPPOSE, target=word.title(), limit=20)
        yield "by speaker and stance", StatementQuery(actor=name, stance=StanceLabel.SUPPORT, limit=20)


def measure(statements: int) -> Iterator[str]:
    """Median and slowest latency of each sort of search, 20 results each."""
    with tempfile.TemporaryDirectory() as folder, open_database(f"sqlite:///{folder}/benchmark.db") as database:
        started = time.perf_counter()
        fill(database, statements)
        yield f"{statements:,} statements stored in {time.perf_counter() - started:.0f} s"
        times: dict[str, list[float]] = {}
        for name, query in _queries(random.Random(1)):
            started = time.perf_counter()
            found = len(list(search(database, query)))
            times.setdefault(name, []).append(1000 * (time.perf_counter() - started))
            if not found and name == "by outlet":
                raise SystemExit("the generated database answers nothing")
    for name, values in times.items():
        yield f"{name}: median {statistics.median(values):.1f} ms, slowest {max(values):.1f} ms"
    yield f"all: median {statistics.median(chain.from_iterable(times.values())):.1f} ms"
