"""Peak memory of `attrib ingest` over many documents, each run a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from attrib.data import Document
from attrib.readers.sources import read

_PARAGRAPHS = 4


def _articles(texts: Path) -> Iterator[str]:
    """Endless short articles, no two alike, made of neighbouring paragraphs of the texts."""
    paragraphs = [
        paragraph
        for item in read([str(texts)])
        if isinstance(item, Document)
        for paragraph in item.text.split("\n\n")
        if len(paragraph.split()) > 10
    ]
    for number, paragraph in enumerate(cycle(paragraphs)):
        rest = islice(cycle(paragraphs), number % len(paragraphs) + 1, number % len(paragraphs) + _PARAGRAPHS)
        yield f"Report {number}.\n\n" + "\n\n".join([paragraph, *rest])


def measure(texts: Path, model: str, documents: Sequence[int]) -> Iterator[str]:
    """Peak resident memory of ingesting that many documents from one JSON lines file."""
    for count in documents:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "articles.jsonl"
            with source.open("w", encoding="utf-8") as stream:
                for text in islice(_articles(texts), count):
                    stream.write(json.dumps({"text": text}) + "\n")
            command = [sys.executable, "-m", "attrib.cli.main", "ingest", "--model", model]
            started = time.perf_counter()
            process = subprocess.Popen(
                [*command, "--db", f"{folder}/benchmark.db", str(source)], stderr=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            if status:
                raise SystemExit(f"ingesting {count} documents ended with status {os.waitstatus_to_exitcode(status)}")
            peak = usage.ru_maxrss / 1024 / 1024
            yield f"{count:,} documents: peak {peak:.2f} GiB, {count / seconds:.1f} documents/s with start-up"
