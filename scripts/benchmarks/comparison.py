"""attrib beside what users would otherwise run, each at its best, on the same texts, in turn.

The others have random weights of the published sizes: their speed does not depend on what they have learned.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertForTokenClassification

from attrib.data import Document
from attrib.nn.encoder.batching import batches_by_length
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.encoder.hub import load_tokenizer
from attrib.pipeline.build import build
from attrib.readers.sources import read
from attrib.settings import ExtractSettings

Reader = Callable[[Sequence[str]], object]
"""Reads texts in some way."""

_BASE = "all-minilm-l6-v2"
_WORDS = 4_000
_ROUNDS = 3
_WINDOW, _OVERLAP = 510, 64  # word pieces
_BATCH_TOKENS = 6_144
_TAGS = 15


def measure(texts: Path, model: str) -> Iterator[str]:
    """For one thread and for all: words a second of each, and how many times as many as attrib.

    With one thread seconds are of the processor, so that other work beside it counts for nothing; with all, by the
    clock. Of several rounds in turn the best counts.
    """
    documents = [item for item in read([str(texts)]) if isinstance(item, Document)]
    if not documents:
        raise SystemExit(f"there is no article in {texts}")
    chosen = sample([document.text for document in documents], _WORDS)
    words = sum(len(text.split()) for text in chosen)
    before = torch.get_num_threads()
    for threads in sorted({1, os.cpu_count() or 1}):
        torch.set_num_threads(threads)
        seconds = in_turn(readers(model), chosen, time.process_time if threads == 1 else time.perf_counter)
        ours, *_ = seconds.values()
        yield f"{len(chosen)} articles, {words:,} words, {threads} thread{'s' if threads > 1 else ''}:"
        for name, took in seconds.items():
            yield f"  {name}: {words / took:,.0f} words/s, {ours / took:.2f} times as many as attrib"
    torch.set_num_threads(before)
    yield from (f"{name} is not installed" for name in ("spacy", "textacy") if find_spec(name) is None)


def sample(texts: Sequence[str], words: int) -> list[str]:
    """Whole texts, evenly spread, of about so many words together."""
    mean = sum(len(text.split()) for text in texts) / len(texts)
    count = max(1, min(len(texts), round(words / mean)))
    return list(texts[:: len(texts) // count])[:count]


def in_turn(readers: dict[str, Reader], texts: Sequence[str], clock: Callable[[], float]) -> dict[str, float]:
    """The least seconds that each reader takes, after a round in which all warm up."""
    seconds = dict.fromkeys(readers, float("inf"))
    for number in range(_ROUNDS + 1):
        for name, reader in readers.items():
            started = clock()
            reader(texts)
            if number:
                seconds[name] = min(seconds[name], clock() - started)
    return seconds


def readers(model: str) -> dict[str, Reader]:
    """attrib first, then the others that are installed."""
    pipeline = build(ExtractSettings(model=model))
    dtype = choose_dtype("auto", choose_device("cpu"))
    form = str(dtype).removeprefix("torch.")
    found: dict[str, Reader] = {
        f"attrib, statements with speakers and stances ({model})": lambda texts: list(
            pipeline.extract([Document(text, str(number)) for number, text in enumerate(texts)])
        ),
        f"tags by BERT-base in {form}, the encoder of CofeNet too": Tagger(dtype),
    }
    if find_spec("spacy") is not None:
        parser = spacy_parser()
        found["spaCy, tagger, parser and names, of the size of en_core_web_sm"] = lambda texts: list(parser(texts))
        if find_spec("textacy") is not None:
            found["textacy's quotations over that parser"] = lambda texts: list(map(quotations, parser(texts)))
    return found


def quotations(parsed: object) -> list[object]:
    """textacy's direct quotations of a parsed text; none where it refuses one, as for an odd number of marks."""
    from textacy.extract import direct_quotations

    try:
        return list(direct_quotations(parsed))
    except ValueError:
        return []


class Tagger:
    """A BERT-base that tags word pieces in windows: in attrib's number format, its batches filled by length."""

    def __init__(self, dtype: torch.dtype) -> None:
        config = BertConfig()
        config.num_labels = _TAGS
        self._network: torch.nn.Module = BertForTokenClassification(config)
        torch.nn.Module.to(self._network, dtype=dtype).eval()
        self._tokenizer: Tokenizer = load_tokenizer(_BASE)

    @torch.inference_mode()
    def __call__(self, texts: Sequence[str]) -> int:
        """The number of word pieces tagged, overlaps included."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        starts = ((ids, start) for ids in pieces for start in range(0, max(1, len(ids) - _OVERLAP), _WINDOW - _OVERLAP))
        windows = [ids[start : start + _WINDOW] for ids, start in starts]
        tagged = 0
        for rows in batches_by_length([len(ids) for ids in windows], _BATCH_TOKENS):
            batch = [torch.tensor(windows[row]) for row in rows]
            ids = torch.nn.utils.rnn.pad_sequence(batch, batch_first=True)
            there = torch.nn.utils.rnn.pad_sequence([torch.ones_like(each) for each in batch], batch_first=True)
            tags = self._network(input_ids=ids, attention_mask=there).logits.argmax(-1)
            tagged += int(there.sum()) if tags.numel() else 0
        return tagged


def spacy_parser() -> Callable[[Sequence[str]], Iterator[object]]:
    """A pipeline of spaCy with the sizes and numbers of labels of en_core_web_sm, its weights random."""
    import spacy

    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    transitions = {"@architectures": "spacy.TransitionBasedParser.v2", "hidden_width": 64, "maxout_pieces": 2,
                   "use_upper": True, "nO": None, "extra_state_tokens": False, "tok2vec": listener}  # fmt: skip
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}
    labels = {"tagger": 50, "parser": 45, "ner": 18}
    models = {
        "tagger": tagger,
        "parser": transitions | {"state_type": "parser"},
        "ner": transitions | {"state_type": "ner"},
    }
    for name, count in labels.items():
        part = nlp.add_pipe(name, config={"model": models[name]})
        for number in range(count):
            part.add_label(f"{name}{number}")
    nlp.initialize()

    def parse(texts: Sequence[str]) -> Iterator[object]:
        yield from nlp.pipe(texts, batch_size=64)

    return parse
