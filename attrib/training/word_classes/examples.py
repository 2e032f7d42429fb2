"""Training the head for word classes on the frozen states of an attribution model, with CoreNLP's tags of PolNeAR."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.data import Span, Spans
from attrib.english.word_classes import WordClass
from attrib.nn.encoder.states import piece_ranges
from attrib.nn.heads.word_classes import WordClassHead, framed
from attrib.pipeline.detection.detector import Detector
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens
from attrib.training.corpora.polnear import SilverToken, read_silver_tokens, read_text
from attrib.training.engine.part import fit_part

_GROUP = 60  # texts that go through the network together
_STRETCH = 64  # words of a text that are learned together
_STRETCHES = 8  # stretches in a batch

_BY_TAG = {
    WordClass.PROPER_NOUN: "NNP NNPS",
    WordClass.NOUN: "NN",
    WordClass.PLURAL_NOUN: "NNS",
    WordClass.ADJECTIVE: "JJ JJR JJS",
    WordClass.ADVERB: "RB RBR RBS WRB",
    WordClass.ING_FORM: "VBG",
    WordClass.PARTICIPLE: "VBN",
    WordClass.BASE_VERB: "VB",
    WordClass.FINITE_VERB: "VBD VBP VBZ MD",
    WordClass.DETERMINER: "DT PDT WDT PRP$ WP$",
    WordClass.PRONOUN: "PRP WP EX",
    WordClass.PREPOSITION: "IN",
    WordClass.TO: "TO",
    WordClass.PARTICLE: "RP",
    WordClass.CONJUNCTION: "CC",
    WordClass.NUMBER: "CD $",
    WordClass.GENITIVE: "POS",
}
_CLASSES = {tag: kind for kind, tags in _BY_TAG.items() for tag in tags.split()}


def word_class(tag: str) -> WordClass:
    """The class of a tag of the Penn Treebank (Marcus et al. 1993); OTHER for a mark, a symbol or an unknown tag."""
    return _CLASSES.get(tag, WordClass.OTHER)


@dataclass(frozen=True, slots=True)
class TaggedText:
    """One text with the spans of its words and marks and the class of each."""

    name: str
    text: str
    words: Spans
    classes: tuple[WordClass, ...]


def read_tagged(silver: Path, split: Path, most: int | None = None) -> list[TaggedText]:
    """The first articles of a file of CoreNLP output, `most` of them, with the texts in the folder of their split.

    Raises CorpusError where the file has not that format or a text is missing.
    """
    rows = islice(read_silver_tokens(silver), most)
    return [tagged(name, read_text(split / "text" / f"{name}.txt"), found) for name, found in rows]


def tagged(name: str, text: str, silver: Sequence[SilverToken]) -> TaggedText:
    """The text with attrib's own words and marks, each of the class of CoreNLP's token in which it begins.

    So "isn't", two tokens to CoreNLP, is a finite verb. What begins in none of its tokens is left out.
    """
    ordered = sorted(silver)
    starts = [token.start for token in ordered]
    words, classes = [], []
    for word in tokens(text, [sentence.start for sentence in sentences(text)]):
        at = bisect_right(starts, word.start) - 1
        if at >= 0 and word.start < ordered[at].end:
            words.append(Span(word.start, word.end))
            classes.append(word_class(ordered[at].tag))
    return TaggedText(name, text, tuple(words), tuple(classes))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of one text: the pieces' states [N, D] with one piece more at each end, the words' ranges of
    them [S, 2], and the words' classes [S], as numbers of outputs."""

    states: Tensor
    ranges: Tensor
    classes: Tensor


def stretches(
    detector: Detector, head: WordClassHead, texts: Sequence[TaggedText], report: Callable[[int], object]
) -> Iterator[Stretch]:
    """The stretches of texts, with the states that the detector gives."""
    numbers = {kind: at for at, kind in enumerate(head.classes)}
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        encoded = detector.encoder.encode([text.text for text in group])
        with torch.inference_mode():
            scores = detector.score(encoded)
        for text, pieces, score in zip(group, encoded, scores, strict=True):
            if score.middle is None:
                raise TypeError("the detector has no head whose states could be read")
            ranges = torch.from_numpy(piece_ranges(pieces.offsets, text.words) + 1)
            classes = torch.tensor([numbers[kind] for kind in text.classes], dtype=torch.long)
            yield from _cut(framed(score.middle), ranges, classes)
        report(len(group))


def _cut(states: Tensor, ranges: Tensor, classes: Tensor) -> Iterator[Stretch]:
    known = ranges[:, 0] < ranges[:, 1]
    ranges, classes = ranges[known], classes[known]
    for start in range(0, len(ranges), _STRETCH):
        own = ranges[start : start + _STRETCH]
        first = int(own[0, 0]) - 1
        yield Stretch(states[first : int(own[-1, 1]) + 1], own - first, classes[start : start + _STRETCH])


def _loss(head: WordClassHead, batch: Sequence[Stretch]) -> Tensor:
    """Mean cross entropy over the words of some stretches."""
    sizes = np.cumsum([0, *(len(item.states) for item in batch)])
    ranges = torch.cat([item.ranges + int(size) for item, size in zip(batch, sizes, strict=False)])
    states = torch.cat([item.states for item in batch]).float()
    return functional.cross_entropy(head(states, ranges), torch.cat([item.classes for item in batch]))


def fit(
    head: WordClassHead, given: Sequence[Stretch], epochs: int, rate: float, decay: float, seed: int,
    report: Callable[[int, float], None],
) -> None:  # fmt: skip
    """Train the head in place with AdamW and a rate that falls to nothing."""
    fit_part(head, given, _STRETCHES, lambda batch: _loss(head, batch), epochs, rate, decay, seed, report)
    head.eval()
