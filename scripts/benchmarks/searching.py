"""Search latency on a database filled with generated statements."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, product

import numpy as np
import torch

from attrib.data import (
    NEAREST,
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
from attrib.data.counts import Facet
from attrib.data.vectors import SentenceVectors
from attrib.nn.sentences import load_sentence_encoder
from attrib.pipeline.build import build_stance_judge
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database, open_database
from attrib.store.save import save_many
from attrib.store.search.counting import count_by
from attrib.store.search.query import search
from attrib.store.search.topic import Topic, search_about
from attrib.store.search.topic_sides import topic_sides
from attrib.store.search.vectors import join_blocks

_PER_DOCUMENT = 12
_TOGETHER = 500  # documents of a transaction
_REPEATS = 25
WIDTH = 384
_ENCODER = "noise:1"
_RUN = Run("generated", "0" * 64, "benchmark")
_RUN_ID = _RUN.id
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
        target = draw.choice(_WORDS).title() if draw.random() < 0.7 else draw.choice(_NAMES)
        stance = Stance(target, "actor", draw.choice(list(StanceLabel)), round(draw.random(), 3))
        kind = draw.choice(list(StatementType))
        statements.append(Statement(kind, spans[:1], spans[1:], (mention,), draw.random(), speaker, None, (stance,)))
        pieces.append(line)
        at += len(line)
    document = Document("".join(pieces), f"{number}.txt", outlet=draw.choice(_OUTLETS), published_at=moment)
    sha256 = document.sha256
    stamped = (replace(item, id=statement_id(sha256, _RUN_ID, item)) for item in statements)
    return Extraction(document, _RUN, tuple(stamped))


def fill(database: Database, statements: int, encoder: str = _ENCODER) -> None:
    """Store documents of 12 statements each until there are about that many, with vectors of no meaning."""
    draw, noise = random.Random(0), np.random.default_rng(0)
    numbers = range(statements // _PER_DOCUMENT)
    for start in range(0, len(numbers), _TOGETHER):
        documents = [_document(number, draw) for number in numbers[start : start + _TOGETHER]]
        ids = [item.id for document in documents for item in document.statements]
        vectors = noise.standard_normal((len(ids), WIDTH), dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        save_many(database, documents, SentenceVectors(encoder, dict(zip(ids, vectors, strict=True))))
        join_blocks(database, encoder)


def _queries(draw: random.Random) -> Iterator[tuple[str, StatementQuery]]:
    since = datetime(2022, 1, 1, tzinfo=UTC)
    for _ in range(_REPEATS):
        word, name = draw.choice(_WORDS), draw.choice(_NAMES)
        yield "by speaker", StatementQuery(actor=(name,), limit=20)
        yield "by words", StatementQuery(text=f"{word} {draw.choice(_WORDS)}", limit=20)
        yield "by type and date", StatementQuery(type=(StatementType.DIRECT,), since=since, limit=20)
        yield "by outlet", StatementQuery(outlet=(draw.choice(_OUTLETS),), limit=20)
        yield "by stance and target", StatementQuery(stance=StanceLabel.OPPOSE, target=(word.title(),), limit=20)
        yield "by speaker and stance", StatementQuery(actor=(name,), stance=StanceLabel.SUPPORT, limit=20)
        target = word.title()
        yield "by target", StatementQuery(target=(target,), limit=20)
        yield "by stance", StatementQuery(stance=StanceLabel.OPPOSE, limit=20)
        yield "by stance and score", StatementQuery(stance=StanceLabel.OPPOSE, min_stance_score=0.95, limit=20)
        yield (
            "by speaker, stance, target and date",
            StatementQuery(actor=(name,), stance=StanceLabel.OPPOSE, target=(target,), since=since, limit=20),
        )
        yield (
            "by speaker, target and score",
            StatementQuery(actor=(name,), target=(target,), min_stance_score=0.9, limit=20),
        )
        yield "by target and date", StatementQuery(target=(target,), since=since, limit=20)
        yield "by name of an actor as target", StatementQuery(target=(draw.choice(_NAMES),), limit=20)


def _about(database: Database) -> Iterator[tuple[str, float]]:
    """How long the nearest 20 statements to a topic take, without the model: ranking, filtering, reading."""
    draw, noise = random.Random(2), np.random.default_rng(1)
    for _ in range(_REPEATS):
        words, name = " ".join(draw.sample(_WORDS, 3)), draw.choice(_NAMES)
        vector = noise.standard_normal(WIDTH, dtype=np.float32)
        topic = Topic(words, vector / np.linalg.norm(vector), _ENCODER)
        for what, actor in (("about a topic", ()), ("about a topic, by speaker", (name,))):
            query = StatementQuery(about=words, actor=actor, sort=NEAREST, limit=20)
            started = time.perf_counter()
            list(search_about(database, query, topic))
            yield what, 1000 * (time.perf_counter() - started)


def _counts(database: Database) -> Iterator[str]:
    """How long it takes to count all statements by each facet, and to tell who is for a topic."""
    for facet in Facet:
        started = time.perf_counter()
        count_by(database, StatementQuery(confident=True), [facet])
        yield f"count by {facet}: {1000 * (time.perf_counter() - started):.0f} ms"
    started = time.perf_counter()
    topic_sides(database, _WORDS[0], StatementQuery(confident=True), encoder=_ENCODER)
    yield f"who is for a topic: {1000 * (time.perf_counter() - started):.0f} ms"


def _topics() -> Iterator[str]:
    """How long the sentence encoder takes for one topic, in this process."""
    started = time.perf_counter()
    encoder = load_sentence_encoder(torch.device("cpu"), torch.float32)
    yield f"sentence encoder loaded in {1000 * (time.perf_counter() - started):.0f} ms"
    times = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        encoder.encode(["military action against Iraq"])
        times.append(1000 * (time.perf_counter() - started))
    yield f"a topic encoded: median {statistics.median(times):.1f} ms, the first {times[0]:.1f} ms"


def _stances() -> Iterator[str]:
    """How long the judge takes to tell the stances of a page of statements towards a topic, in this process."""
    started = time.perf_counter()
    judge = build_stance_judge(ExtractSettings())
    yield f"judge of stances loaded in {1000 * (time.perf_counter() - started):.0f} ms"
    draw, times = random.Random(3), []
    for _ in range(_REPEATS):
        texts = [f"said {' '.join(draw.choices(_WORDS, k=draw.randint(8, 30)))}" for _ in range(20)]
        started = time.perf_counter()
        judge.towards("military action against Iraq", texts)
        times.append(1000 * (time.perf_counter() - started))
    median, slowest = statistics.median(times), max(times)
    yield f"stances of 20 statements towards a topic: median {median:.0f} ms, slowest {slowest:.0f} ms"


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
        about: dict[str, list[float]] = {}
        for name, elapsed in _about(database):
            about.setdefault(name, []).append(elapsed)
        counts = list(_counts(database))
    for name, values in times.items():
        yield f"{name}: median {statistics.median(values):.1f} ms, slowest {max(values):.1f} ms"
    yield f"all: median {statistics.median(chain.from_iterable(times.values())):.1f} ms"
    for name, values in about.items():
        yield f"{name}: median {statistics.median(values):.1f} ms, slowest {max(values):.1f} ms"
    yield from counts
    yield from _topics()
    yield from _stances()
