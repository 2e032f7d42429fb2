"""Which candidates of an anaphor are right, by the clusters of mentions that a corpus labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.coreference.candidates import Candidate
from attrib.pipeline.speakers.coreference.expressions import Expression, of_phrase
from attrib.pipeline.speakers.coreference.words import Form, Sort, Word
from attrib.pipeline.speakers.source_phrases import SourcePhrase, parse_source
from attrib.training.corpora.gap_gum import Anaphor, EntityCluster

_GENITIVE = 2  # characters of "'s"
_SOMEBODY = frozenset({"person", "organization"})
_SOURCES = frozenset({Sort.ROLE, Sort.BODY, Sort.WRITING, Sort.PEOPLE})
Labels = tuple[list[bool], list[bool]]
"""Which candidates are right, and which are known to be wrong."""


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A mention of a cluster, parsed as a phrase, with the place of its head and the number of the cluster."""

    source: SourcePhrase
    expression: Expression
    head: Span
    cluster: int


class LabelledMentions:
    """The mentions of a text whose clusters are labelled whole.

    `descriptions` may be antecedents; with the pronouns they are the `anaphors`, but for "a man", who is somebody new.
    """

    def __init__(self, doc: AnnotatedText, clusters: Sequence[EntityCluster]) -> None:
        self._clusters = clusters
        self._known: dict[Span, int | None] = {}
        self.all = [_mention(doc, span, number) for number, cluster in enumerate(clusters) for span in cluster.spans]
        self.descriptions = [item for item in self.all if self._describes(item)]
        pronouns = [item for item in self.all if item.expression.word is not Word.NONE]
        known = [item for item in self.descriptions if item.expression.form is not Form.INDEFINITE]
        self.anaphors = sorted([*pronouns, *known], key=lambda item: item.source.span)

    def _describes(self, item: LabelledMention) -> bool:
        """Whether a mention is a description of a person or body, or where no kinds are labelled looks like one."""
        kind, found = self._clusters[item.cluster].kind, item.expression
        somebody = kind in _SOMEBODY or (not kind and found.sort in _SOURCES)
        return somebody and found.form not in (Form.NAME, Form.PRONOUN)

    def labels(self, cluster: int, found: Sequence[Candidate]) -> Labels:
        """A name is right where its entity has a mention in the cluster, a description where it is one."""
        own = [self.cluster_of(item.span) == cluster for item in found]
        good = {item.entity for item, right in zip(found, own, strict=True) if right and item.entity is not None}
        right = [item.entity in good if item.entity is not None else one for item, one in zip(found, own, strict=True)]
        return right, [not item for item in right]

    def cluster_of(self, span: Span) -> int | None:
        """The cluster of the smallest labelled mention that has the head of the name or description at a span."""
        if span not in self._known:
            around = [item for item in self.all if _same_head(item, span)]
            smallest = min(around, key=_length, default=None)
            self._known[span] = None if smallest is None else smallest.cluster
        return self._known[span]


def _mention(doc: AnnotatedText, span: Span, cluster: int) -> LabelledMention:
    source = parse_source(span, doc.tokens, doc.entities)
    expression = of_phrase(doc, source)
    head = expression.span
    if expression.form not in (Form.NAME, Form.PRONOUN):
        first, last = doc.token_range(head)
        head = Span(doc.tokens[last - 1].start, doc.tokens[last - 1].end) if first < last else head
    return LabelledMention(source, expression, head, cluster)


def _length(item: LabelledMention) -> int:
    return item.source.span.end - item.source.span.start


def _same_head(item: LabelledMention, span: Span) -> bool:
    """Whether the head of a labelled mention touches a name or description at its end, a genitive aside."""
    return item.head.overlaps(span) and abs(item.head.end - span.end) <= _GENITIVE


def labels_of_names(anaphor: Anaphor, found: Sequence[Candidate]) -> Labels:
    """Of an anaphor some of whose names alone are labelled: where one is right everybody else is wrong.

    A candidate is judged by the smallest labelled name around it, and whoever is named right anywhere is right.
    """
    judged = [_judge(anaphor, item.span) for item in found]
    good = {item.entity for item, right in zip(found, judged, strict=True) if right}
    right = [item.entity in good for item in found]
    if good:
        return right, [not item for item in right]
    bad = {item.entity for item, verdict in zip(found, judged, strict=True) if verdict is False}
    return right, [item.entity in bad for item in found]


def _judge(anaphor: Anaphor, span: Span) -> bool | None:
    around = [
        (place.end - place.start, same)
        for places, same in ((anaphor.right, True), (anaphor.wrong, False))
        for place in places
        if _names_same(place, span)
    ]
    return min(around)[1] if around else None


def _names_same(place: Span, span: Span) -> bool:
    """Whether a labelled name and a name mean the same: one holds the other, title or role in front aside.

    A labelled phrase may go on behind the name by a genitive alone; a name behind a labelled one by "II" or the like.
    """
    if place.contains(span):
        return place.end - span.end <= _GENITIVE
    return span.contains(place) or (span.start == place.start and span.overlaps(place))
