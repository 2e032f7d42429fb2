"""Agreement of clusters of mentions: MUC, B-cubed and CEAF over entities, whose mean is CoNLL-2012's figure.

After Vilain et al. 1995, Bagga and Baldwin 1998 and Luo 2005. A mention is anything that can be compared, and stands in
one cluster at most on either side; those that only one side has count against it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import networkx as nx

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What precision and recall are counted from; sums over documents are the corpus's."""

    right_predicted: float = 0.0
    predicted: float = 0.0
    right_labelled: float = 0.0
    labelled: float = 0.0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.right_predicted + other.right_predicted, self.predicted + other.predicted,
            self.right_labelled + other.right_labelled, self.labelled + other.labelled,
        )  # fmt: skip

    @property
    def f1(self) -> float:
        """In percent."""
        precision = self.right_predicted / self.predicted if self.predicted else 0.0
        recall = self.right_labelled / self.labelled if self.labelled else 0.0
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(predicted: Sequence[Cluster], labelled: Sequence[Cluster]) -> Agreement:
    """Links that are needed to join each cluster and that the other side has too."""

    def links(own: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[int, int]:
        of = {mention: number for number, cluster in enumerate(other) for mention in cluster}
        kept = needed = 0
        for cluster in own:
            parts = {of[mention] for mention in cluster if mention in of}
            alone = sum(mention not in of for mention in cluster)
            kept += len(cluster) - len(parts) - alone
            needed += len(cluster) - 1
        return kept, needed

    return Agreement(*links(predicted, labelled), *links(labelled, predicted))


def b_cubed(predicted: Sequence[Cluster], labelled: Sequence[Cluster]) -> Agreement:
    """Of each mention, the share of its cluster that is right."""

    def shares(own: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, int]:
        of = {mention: cluster for cluster in other for mention in cluster}
        right = sum(
            len(cluster & of[mention]) / len(cluster) for cluster in own for mention in cluster if mention in of
        )
        return right, sum(map(len, own))

    return Agreement(*shares(predicted, labelled), *shares(labelled, predicted))


def ceaf_entities(predicted: Sequence[Cluster], labelled: Sequence[Cluster]) -> Agreement:
    """The best one-to-one matching of clusters, each pair worth twice its common share."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for at, one in enumerate(predicted):
        for to, other in enumerate(labelled):
            if one & other:
                graph.add_edge(
                    ("predicted", at), ("labelled", to), weight=2 * len(one & other) / (len(one) + len(other))
                )
    total = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    return Agreement(total, len(predicted), total, len(labelled))


def conll_average(documents: Sequence[tuple[Sequence[Cluster], Sequence[Cluster]]]) -> float:
    """The mean of the three F1 over documents of (predicted, labelled) clusters, in percent."""
    measures = (muc, b_cubed, ceaf_entities)
    return sum(sum((measure(*pair) for pair in documents), Agreement()).f1 for measure in measures) / len(measures)
