"""Openings of crews that read the articles of tests.newsroom without a model."""

from collections.abc import Callable
from dataclasses import dataclass

from attrib.data import Document
from attrib.services.batches import Read, with_sentence_vectors
from attrib.services.cluster.extracting import Opened
from attrib.services.guarded_extraction import extract_each
from attrib.services.workers import Tell
from tests.newsroom import SayingPipeline
from tests.store.meaning import WordEncoder


@dataclass(frozen=True, slots=True)
class SayingOpening:
    """Opens what reads batches of such articles, with vectors of their words."""

    def __call__(self, _tell: Tell) -> Callable[[list[Document]], list[Read]]:
        """The reader of one process."""
        pipeline = SayingPipeline()
        return lambda batch: list(with_sentence_vectors(extract_each(batch, pipeline), WordEncoder))


@dataclass(frozen=True, slots=True)
class SayingChunks:
    """Opens the pipeline of such articles and the encoder of their words, for the chunks of a cluster."""

    def __call__(self) -> Opened:
        """The pipeline, and what opens the encoder."""
        return SayingPipeline(), WordEncoder
