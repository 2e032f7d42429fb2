"""The probability of a span under the CRF, against brute-force enumeration of every tag sequence."""

import itertools

import pytest
import torch

from attrib.nn.crf import LinearChainCRF
from attrib.nn.labels import allowed_transitions, bio_tags, decode_bio
from attrib.nn.spans import scored_spans

LABELS = ("a", "b")
TAGS = bio_tags(LABELS)


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_an_exact_span_is_as_likely_as_all_tag_sequences_that_have_it(length: int) -> None:
    torch.manual_seed(length)
    crf = LinearChainCRF(TAGS)
    for parameter in crf.parameters():
        torch.nn.init.normal_(parameter)
    emissions = torch.randn(1, length, len(TAGS))
    mask = torch.ones(1, length, dtype=torch.bool)
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
