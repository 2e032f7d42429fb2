"""News without labels, for a student to learn from its teachers, each corpus in its publisher's own format."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from attrib.errors import CorpusError, SettingsError
from attrib.training.corpora.polnear import LabelledText

_SHORT = 400  # characters of what is no article
_TOGETHER = 12  # sentences of one text: as many as fill a window


def read_reuters(folder: Path) -> Iterator[str]:
    """The stories of Reuters-21578: articles.jsonl.gz, one JSON object with `text` a line; short ones left out."""
    path = folder / "articles.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                text = json.loads(line)["text"]
                if len(text) > _SHORT:
                    yield text
    except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} is not gzipped JSON lines with text ({error}); fetch the corpus again") from error


def read_allsides(folder: Path, without: Collection[str] = ()) -> Iterator[str]:
    """The articles of AllSides (Baly et al. 2020), but for those of some outlets; short ones left out.

    The files part-*.jsonl have one JSON object with `text` and `outlet` a line.
    """
    paths = sorted(folder.glob("part-*.jsonl"))
    if not paths:
        raise CorpusError(f"no part-*.jsonl in {folder}; fetch the corpus, or leave it out")
    for path in paths:
        try:
            for line in _lines(path):
                values = json.loads(line)
                if len(values["text"]) > _SHORT and values["outlet"] not in without:
                    yield values["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path} is not JSON lines with text ({error}); fetch the corpus again") from error


def read_directed_sentiment(folder: Path) -> Iterator[str]:
    """The sentences of directed sentiment (Park et al. 2021): train.txt, the first column, its brackets taken off."""
    return _together(_bare(line.partition("\t")[0]) for line in _lines(folder / "train.txt"))


def _bare(sentence: str) -> str:
    return re.sub(r"\[([^\[\]]*)\]", r"\1", sentence)


def read_newsmtsc(folder: Path) -> Iterator[str]:
    """The sentences of NewsMTSC (Hamborg & Donnay 2021): train.jsonl, one JSON object a line."""
    path = folder / "train.jsonl"
    try:
        yield from _together(json.loads(line)["sentence_normalized"] for line in _lines(path))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path} is not JSON lines with sentence_normalized ({error}); fetch it again") from error


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as stream:
            yield from stream
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); fetch the corpus again") from error


def _together(sentences: Iterator[str]) -> Iterator[str]:
    """Sentences, each once, in texts of paragraphs of one."""
    text: list[str] = []
    for sentence in dict.fromkeys(sentences):
        text.append(sentence.strip())
        if len(text) == _TOGETHER:
            yield "\n\n".join(text)
            text = []
    if text:
        yield "\n\n".join(text)


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "allsides-news": read_allsides,
    "reuters-21578": read_reuters,
    "directed-sentiment": read_directed_sentiment,
    "newsmtsc": read_newsmtsc,
}


def read_unlabelled(
    corpora: Path, names: Sequence[str], most: int, seed: int, without: Collection[str] = ()
) -> list[LabelledText]:
    """Of each named corpus at most so many texts, drawn by the seed, without labels.

    Where a corpus names outlets, articles of those `without` are left out: a model that is measured on them must not
    have met them. Raises SettingsError for a name that has no reader.
    """
    texts = []
    for name in names:
        if name not in _READERS:
            raise SettingsError(f"no reader for the unlabelled corpus {name!r}; known are {', '.join(_READERS)}")
        folder = corpora / name
        read = read_allsides(folder, without) if name == "allsides-news" else _READERS[name](folder)
        found = [LabelledText(f"{name}-{n}", text, ((),)) for n, text in enumerate(read, 1)]
        drawn = np.random.default_rng(seed).permutation(len(found))[:most]
        texts += [found[index] for index in sorted(drawn)]
    return texts
