"""Articles in files, and what extracts them on a cluster without a model, also while its processes are killed."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from attrib.data import Document, Extraction
from attrib.services.cluster.bundles import Bundle
from attrib.services.cluster.chunks import Receipt
from attrib.services.cluster.extracting import Extracting, Opened
from attrib.services.cluster.reading import Reading
from tests.newsroom import SayingPipeline, article
from tests.services.reading import SayingChunks
from tests.store.meaning import WordEncoder

NOW = datetime(2026, 1, 2, tzinfo=UTC)
DEADLY = "This sentence kills"


@dataclass
class MortalPipeline(SayingPipeline):
    """Takes its time over each document, notes it in a folder, and is killed over DEADLY words, once or always."""

    folder: Path = Path()
    pause: float = 0.0
    always: bool = False

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""
        for extraction in super().extract(documents):
            killed = self.folder / f"killed-{extraction.document.sha256[:8]}"
            if DEADLY in extraction.document.text and (self.always or not killed.exists()):
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(self.pause)
            with (self.folder / f"{extraction.document.sha256[:8]}.read").open("a") as stream:
                stream.write("read\n")
            yield extraction


@dataclass(frozen=True, slots=True)
class MortalChunks:
    """Opens that pipeline."""

    folder: Path
    pause: float = 0.0
    always: bool = False

    def __call__(self) -> Opened:
        """The pipeline, and what opens the encoder of words."""
        return MortalPipeline(folder=self.folder, pause=self.pause, always=self.always), WordEncoder


def write_archive(path: Path, texts: Iterable[str]) -> Path:
    """A file of JSON lines, an article a line."""
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def sayings(speaker: str, count: int) -> list[str]:
    return [article((speaker, f"Taxes rose by {number}"), extra=f"\n\n{speaker} left.") for number in range(count)]


def reading(most_documents: int = 4, **how: object) -> Reading:
    """A reading from the working folder, in chunks of a few documents."""
    return Reading(str(Path.cwd()), ("made so",), NOW, most_documents=most_documents, **how)  # type: ignore[arg-type]


def extracting(folder: Path, opening: Callable[[], Opened] | None = None) -> Extracting:
    runs = frozenset({SayingPipeline().run.id})
    return Extracting(opening or SayingChunks(), str(folder), str(Path.cwd()), runs)


@dataclass
class HereRunner:
    """Runs in this process what a cluster shares out, and remembers the bundles it was given."""

    stop_after: int | None = None  # receipts
    backwards: bool = False

    def __call__(self, bundles: list[Bundle], read: Reading, extract: Extracting) -> Iterator[Receipt]:
        """A receipt a chunk."""
        extractor = extract.open()
        chunks = [chunk for bundle in bundles for chunk in read(bundle)]
        for number, chunk in enumerate(reversed(chunks) if self.backwards else chunks):
            if number == self.stop_after:
                raise KeyboardInterrupt
            yield extractor(chunk)
