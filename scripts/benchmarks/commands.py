"""Whole commands on a large database of generated statements: seconds by the clock and of the processor."""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import update

from attrib.nn.catalogue import Kind, find_model, sentence_encoder_id, weights_id
from attrib.services.claim_model import scorer_id
from attrib.services.worth import WORTH
from attrib.store.database.session import Database, open_database
from attrib.store.schema.runs import ExtractionRow
from attrib.store.stats import stats
from scripts.benchmarks.searching import fill

_REPEATS = 3
_FILES = 1_000
_EXPORTED = 100_000
# Nobody says anything, and no text is a copy of another: statements of nearly the same words are compared with each
# other, and a thousand copies are grouped anew with each that comes, for minutes.
_SENTENCE = "Bill {} had its reading number {} before {} members, and page {} of volume {} was put to the vote."
_SENTENCES = 6


class _Command(NamedTuple):
    """A command of attrib's, and the seconds that it may take with its start."""

    words: tuple[str, ...]
    most: float
    repeats: int = _REPEATS


_SEARCHES = tuple(
    _Command(("search", *words), 0.5)
    for words in (
        ("--role", "minister", "--as-of", "2021-06-01"),
        ("--actor", "Anna Taxan"),
        ("tax", "border"),
        ("--type", "direct", "--since", "2022"),
        ("--outlet", "Wire"),
        ("--stance", "oppose", "--target", "Tax"),
        ("--stance", "oppose", "--min-stance-score", "0.95"),
        ("--actor", "Anna Taxan", "--target", "Tax", "--min-stance-score", "0.9"),
        ("--target", "Tax", "--since", "2022"),
    )
)
_ABOUT = _Command(("search", "--about", "military action against Iraq"), 2.5)
_CHECK = _Command(("db", "check"), 60, 1)


def measure(statements: int, url: str | None = None) -> Iterator[str]:
    """What each command takes; a database that is given is filled if it is empty, and kept."""
    with tempfile.TemporaryDirectory() as folder:
        url = url or f"sqlite:///{folder}/benchmark.db"
        yield from _filled(url, statements)
        for command in (*_SEARCHES, _ABOUT):
            yield _measured(url, command)
        output = ("--limit", str(_EXPORTED), "--all", "--force", "--output", f"{folder}/said.csv")
        yield _measured(url, _Command(("export", *output), 4), f"export --limit {_EXPORTED}")
        yield from _nothing_new(url, Path(folder))
        yield _measured(url, _CHECK)


def _filled(url: str, statements: int) -> Iterator[str]:
    with open_database(url) as database:
        if stats(database).statements:
            return
        clock, processor = time.perf_counter(), time.process_time()
        fill(database, statements, sentence_encoder_id())
        _count_as_compared(database)
        yield (
            f"{statements:,} statements stored in {time.perf_counter() - clock:.0f} s, "
            f"{time.process_time() - processor:.0f} s of the processor; at most 600 s are meant"
        )


def _count_as_compared(database: Database) -> None:
    """Mark all articles as an ingest would after hours: compared with each other, and scored for their worth."""
    worth = weights_id(find_model(WORTH, Kind.WORTH))
    with database.begin() as connection:
        connection.execute(update(ExtractionRow).values(claims=scorer_id(), worth=worth))


def _nothing_new(url: str, folder: Path) -> Iterator[str]:
    """An ingest of files that the database has."""
    texts = folder / "texts"
    texts.mkdir()
    draw = random.Random(0)
    for number in range(_FILES):
        said = (_SENTENCE.format(*draw.sample(range(1_000, 10_000), 5)) for _ in range(_SENTENCES))
        (texts / f"{number}.txt").write_text(" ".join(said), encoding="utf-8")
    words = ("ingest", "--jobs", "1", str(texts))
    _run(url, words)
    yield _measured(url, _Command(words, 0.8), f"ingest of {_FILES:,} files, nothing new")


def _measured(url: str, command: _Command, name: str = "") -> str:
    taken = [_run(url, command.words) for _ in range(command.repeats)]
    clock, processor = (statistics.median(each) for each in zip(*taken, strict=True))
    took = f"{clock:.2f} s, {processor:.2f} s of the processor"
    return f"{name or ' '.join(command.words)}: {took} (at most {command.most} s are meant)"


def _run(url: str, words: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a command takes; the server's are not among the latter."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    call = [sys.executable, "-m", "attrib", *words]
    done = subprocess.run(call, env=os.environ | {"ATTRIB_DB": url}, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"attrib {' '.join(words)} ended with status {done.returncode}:\n{done.stderr[-2000:]}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
