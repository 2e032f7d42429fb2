"""Anaphors with their candidates: what an attribution model's states say of them, and which are right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.data import Span
from attrib.nn.encoder.states import mean_states
from attrib.nn.heads.antecedents import SIZES, AntecedentReader
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.coreference.candidates import Candidate, Expressions
from attrib.pipeline.speakers.coreference.words import Form
from attrib.training.corpora.gap_gum import AnaphoraText
from attrib.training.corpora.labelled_mentions import LabelledMentions, labels_of_names

_GROUP = 60  # texts that go through the network together
_FORM = list(SIZES).index("form")


@dataclass(frozen=True, slots=True)
class Example:
    """One anaphor with its candidates: features [C, F], which of them are right and which are known to be wrong [C].

    `states` [M, D] are those of all spans of the text, `anaphor` is the anaphor's row there, `candidates` [C] are the
    candidates' rows. Where nothing is right and all are wrong the text names nobody whom the anaphor means; where
    nothing is right and some may be, those known to be wrong are to be avoided. `entity` [C] numbers whom each names.
    """

    states: Tensor
    anaphor: int
    candidates: Tensor
    features: Tensor
    right: Tensor
    wrong: Tensor
    entity: Tensor
    weight: float = 1.0


def examples(
    detector: Detector,
    texts: Sequence[AnaphoraText],
    weight: float = 1.0,
    report: Callable[[int], object] | None = None,
) -> Iterator[Example]:
    """The examples of texts, read with the detector's own mentions and states, in order."""
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, detection in zip(group, detector.detect([text.text for text in group]), strict=True):
            yield from examples_of(text, detection, weight)
        if report is not None:
            report(len(group))


def examples_of(text: AnaphoraText, detection: Detection, weight: float = 1.0) -> Iterator[Example]:
    """The examples of one text. Raises TypeError where the detector has no antecedent head whose states are read."""
    reader = detection.readers.antecedents
    if not isinstance(reader, AntecedentReader):
        raise TypeError("the detector has no antecedent head whose states could be read")
    doc = annotate(text.text, text.mentions(detection.mentions))
    every = [item for item in labelled_candidates(text, doc) if _teaches(item[1], *item[2])]
    rows: dict[Span, int] = {}
    for span, found, _ in every:
        for place in (span, *(item.span for item in found)):
            rows.setdefault(place, len(rows))
    states = mean_states(reader.states, reader.offsets, [(place,) for place in rows]).to(torch.bfloat16)
    for span, found, (right, wrong) in every:
        candidates = torch.tensor([rows[item.span] for item in found])
        features = torch.tensor([item.features for item in found])
        numbers = {item.entity: at for at, item in enumerate(found) if item.entity is not None}
        entity = torch.tensor([at if item.entity is None else numbers[item.entity] for at, item in enumerate(found)])
        labels = torch.tensor(right), torch.tensor(wrong)
        yield Example(states, rows[span], candidates, features, *labels, entity, weight)


def _teaches(found: Sequence[Candidate], right: Sequence[bool], wrong: Sequence[bool]) -> bool:
    """Whether an anaphor is worth learning from: some candidate is right, or some are wrong and it is no bare plural.

    "Officials" that mean nobody mentioned are as many as all other descriptions together.
    """
    return any(right) or (any(wrong) and found[0].features[_FORM] != Form.BARE)


def labelled_candidates(
    text: AnaphoraText, doc: AnnotatedText
) -> Iterator[tuple[Span, list[Candidate], tuple[list[bool], list[bool]]]]:
    """Each anaphor's span, its candidates, which of them are right and which are known to be wrong."""
    mentions = LabelledMentions(doc, text.clusters)
    known = Expressions(doc, [item.source for item in mentions.descriptions])
    for anaphor in text.anaphors:
        found = known.candidates(anaphor.span)
        yield anaphor.span, found, labels_of_names(anaphor, found)
    for item in mentions.anaphors:
        found = known.candidates_of(item.expression, item.source.span)
        yield item.expression.span, found, mentions.labels(item.cluster, found)
