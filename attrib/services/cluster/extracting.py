"""The extractor's side of a cluster: chunks of documents in, files of extractions and receipts out."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from attrib.data import Problem
from attrib.data.shards import Shard, ShardRow
from attrib.errors import ModelError
from attrib.services import models
from attrib.services.batches import OpenEncoder
from attrib.services.cluster.chunks import Chunk, Receipt
from attrib.services.cluster.reading import go_home
from attrib.services.export import shard_writer
from attrib.services.extract_shard import extract_shard
from attrib.services.models import Extractor, run_ids
from attrib.settings import ExtractSettings
from attrib.writers.files import complete_file

_MOST_ITEMS = 1 << 32  # of a bundle: places of the next one begin behind them
_NAME = 20  # digits of a key in the names of its files

Opened = tuple[Extractor, OpenEncoder | None]


@dataclass(frozen=True, slots=True)
class ModelOpening:
    """Opens a pipeline and, with `vectors`, the sentence encoder; both load their weights with the first document."""

    settings: ExtractSettings
    vectors: bool

    def __call__(self) -> Opened:
        """The pipeline, and what opens the encoder. Errors as `open_pipeline`."""
        encoder = (lambda: models.open_encoder(self.settings)) if self.vectors else None
        return models.open_pipeline(self.settings), encoder


@dataclass(frozen=True, slots=True)
class Extracting:
    """How chunks are extracted: what opens the models, where files go, and the runs that are expected.

    `home` is the working folder of whoever asks; paths of models and `folder` may be relative to it.
    """

    opening: Callable[[], Opened]
    folder: str
    home: str
    runs: frozenset[str]

    def open(self) -> Callable[[Chunk], Receipt]:
        """What extracts chunks, with models of its own. Raises ModelError where this machine would make other runs."""
        go_home(self.home)
        extractor, encoder = self.opening()
        if run_ids(extractor) != self.runs:
            words = f"the machine {socket.gethostname()} has another attrib, or other models, than the one that asks"
            raise ModelError(f"{words}; install the same on all machines of the cluster")
        return ChunkExtractor(extractor, encoder, Path(self.folder))


class ChunkExtractor:
    """Extracts chunks, each into a file that appears when it is complete; the same chunk gives the same file."""

    def __init__(self, extractor: Extractor, encoder: OpenEncoder | None, folder: Path) -> None:
        self._extractor = extractor
        self._encoder = encoder
        self._folder = folder

    def __call__(self, chunk: Chunk) -> Receipt:
        """The receipt of a chunk. Raises WriteError where its file cannot be written."""
        receipt = Receipt(chunk.bundle, chunk.key, chunk.index, chunk.last, chunk.known)
        found = list(extract_shard(chunk.items, self._extractor, Shard(), open_encoder=self._encoder))
        problems = tuple(item for item in found if isinstance(item, Problem))
        before = chunk.bundle * _MOST_ITEMS + chunk.start
        rows = [replace(row, place=before + row.place) for row in found if isinstance(row, ShardRow)]
        if not rows:
            return replace(receipt, problems=problems)
        name = f"{chunk.key[:_NAME]}-{chunk.index:05}.parquet"
        with complete_file(self._folder / name, overwrite=True) as stream:
            shard_writer()(rows, stream, Shard())
        statements = sum(len(row.extraction.statements) for row in rows if row.extraction is not None)
        return replace(receipt, file=name, articles=len(rows), statements=statements, problems=problems)
