"""Who is who within a text: the pipeline's entities against GUM's clusters of people and organizations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from attrib.data import EntityKind, Span
from attrib.english.pronouns import HE_SHE, IT, PRONOUNS
from attrib.errors import CorpusError
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.history import SpeakerHistory
from attrib.pipeline.speakers.rules.pronouns import antecedent
from attrib.text.tokens import tokens
from attrib.training.corpora.gap_gum import EntityCluster, read_webanno
from attrib.training.evaluation.clusters import Cluster, conll_average
from attrib.training.evaluation.metrics import Score

_KINDS = frozenset({"person", "organization"})
_PRONOUNS = (HE_SHE | IT) - {"hers"}  # published figures were measured without it


@dataclass(frozen=True, slots=True)
class GumScores:
    """CoNLL's average F1 over names and pronouns of people and organizations, and links by the later mention's kind.

    A link is right when the nearest earlier mention in the predicted cluster is of the labelled cluster too; `names`
    and `pronouns` hold a score a document.
    """

    conll: float
    names: list[Score]
    pronouns: list[Score]


def score_gum(detector: Detector, folder: Path) -> GumScores:
    """Scores over the files of a GUM split. Raises CorpusError where there are none.

    Only names and third-person pronouns take part: what GUM marks as a longer phrase counts as the name at its end.
    """
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise CorpusError(f"no *.tsv under {folder}; give the folder of one GUM split (train or dev)")
    read = [read_webanno(path) for path in paths]
    pairs, names, pronouns = [], [], []
    for (text, labelled), found in zip(read, detector.detect([text for text, _ in read]), strict=True):
        predicted = _predicted(text, found)
        wanted = _labelled(text, labelled, {span for cluster in predicted for span in cluster})
        pairs.append((_several(predicted), _several(wanted)))
        names.append(_links(text, predicted, wanted, pronoun=False))
        pronouns.append(_links(text, predicted, wanted, pronoun=True))
    return GumScores(conll_average(pairs), names, pronouns)


def _predicted(text: str, found: Detection) -> list[set[Span]]:
    """The mentions of each person and organization of the text, with the pronouns that the pipeline gives them."""
    doc = annotate(text, found.mentions, found.readers)
    clusters: dict[Entity, set[Span]] = defaultdict(set)
    for span, entity in doc.entities.mentions:
        if entity.kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
            clusters[entity].add(span)
    for token in tokens(text, [sentence.start for sentence in doc.sentences]):
        if token.lower in _PRONOUNS:
            referent = antecedent(doc, SpeakerHistory(), token.lower, token.start)
            if referent is not None and referent.entity in clusters:
                clusters[referent.entity].add(Span(token.start, token.end))
    return list(clusters.values())


def _labelled(text: str, clusters: Sequence[EntityCluster], seen: set[Span]) -> list[set[Span]]:
    """The labelled clusters of people and organizations, each mention as the name or pronoun that the pipeline sees.

    A phrase that ends in a name of the pipeline's is that name; one that ends in another capitalised word stays whole.
    """
    found = []
    for cluster in clusters:
        if cluster.kind in _KINDS:
            heads = {_head(text, span, seen) for span in cluster.spans}
            found.append({span for span in heads if span is not None})
    return [cluster for cluster in found if cluster]


def _head(text: str, span: Span, seen: set[Span]) -> Span | None:
    inside = [other for other in seen if span.contains(other) and span.end - other.end <= 2]
    if inside:
        return min(inside)
    word = span.of(text)
    if word.lower() in PRONOUNS - _PRONOUNS:
        return None  # "I" and what begins a sentence have a capital and are no names
    return span if word.lower() in _PRONOUNS or word.split()[-1][:1].isupper() else None


def _several(clusters: Sequence[set[Span]]) -> list[Cluster]:
    return [frozenset(cluster) for cluster in clusters if len(cluster) > 1]


def _links(text: str, predicted: Sequence[set[Span]], wanted: Sequence[set[Span]], *, pronoun: bool) -> Score:
    """Links from each name, or each pronoun, to the mention before it in its cluster."""

    def back(clusters: Sequence[set[Span]]) -> dict[Span, set[Span]]:
        return {
            span: {other for other in cluster if other < span}
            for cluster in clusters
            for span in cluster
            if (span.of(text).lower() in _PRONOUNS) is pronoun and min(cluster) < span
        }

    ours, theirs = back(predicted), back(wanted)
    right = sum(max(before) in theirs.get(span, ()) for span, before in ours.items())
    recalled = sum(bool(before & ours.get(span, set())) for span, before in theirs.items())
    return Score(right, len(ours), recalled, len(theirs))
