"""The link head: the cue of each content, and the source of each cue."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.nn.attribution.labels import ROLES, TokenSpan

SOURCE, CUE, CONTENT = (ROLES.index(role) for role in ("source", "cue", "content"))
_DISTANCE_EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)
DISTANCES = 2 * (len(_DISTANCE_EDGES) + 1)
BETWEEN = 4


@dataclass(frozen=True, slots=True)
class LinkInputs:
    """Candidate links of one or more texts, flattened.

    spans [S, 3] long: first token, last token (inclusive) and role, with tokens counted in the flattened hidden states;
    pairs [P, 2] long: chooser and candidate, both indices of spans; features [P, 3] long: distance bucket, cues and
    paragraph breaks between them. A content chooses among cues, a cue among sources; each may choose nothing.
    """

    spans: Tensor
    pairs: Tensor
    features: Tensor

    def to(self, device: torch.device) -> "LinkInputs":
        return LinkInputs(self.spans.to(device), self.pairs.to(device), self.features.to(device))


def link_candidates(
    spans: Sequence[TokenSpan], breaks: Sequence[int], reach: int, offset: int = 0, first_span: int = 0
) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Rows of spans, pairs and features of one text (see LinkInputs); pairs are at most `reach` tokens apart.

    The spans are in text order, so that bisection finds candidates; one may lie within another. `breaks` holds the
    running count of paragraph breaks at each token. `offset` and `first_span` are added to indices of tokens and spans,
    to flatten several texts.
    """
    roles = [ROLES.index(span.label) for span in spans]
    rows = [[offset + span.start, offset + span.end - 1, role] for span, role in zip(spans, roles, strict=True)]
    of_role = {role: [index for index, other in enumerate(roles) if other == role] for role in (SOURCE, CUE)}
    starts = {role: [spans[index].start for index in members] for role, members in of_role.items()}
    ends = {role: [spans[index].end for index in members] for role, members in of_role.items()}
    pairs, features = [], []
    for i, (chooser, role) in enumerate(zip(spans, roles, strict=True)):
        if role == SOURCE:
            continue
        wanted = CUE if role == CONTENT else SOURCE
        first = bisect_left(ends[wanted], chooser.start - reach)
        last = bisect_right(starts[wanted], chooser.end + reach)
        for j in of_role[wanted][first:last]:
            candidate = spans[j]
            gap = max(candidate.start - chooser.end, chooser.start - candidate.end)
            low, high = min(chooser.start, candidate.start), max(chooser.start, candidate.start)
            cues = bisect_left(starts[CUE], high) - bisect_right(starts[CUE], low)
            bucket = bisect_left(_DISTANCE_EDGES, gap) + (candidate.start > chooser.start) * (DISTANCES // 2)
            if gap < 0:
                bucket = DISTANCES
            pairs.append([first_span + i, first_span + j])
            between = max(cues, 0), max(breaks[high] - breaks[low], 0)
            features.append([bucket, *(min(count, BETWEEN - 1) for count in between)])
    return rows, pairs, features


class LinkHead(nn.Module):
    """Scores each candidate link and, for each chooser, the choice of nothing.

    A span is the projection of its first, last and mean hidden state. A pair goes through one hidden layer over both
    spans, their product, and embeddings of distance, cues and breaks between them.
    """

    def __init__(self, hidden: int, width: int, nested: bool = False) -> None:
        """`nested` heads know one more distance: that one span lies within the other."""
        super().__init__()
        self.project = nn.Linear(3 * hidden, width)
        self.role = nn.Embedding(len(ROLES), width)
        self.distance = nn.Embedding(DISTANCES + nested, width)
        self.cues = nn.Embedding(BETWEEN, width)
        self.paragraphs = nn.Embedding(BETWEEN, width)
        self.pair = nn.Linear(3 * width, width)
        self.score = nn.Linear(width, 1)
        self.nothing = nn.Linear(width, 1)

    def represent(self, hidden: Tensor, spans: Tensor) -> Tensor:
        """Span representations [S, W] from flattened hidden states [N, D] and span rows [S, 3]."""
        sums = functional.pad(hidden.float().cumsum(0), (0, 0, 1, 0))
        first, last, role = spans.unbind(1)
        mean = (sums[last + 1] - sums[first]) / (last - first + 1).unsqueeze(1)
        states = torch.cat([hidden[first].float(), hidden[last].float(), mean], dim=1)
        return functional.gelu(self.project(states).float() + self.role(role))

    def forward(self, hidden: Tensor, inputs: LinkInputs) -> tuple[Tensor, Tensor]:
        """Scores of the pairs [P] and of choosing nothing [S], both float32."""
        spans = self.represent(hidden, inputs.spans)
        chooser, candidate = spans[inputs.pairs[:, 0]], spans[inputs.pairs[:, 1]]
        distance, cues, paragraphs = inputs.features.unbind(1)
        between = self.distance(distance) + self.cues(cues) + self.paragraphs(paragraphs)
        joined = self.pair(torch.cat([chooser, candidate, chooser * candidate], dim=1)).float() + between
        scores = self.score(functional.gelu(joined)).float().squeeze(1)
        return scores, self.nothing(spans).float().squeeze(1)


def link_log_probabilities(scores: Tensor, nothing: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
    """Log probability of each pair [P] and of nothing [S], normalised over each chooser's choices."""
    chooser = pairs[:, 0]
    top = nothing.scatter_reduce(0, chooser, scores, "amax").detach()
    total = (nothing - top).exp().index_add(0, chooser, (scores - top[chooser]).exp())
    log_total = total.log() + top
    return scores - log_total[chooser], nothing - log_total


def link_loss(scores: Tensor, nothing: Tensor, inputs: LinkInputs, chosen: Tensor) -> Tensor:
    """Mean -log p of the right choice of every content and cue; `chosen` [P] bool marks the right pairs.

    The probabilities of several right candidates add up.
    """
    log_pairs, log_nothing = link_log_probabilities(scores, nothing, inputs.pairs)
    right = torch.zeros_like(nothing).index_add(0, inputs.pairs[:, 0], log_pairs.exp() * chosen)
    has_answer = torch.zeros_like(nothing).index_add(0, inputs.pairs[:, 0], chosen.to(nothing.dtype)) > 0
    losses = torch.where(has_answer, -right.clamp_min(1e-9).log(), -log_nothing)
    choosers = inputs.spans[:, 2] != SOURCE
    return (losses * choosers).sum() / choosers.sum().clamp_min(1)
