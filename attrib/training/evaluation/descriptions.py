"""Which earlier mention a description means ("the minister"): the antecedent head on texts with labelled clusters."""

from collections.abc import Sequence
from typing import Protocol

from attrib.nn.heads.antecedents import SIZES
from attrib.pipeline.detection.detector import Detection
from attrib.pipeline.readers import AntecedentScorer
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.coreference.candidates import Candidate, Expressions, likeliest
from attrib.pipeline.speakers.coreference.words import Form
from attrib.training.corpora.gap_gum import AnaphoraText
from attrib.training.corpora.labelled_mentions import LabelledMention, LabelledMentions
from attrib.training.evaluation.metrics import Score

_DEFINITE = frozenset({Form.DEFINITE, Form.OWNED, Form.DEMONSTRATIVE})
_HEAD, _SAME = list(SIZES).index("head"), 1
CHOSEN, NEAREST = "descriptions", "descriptions, nearest of the same head"


class Detects(Protocol):
    """What finds the names of texts and reads their states: a `Detector`."""

    def detect(self, texts: Sequence[str]) -> list[Detection]:
        """One detection a text."""
        ...


def score_descriptions(detector: Detects, texts: Sequence[AnaphoraText]) -> list[dict[str, Score]]:
    """Each text's scores of its definite descriptions of people and bodies that were mentioned before by another word.

    Candidates are the names that the pipeline sees and the labelled descriptions. By name: of the head's choice, and of
    the nearest earlier description of the same head noun. A text counts for nothing where the detector has no head.
    """
    scores = []
    for text, found in zip(texts, detector.detect([text.text for text in texts]), strict=True):
        doc = annotate(text.text, text.mentions(found.mentions), found.readers)
        scores.append(_score(doc, LabelledMentions(doc, text.clusters)))
    return scores


def _score(doc: AnnotatedText, mentions: LabelledMentions) -> dict[str, Score]:
    chosen = nearest = Score()
    known, head = Expressions(doc, [item.source for item in mentions.descriptions]), doc.antecedents
    for item in mentions.descriptions:
        if head is not None and item.expression.form in _DEFINITE and _is_anaphoric(mentions, item):
            found = known.candidates_of(item.expression, item.source.span)
            right = dict(zip(found, mentions.labels(item.cluster, found)[0], strict=True))
            earlier = [one for one in found if _is_same(item, one)]
            chosen += _one(right=bool(found) and right[_best(head, item, found)])
            nearest += _one(right=bool(earlier) and right[earlier[-1]])
    return {CHOSEN: chosen, NEAREST: nearest}


def _one(*, right: bool) -> Score:
    return Score(int(right), 1, int(right), 1)


def _is_anaphoric(mentions: LabelledMentions, item: LabelledMention) -> bool:
    """Whether a name or a description comes earlier in the cluster."""
    start = item.source.span.start
    return any(
        other.cluster == item.cluster and other.source.span.start < start and other.expression.form is not Form.PRONOUN
        for other in mentions.all
    )


def _is_same(item: LabelledMention, found: Candidate) -> bool:
    return found.features[_HEAD] == _SAME and found.span.start < item.source.span.start


def _best(head: AntecedentScorer, item: LabelledMention, found: Sequence[Candidate]) -> Candidate:
    spans, features = [one.span for one in found], [one.features for one in found]
    return likeliest(found, head.scores(item.expression.span, spans, features))
