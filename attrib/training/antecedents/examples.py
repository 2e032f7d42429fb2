"""Training the antecedent head on the frozen states of an attribution model."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from attrib.data import Span
from attrib.nn.encoder.states import mean_states
from attrib.nn.heads.antecedents import AntecedentReader, Pairs
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.rules.antecedent_features import Candidate, candidates
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText
from attrib.training.engine.average import WeightAverage
from attrib.training.engine.part import fit_part

_GROUP = 60  # texts that go through the network together
_EXAMPLES = 64  # pronouns in a batch
_AVERAGE = 0.995  # decay of the moving average of the weights
_GENITIVE = 2  # characters of "'s"
_FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun with its candidates: states [D] and [C, D], features [C, F], and which are right or known wrong [C].

    Where nothing is right the candidates known to be wrong are to be avoided. `entity` numbers whom each names.
    """

    pronoun: Tensor
    candidates: Tensor
    told: Tensor
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
            numbers = {id(item.entity): at for at, item in enumerate(found)}
            told = torch.tensor([item.told for item in found])
            entity = torch.tensor([numbers[id(item.entity)] for item in found])
            yield Example(states[0], states[1:], told, right, wrong, entity, weight)


def labels(anaphor: Anaphor, found: Sequence[Candidate]) -> tuple[Tensor, Tensor]:
    """Which candidates are right, and which are known to be wrong, both [C] bool.

    A candidate is judged by the smallest labelled mention around it, and whoever is named right anywhere is right.
    Where all mentions are labelled, or somebody is right, everybody else is wrong.
    """
    judged = [_judge(anaphor, item.span) for item in found]
    good = {id(item.entity) for item, right in zip(found, judged, strict=True) if right}
    right = torch.tensor([id(item.entity) in good for item in found], dtype=torch.bool)
    if good or anaphor.complete:
        return right, ~right
    bad = {id(item.entity) for item, right_ in zip(found, judged, strict=True) if right_ is False}
    return right, torch.tensor([id(item.entity) in bad for item in found], dtype=torch.bool)


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


def ranking_loss(scorer: nn.Module, batch: Sequence[Example]) -> Tensor:
    """Mean over pronouns of -log of the probability of all right candidates, or of none of the wrong ones."""
    pairs = Pairs(
        torch.cat([item.pronoun.expand(len(item.told), -1) for item in batch]),
        torch.cat([item.candidates for item in batch]),
        torch.cat([item.told for item in batch]),
    )
    scores = scorer(pairs).split([len(item.told) for item in batch])
    losses = []
    for item, own in zip(batch, scores, strict=True):
        probabilities = own.softmax(0)
        good = probabilities[item.right].sum() if item.right.any() else 1 - probabilities[item.wrong].sum()
        losses.append(-item.weight * good.clamp_min(_FLOOR).log())
    return torch.stack(losses).sum() / sum(item.weight for item in batch)


def fit(
    scorer: nn.Module, given: Sequence[Example], epochs: int, rate: float, decay: float, seed: int,
    report: Callable[[int, float], None],
) -> None:  # fmt: skip
    """Train a scorer in place with AdamW and a rate that falls to nothing; its weights end as their moving average."""
    average = WeightAverage(scorer, _AVERAGE)
    fit_part(
        scorer, given, _EXAMPLES, lambda batch: ranking_loss(scorer, batch), epochs, rate, decay, seed, report,
        lambda step: average.update(scorer, step),
    )  # fmt: skip
    scorer.load_state_dict(average.weights)
    scorer.eval()
