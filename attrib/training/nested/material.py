"""What the head for nested statements learns from: both readings of each content, and what is said there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.errors import SettingsError
from attrib.nn.attribution.decoding import decode_roles
from attrib.nn.attribution.labels import ROLES, encode_bio
from attrib.pipeline.build import text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.pipeline.detection.nested import contents_within, outer_spans
from attrib.training.attribution.batches import label_tokens
from attrib.training.corpora.polnear import LabelledText
from attrib.training.corpora.weighted import weighted_articles
from attrib.training.engine.task import Workplace
from attrib.training.nested.recipe import NestedTraining


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one content of N word pieces: states [N, 2 D] in place and alone, role tags [N]."""

    states: Tensor
    tags: Tensor


def read_contents(recipe: NestedTraining, place: Workplace, detector: Detector) -> list[Content]:
    """The contents of all labelled articles of a recipe.

    Raises SettingsError where no article has nested statements labelled, CorpusError for what cannot be read.
    """
    texts = weighted_articles(place.articles, 0, [(name, 1) for name in recipe.articles])
    texts = [text for text in texts if text.nested]
    if not texts:
        raise SettingsError(f"articles = {list(recipe.articles)} label no statement within another; name others")
    report = place.counter("reading", "text", len(texts))
    found: list[Content] = []
    for group in text_groups(texts):
        found += contents(detector, group)
        report(len(group))
    return found


def contents(detector: Detector, texts: Sequence[LabelledText]) -> Iterator[Content]:
    """The contents of texts, as they are labelled and as the detector finds them."""
    words = [text.text for text in texts]
    with torch.inference_mode():
        encoded, scores = detector.read(words)
        detected = outer_spans(decode_roles(detector.model.crf, [item.roles for item in scores], encoded))
        labelled = [label_tokens(text, tokens) for text, tokens in zip(texts, encoded, strict=True)]
        spans = [sorted({*item.outer, *found}) for item, found in zip(labelled, detected, strict=True)]
        read = contents_within(words, encoded, scores, spans, detector.read)
    tags = [
        torch.tensor(encode_bio(item.inner or (), len(tokens), ROLES))
        for item, tokens in zip(labelled, encoded, strict=True)
    ]
    for item in read:
        yield Content(item.states.half(), tags[item.text][item.start : item.start + len(item.placed)])
