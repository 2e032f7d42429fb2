"""The probability of a span under the CRF, against brute-force enumeration of every tag sequence."""

import itertools
from random import Random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from attrib.nn.attribution.crf import LinearChainCRF
from attrib.nn.attribution.labels import TokenSpan, allowed_transitions, bio_tags, decode_bio
from attrib.nn.attribution.spans import scored_spans

LABELS = ("a", "b")
TAGS = bio_tags(LABELS)


def chain(seed: int, length: int) -> tuple[LinearChainCRF, Tensor, Tensor]:
    """A CRF of random weights, emissions [1, N, T] and their mask."""
    torch.manual_seed(seed)
    crf = LinearChainCRF(TAGS)
    for parameter in crf.parameters():
        torch.nn.init.normal_(parameter)
    return crf, torch.randn(1, length, len(TAGS)), torch.ones(1, length, dtype=torch.bool)


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_an_exact_span_is_as_likely_as_all_tag_sequences_that_have_it(length: int) -> None:
    crf, emissions, mask = chain(length, length)
    allowed = allowed_transitions(TAGS)
    likely: dict[tuple[int, ...], float] = {}
    for path in itertools.product(range(len(TAGS)), repeat=length):
        if all(allowed[before][after] for before, after in itertools.pairwise((0, *path))):
            tags = torch.tensor([path])
            likely[path] = (-length * crf.negative_log_likelihood(emissions, tags, mask)).exp().item()
    assert sum(likely.values()) == pytest.approx(1, abs=1e-4)
    [pairs] = crf.pair_marginals(emissions, mask)
    for path in likely:
        for item in scored_spans(path, [False] * length, pairs.sum(1), LABELS, pairs):
            wanted = sum(p for other, p in likely.items() if item.span in decode_bio(other, LABELS))
            assert item.exact == pytest.approx(wanted, abs=1e-4), (path, item)


def test_nothing_to_score() -> None:
    assert scored_spans([], [], torch.zeros(0, 5), LABELS, torch.zeros(0, 5, 5)) == []
    assert scored_spans([0, 0], [False] * 2, torch.full((2, 5), 0.2), LABELS) == []


def test_without_pairs_a_span_is_as_it_is() -> None:
    [item] = scored_spans([1, 2], [False] * 2, torch.full((2, 5), 0.2), LABELS)
    assert item.exact == 1
    assert item.probability == pytest.approx(0.4)


def test_a_settled_span_has_the_likeliest_ends() -> None:
    # Three sequences: a span from 0 to 4 is in the likeliest, but more of the probability has one from 1 to 4.
    sequences = {(1, 2, 2, 2): 0.4, (0, 1, 2, 2): 0.35, (3, 1, 2, 2): 0.25}
    pairs = torch.zeros(4, len(TAGS), len(TAGS))
    for tags, probability in sequences.items():
        for at, (before, tag) in enumerate(itertools.pairwise((0, *tags))):
            pairs[at, before, tag] += probability
    [viterbi] = scored_spans([1, 2, 2, 2], [False] * 4, pairs.sum(1), LABELS, pairs)
    [settled] = scored_spans([1, 2, 2, 2], [False] * 4, pairs.sum(1), LABELS, pairs, {"a"})
    [other] = scored_spans([1, 2, 2, 2], [False] * 4, pairs.sum(1), LABELS, pairs, {"b"})
    assert (viterbi.span, other.span) == (TokenSpan(0, 4, "a"), TokenSpan(0, 4, "a"))
    assert viterbi.exact == pytest.approx(0.4)
    assert settled.span == TokenSpan(1, 4, "a")
    assert settled.exact == pytest.approx(0.6)
    assert settled.probability == pytest.approx(1)


@given(st.integers(0, 10_000), st.integers(1, 30), st.randoms(use_true_random=False))
def test_settled_spans_are_no_less_likely_and_whole_words_apart(seed: int, length: int, random: Random) -> None:
    crf, emissions, mask = chain(seed, length)
    [path], [pairs] = crf.viterbi(emissions, mask), crf.pair_marginals(emissions, mask)
    goes_on = [False, *(random.random() < 0.3 for _ in range(length - 1))]
    found, settled = (
        scored_spans(path, goes_on, pairs.sum(1), LABELS, pairs, labels) for labels in ((), frozenset(LABELS))
    )
    assert [item.span.label for item in settled] == [item.span.label for item in found]
    for before, after in zip(found, settled, strict=True):
        assert after.exact >= before.exact * (1 - 1e-6)
        assert not goes_on[after.span.start]
        assert after.span.end == length or not goes_on[after.span.end]
    for earlier, later in itertools.pairwise(settled):
        assert earlier.span.end <= later.span.start
