"""Pronouns with their candidates: what an attribution model's states say of them, and which are right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attrib.data import Span
from attrib.nn.encoder.states import mean_states
from attrib.nn.heads.antecedents import AntecedentReader
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.rules.antecedent_features import Candidate, candidates
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText

_GROUP = 60  # texts that go through the network together
_GENITIVE = 2  # characters of "'s"


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun with its candidates: states [D] and [C, D], features [C, F], and which are right or known wrong [C].

    Where nothing is right the candidates known to be wrong are to be avoided. `entity` numbers whom each names.
    """

    pronoun: Tensor
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
            yield from _of_text(text, detection, weight)
        if report is not None:
            report(len(group))


def _of_text(text: AnaphoraText, detection: Detection, weight: float) -> Iterator[Example]:
    reader = detection.readers.antecedents
    if not isinstance(reader, AntecedentReader):
        raise TypeError("the detector has no antecedent head whose states could be read")
    doc = annotate(text.text, text.mentions(detection.mentions))
    for anaphor in text.anaphors:
        found = candidates(doc, anaphor.span.of(text.text), anaphor.span)
        right, wrong = labels(anaphor, found)
        if right.any() or (wrong.any() and not wrong.all()):  # where all are wrong there is nothing to choose
            spans = [(span,) for span in (anaphor.span, *(item.span for item in found))]
            states = mean_states(reader.states, reader.offsets, spans)
            numbers = {item.entity: at for at, item in enumerate(found)}
            features = torch.tensor([item.features for item in found])
            entity = torch.tensor([numbers[item.entity] for item in found])
            yield Example(states[0], states[1:], features, right, wrong, entity, weight)


def labels(anaphor: Anaphor, found: Sequence[Candidate]) -> tuple[Tensor, Tensor]:
    """Which candidates are right, and which are known to be wrong, both [C] bool.

    A candidate is judged by the smallest labelled mention around it, and whoever is named right anywhere is right.
    Where all mentions are labelled, or somebody is right, everybody else is wrong.
    """
    judged = [_judge(anaphor, item.span) for item in found]
    good = {item.entity for item, right in zip(found, judged, strict=True) if right}
    right = torch.tensor([item.entity in good for item in found], dtype=torch.bool)
    if good or anaphor.complete:
        return right, ~right
    bad = {item.entity for item, right_ in zip(found, judged, strict=True) if right_ is False}
    return right, torch.tensor([item.entity in bad for item in found], dtype=torch.bool)


def _judge(anaphor: Anaphor, span: Span) -> bool | None:
    around = [
        (place.end - place.start, same)
        for places, same in ((anaphor.right, True), (anaphor.wrong, False))
        for place in places
        if _same_head(place, span)
    ]
    return min(around)[1] if around else None


def _same_head(place: Span, span: Span) -> bool:
    """Whether a labelled mention and a name mean the same: one holds the other, title or role in front aside.

    A labelled phrase may go on behind the name by a genitive alone; a name behind a labelled one by "II" or the like.
    """
    if place.contains(span):
        return place.end - span.end <= _GENITIVE
    return span.contains(place) or (span.start == place.start and span.overlaps(place))
