"""Link candidates, the link head and its probabilities."""

import itertools
import time

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.nn.attribution.labels import ROLES, TokenSpan
from attrib.nn.attribution.links import (
    BETWEEN,
    CONTENT,
    CUE,
    DISTANCES,
    SOURCE,
    LinkHead,
    LinkInputs,
    link_candidates,
    link_log_probabilities,
    link_loss,
)

EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[TokenSpan], list[int]]:
    """Spans in order that do not overlap, and running break counts."""
    pieces = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(ROLES)), max_size=25))
    spans, end = [], 0
    for gap, size, label in pieces:
        spans.append(TokenSpan(end + gap, end + gap + size, label))
        end += gap + size
    steps = draw(st.lists(st.integers(0, 1), min_size=end, max_size=end))
    return spans, list(itertools.accumulate(steps))


@given(texts(), st.integers(0, 120))
@settings(deadline=None)
def test_candidates_are_those_that_a_walk_over_all_pairs_finds(
    case: tuple[list[TokenSpan], list[int]], reach: int
) -> None:
    spans, breaks = case
    wanted = []
    for (i, chooser), (j, candidate) in itertools.product(enumerate(spans), enumerate(spans)):
        gap = max(candidate.start - chooser.end, chooser.start - candidate.end)
        if (chooser.label, candidate.label) not in (("content", "cue"), ("cue", "source")) or gap > reach:
            continue
        low, high = sorted((chooser.start, candidate.start))
        cues = sum(span.label == "cue" and low < span.start < high for span in spans)
        bucket = sum(gap > edge for edge in EDGES) + (candidate.start > chooser.start) * (DISTANCES // 2)
        wanted.append(([i, j], [bucket, min(cues, BETWEEN - 1), min(breaks[high] - breaks[low], BETWEEN - 1)]))
    rows, pairs, features = link_candidates(spans, breaks, reach)
    assert rows == [[span.start, span.end - 1, ROLES.index(span.label)] for span in spans]
    assert pairs == [pair for pair, _ in wanted]
    assert features == [found for _, found in wanted]
    assert all(0 <= bucket < DISTANCES for bucket, _, _ in features)


def test_offsets_flatten_several_texts() -> None:
    spans = [TokenSpan(0, 2, "content"), TokenSpan(3, 4, "cue"), TokenSpan(4, 5, "source")]
    rows, pairs, _ = link_candidates(spans, [0] * 5, 100, offset=50, first_span=7)
    assert rows == [[50, 51, CONTENT], [53, 53, CUE], [54, 54, SOURCE]]
    assert pairs == [[7, 8], [8, 9]]


def test_a_text_of_many_thousand_spans_takes_a_moment() -> None:
    spans = [TokenSpan(4 * index, 4 * index + 3, ROLES[index % 3]) for index in range(30_000)]
    began = time.process_time()
    _, pairs, _ = link_candidates(spans, [0] * 120_000, reach=64)
    assert time.process_time() - began < 20, "a walk over all pairs takes minutes"
    assert len(pairs) > 30_000


def inputs_of(spans: list[TokenSpan], length: int = 40, reach: int = 100) -> LinkInputs:
    rows, pairs, features = link_candidates(spans, [0] * length, reach)
    columns = zip((rows, pairs, features), (3, 2, 3), strict=True)
    return LinkInputs(*(torch.tensor(part, dtype=torch.long).reshape(-1, width) for part, width in columns))


SPANS = [
    TokenSpan(0, 5, "content"),
    TokenSpan(6, 7, "cue"),
    TokenSpan(7, 9, "source"),
    TokenSpan(10, 20, "content"),
    TokenSpan(21, 22, "cue"),
    TokenSpan(22, 23, "source"),
    TokenSpan(30, 31, "source"),
]


@pytest.fixture
def head() -> LinkHead:
    torch.manual_seed(0)
    return LinkHead(8, 16)


def test_probabilities_of_a_choosers_candidates_and_nothing_sum_to_one(head: LinkHead) -> None:
    inputs = inputs_of(SPANS)
    scores, nothing = head(torch.randn(40, 8), inputs)
    log_pairs, log_nothing = link_log_probabilities(30 * scores, 30 * nothing, inputs.pairs)
    sums = log_nothing.exp().index_add(0, inputs.pairs[:, 0], log_pairs.exp())
    assert torch.allclose(sums, torch.ones(len(SPANS)), atol=1e-5)
    sources = inputs.spans[:, 2] == SOURCE
    assert torch.allclose(log_nothing[sources], torch.zeros(int(sources.sum()))), "a source chooses nothing"


def test_huge_scores_stay_finite() -> None:
    pairs = torch.tensor([[0, 1], [0, 2]])
    log_pairs, log_nothing = link_log_probabilities(
        torch.tensor([1000.0, -1000.0]), torch.tensor([0.0, 0.0, 0.0]), pairs
    )
    assert log_pairs.tolist() == [0.0, -2000.0]
    assert log_nothing.tolist() == [-1000.0, 0.0, 0.0]


def test_a_span_is_seen_by_its_first_last_and_mean_state(head: LinkHead) -> None:
    hidden = torch.randn(40, 8)
    rows = torch.tensor([[3, 6, CUE]])
    states = torch.cat([hidden[3], hidden[6], hidden[3:7].mean(0)])
    wanted = torch.nn.functional.gelu(head.project(states) + head.role.weight[CUE])
    assert torch.allclose(head.represent(hidden, rows)[0], wanted, atol=1e-5)


def test_texts_flattened_together_score_as_alone(head: LinkHead) -> None:
    hidden = torch.randn(80, 8)
    first, second = inputs_of(SPANS), inputs_of(SPANS[3:])
    shift = torch.tensor([40, 40, 0])
    both = LinkInputs(
        torch.cat([first.spans, second.spans + shift]),
        torch.cat([first.pairs, second.pairs + len(SPANS)]),
        torch.cat([first.features, second.features]),
    )
    together = head(hidden, both)
    alone = [head(hidden[:40], first), head(hidden[40:], second)]
    for whole, parts in zip(together, zip(*alone, strict=True), strict=True):
        assert torch.allclose(whole, torch.cat(parts), atol=1e-5)


def test_loss_by_hand() -> None:
    # Content 0 may choose cue 1 or nothing, cue 1 may choose sources 2, 3 or nothing.
    spans = torch.tensor([[0, 0, CONTENT], [1, 1, CUE], [2, 2, SOURCE], [3, 3, SOURCE]])
    inputs = LinkInputs(spans, torch.tensor([[0, 1], [1, 2], [1, 3]]), torch.zeros(3, 3, dtype=torch.long))
    nothing = torch.zeros(4)
    scores = torch.tensor([3.0, 1.0, 2.0]).log()
    cases = {
        (True, True, False): -torch.tensor([3 / 4, 1 / 4]).log(),
        (False, False, True): -torch.tensor([1 / 4, 2 / 4]).log(),
        (True, True, True): -torch.tensor([3 / 4, 3 / 4]).log(),
        (False, False, False): -torch.tensor([1 / 4, 1 / 4]).log(),
    }
    for chosen, losses in cases.items():
        loss = link_loss(scores, nothing, inputs, torch.tensor(chosen))
        assert loss.item() == pytest.approx(losses.mean().item(), abs=1e-6)


def test_learning_the_right_links_lowers_the_loss(head: LinkHead) -> None:
    hidden, inputs = torch.randn(40, 8), inputs_of(SPANS)
    right = {(0, 1), (1, 2), (3, 4), (4, 5)}
    chosen = torch.tensor([tuple(pair) in right for pair in inputs.pairs.tolist()])
    optimizer = torch.optim.Adam(head.parameters(), lr=0.01)
    losses = []
    for _ in range(60):
        scores, nothing = head(hidden, inputs)
        loss = link_loss(scores, nothing, inputs, chosen)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.05 < losses[0]


def test_spans_without_any_candidate_cost_only_their_nothing(head: LinkHead) -> None:
    inputs = inputs_of([TokenSpan(0, 5, "content")])
    scores, nothing = head(torch.randn(40, 8), inputs)
    assert scores.shape == (0,)
    assert link_loss(scores, nothing, inputs, torch.zeros(0, dtype=torch.bool)).item() == 0


def test_only_sources_cost_nothing(head: LinkHead) -> None:
    inputs = inputs_of([TokenSpan(0, 5, "source")])
    scores, nothing = head(torch.randn(40, 8), inputs)
    assert link_loss(scores, nothing, inputs, torch.zeros(0, dtype=torch.bool)).item() == 0
