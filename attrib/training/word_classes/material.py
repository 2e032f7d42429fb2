"""What the head for word classes learns from: states of an attribution model, and CoreNLP's tags of PolNeAR."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.nn.encoder.states import piece_ranges
from attrib.nn.heads.word_classes import WordClassHead, framed
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.word_classes import TaggedText, read_tagged
from attrib.training.engine.task import Workplace
from attrib.training.word_classes.recipe import WordClassTraining

_GROUP = 60  # texts that go through the network together
_STRETCH = 64  # words of a text that are learned together


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of one text: the pieces' states [N, D] with one piece more at each end, the words' ranges of
    them [S, 2], and the words' classes [S], as numbers of outputs."""

    states: Tensor
    ranges: Tensor
    classes: Tensor


def read_stretches(
    recipe: WordClassTraining, place: Workplace, detector: Detector, head: WordClassHead
) -> list[Stretch]:
    """The stretches of all texts of a recipe. Raises CorpusError where a corpus is missing or damaged."""
    texts = read_tagged(place.corpora / recipe.silver, place.corpora / recipe.polnear, recipe.texts)
    found = list(stretches(detector, head, texts, place.counter("reading", "text", len(texts))))
    place.report(f"{sum(len(item.classes) for item in found)} words of {len(texts)} texts to learn from")
    return found


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
