"""What the head for names learns from: states of an attribution model, and names that people labelled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.errors import CorpusError
from attrib.nn.attribution.labels import ENTITIES, TokenSpan, encode_bio
from attrib.nn.encoder.tokens import token_range
from attrib.pipeline.build import text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.names import held_out, read_names
from attrib.training.corpora.polnear import LabelledText
from attrib.training.engine.task import Workplace
from attrib.training.names.recipe import NameTraining


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text of N word pieces: bfloat16 states [N, D] of the last, the middle and the lower layer, tags [N] long."""

    last: Tensor
    middle: Tensor
    lower: Tensor
    tags: Tensor


def read_named(recipe: NameTraining, place: Workplace, detector: Detector) -> list[NamedText]:
    """The texts of a recipe. Raises CorpusError where the corpus is missing, damaged or all kept for measurement."""
    path = place.corpora / recipe.names
    texts = [text for text in read_names(path) if not held_out(text.name)]
    if not texts:
        raise CorpusError(f"{path}: every article is of an outlet that is kept for measurement; give the whole file")
    texts = texts[: recipe.texts or None]
    found = list(named_texts(detector, texts, place.counter("reading", "text", len(texts))))
    place.report(f"{sum(len(item.tags) for item in found)} word pieces of {len(texts)} texts to learn from")
    return found


def named_texts(
    detector: Detector, texts: Sequence[LabelledText], report: Callable[[int], object]
) -> Iterator[NamedText]:
    """Texts with the states that the detector gives, and their labels."""
    for group in text_groups(texts):
        with torch.inference_mode():
            encoded, scores = detector.read([text.text for text in group])
        for text, pieces, score in zip(group, encoded, scores, strict=True):
            if score.middle is None or score.lower is None:
                raise TypeError("the detector has no head whose states could be read")
            labelled = text.entities or ()
            ranges = token_range(pieces.offsets, [mention.span for mention in labelled])
            spans = [
                TokenSpan(*place, mention.kind.value) for place, mention in zip(ranges, labelled, strict=True) if place
            ]
            tags = torch.tensor(encode_bio(spans, len(pieces), ENTITIES), dtype=torch.long)
            yield NamedText(score.hidden.bfloat16(), score.middle, score.lower, tags)
        report(len(group))
