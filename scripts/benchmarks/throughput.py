"""Words a second from file to database, and what judging stances costs of them."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from attrib.data import Document
from attrib.nn.encoder.hub import load_tokenizer
from attrib.pipeline.build import build
from attrib.readers.sources import read
from attrib.services.ingest import ingest
from attrib.services.models import open_encoder
from attrib.settings import ExtractSettings
from attrib.store.database.session import open_database

_BASE = "all-minilm-l6-v2"
_REPEATS = 3


def measure(texts: Path, model: str) -> Iterator[str]:
    """Words, sub-words and articles a second end to end, and what stance costs."""
    documents = [item for item in read([str(texts)]) if isinstance(item, Document)]
    if not documents:
        raise SystemExit(f"there is no article in {texts}")
    counter = load_tokenizer(_BASE)
    yield _end_to_end(texts, documents, model, counter)
    yield _stance(documents, model)


def _pieces(documents: Sequence[Document], counter: Tokenizer) -> int:
    return sum(len(item) for item in counter.encode_batch([document.text for document in documents]))


def _end_to_end(texts: Path, documents: Sequence[Document], model: str, counter: Tokenizer) -> str:
    extractor = build(ExtractSettings(model=model))
    list(extractor.extract(documents[:1]))  # loads the weights and warms up
    encoder = open_encoder(ExtractSettings())
    with tempfile.TemporaryDirectory() as folder, open_database(f"sqlite:///{folder}/benchmark.db") as database:
        started = time.perf_counter()
        outcomes = list(ingest(read([str(texts)]), extractor, database, readable=lambda _: True,
                               open_encoder=lambda: encoder))  # fmt: skip
        seconds = time.perf_counter() - started
    words = sum(len(document.text.split()) for document in documents)
    pieces = _pieces(documents, counter)
    statements = sum(outcome.statements for outcome in outcomes)
    return (
        f"attrib, read + extract + store: {words / seconds:,.0f} words/s, {pieces / seconds:,.0f} sub-words/s, "
        f"{len(documents) / seconds:.1f} articles/s ({len(documents)} articles, {words:,} words, "
        f"{statements} statements)"
    )


def _stance(documents: Sequence[Document], model: str) -> str:
    """What judging stances costs an article: extraction with and without, in turn, the best of three each."""
    pipelines = [build(ExtractSettings(model=model, stance=stance)) for stance in (False, True)]
    seconds = [float("inf")] * 2
    for _ in range(_REPEATS + 1):  # the first warms up
        for at, extractor in enumerate(pipelines):
            started = time.perf_counter()
            list(extractor.extract(documents))
            seconds[at] = min(seconds[at], time.perf_counter() - started)
    without, with_stance = seconds
    return (
        f"stance: {1000 * (with_stance - without) / len(documents):.1f} ms an article; "
        f"extraction keeps {without / with_stance:.2f} of its speed without"
    )
