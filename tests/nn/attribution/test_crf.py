"""The CRF against brute-force enumeration of every tag sequence."""

import itertools

import pytest
import torch
from torch import Tensor

from attrib.nn.attribution.crf import LinearChainCRF
from attrib.nn.attribution.labels import ROLE_TAGS, allowed_transitions, bio_tags

TAGS = bio_tags(("a", "b"))


def noisy_crf(tags: tuple[str, ...], seed: int) -> LinearChainCRF:
    torch.manual_seed(seed)
    crf = LinearChainCRF(tags)
    for parameter in crf.parameters():
        torch.nn.init.normal_(parameter)
    return crf


def is_valid(path: tuple[int, ...]) -> bool:
    allowed = allowed_transitions(TAGS)
    return all(allowed[before][after] for before, after in itertools.pairwise((0, *path)))


def path_score(crf: LinearChainCRF, emissions: Tensor, path: tuple[int, ...]) -> float:
    starts, ends, transitions = (values.tolist() for values in (crf.starts, crf.ends, crf.transitions))
    emitted = sum(row[tag] for row, tag in zip(emissions.tolist(), path, strict=True))
    moved = sum(transitions[before][after] for before, after in itertools.pairwise(path))
    return float(starts[path[0]] + emitted + moved + ends[path[-1]])


def valid_scores(crf: LinearChainCRF, emissions: Tensor) -> dict[tuple[int, ...], float]:
    paths = itertools.product(range(len(TAGS)), repeat=len(emissions))
    return {path: path_score(crf, emissions, path) for path in paths if is_valid(path)}


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_likelihood_is_over_all_valid_paths(length: int) -> None:
    crf = noisy_crf(TAGS, length)
    emissions = torch.randn(1, length, len(TAGS))
    scores = valid_scores(crf, emissions[0])
    partition = torch.tensor(list(scores.values())).logsumexp(0)
    mask = torch.ones(1, length, dtype=torch.bool)
    for path, score in list(scores.items())[:: max(1, len(scores) // 7)]:
        loss = crf.negative_log_likelihood(emissions, torch.tensor([path]), mask)
        assert loss.item() == pytest.approx((float(partition) - score) / length, abs=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_the_best_valid_path(seed: int) -> None:
    crf = noisy_crf(TAGS, seed)
    emissions = 2 * torch.randn(1, 5, len(TAGS))
    scores = valid_scores(crf, emissions[0])
    [path] = crf.viterbi(emissions, torch.ones(1, 5, dtype=torch.bool))
    assert tuple(path) == max(scores, key=lambda path: scores[path])


@pytest.mark.parametrize("length", [1, 2, 4])
def test_marginals_are_those_of_all_valid_paths(length: int) -> None:
    crf = noisy_crf(TAGS, length)
    rows = [2 * torch.randn(length, len(TAGS)), 300 * torch.randn(2, len(TAGS))]
    padded = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
    mask = torch.arange(padded.shape[1]) < torch.tensor([len(row) for row in rows]).unsqueeze(1)
    found = crf.marginals(padded, mask)
    for row, emissions in enumerate(rows):
        scores = valid_scores(crf, emissions)
        likely = torch.tensor(list(scores.values()), dtype=torch.float64).softmax(0)
        wanted = torch.zeros(len(emissions), len(TAGS), dtype=torch.float64)
        for path, share in zip(scores, likely, strict=True):
            wanted[range(len(path)), list(path)] += share
        assert torch.allclose(found[row, : len(emissions)].double(), wanted, atol=1e-5)


def test_padding_changes_nothing() -> None:
    crf = noisy_crf(TAGS, 3)
    lengths = [4, 1, 6]
    rows = [torch.randn(length, len(TAGS)) for length in lengths]
    padded = torch.full((3, 6, len(TAGS)), 50.0)
    tags = torch.zeros(3, 6, dtype=torch.long)
    for row, emissions in enumerate(rows):
        padded[row, : len(emissions)] = emissions
    mask = torch.arange(6) < torch.tensor(lengths).unsqueeze(1)
    alone = [torch.ones(1, length, dtype=torch.bool) for length in lengths]
    assert crf.viterbi(padded, mask) == [
        crf.viterbi(emissions.unsqueeze(0), whole)[0] for emissions, whole in zip(rows, alone, strict=True)
    ]
    loss = crf.negative_log_likelihood(padded, tags, mask) * sum(lengths)
    single = [
        crf.negative_log_likelihood(emissions.unsqueeze(0), tags[:1, : len(emissions)], whole) * len(emissions)
        for emissions, whole in zip(rows, alone, strict=True)
    ]
    assert loss.item() == pytest.approx(sum(one.item() for one in single), rel=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_invalid_transitions_are_never_decoded(seed: int) -> None:
    crf = noisy_crf(ROLE_TAGS, seed)
    emissions = torch.randn(8, 60, len(ROLE_TAGS))
    emissions[:, :, 2::2] += 20  # every inside tag shouts
    allowed = allowed_transitions(ROLE_TAGS)
    for path in crf.viterbi(emissions, torch.ones(8, 60, dtype=torch.bool)):
        assert all(allowed[before][after] for before, after in itertools.pairwise((0, *path)))


def test_gradients_reach_emissions_and_parameters_and_no_shut_transition() -> None:
    crf = noisy_crf(TAGS, 0)
    emissions = torch.randn(2, 5, len(TAGS), requires_grad=True)
    loss = crf.negative_log_likelihood(
        emissions, torch.zeros(2, 5, dtype=torch.long), torch.ones(2, 5, dtype=torch.bool)
    )
    torch.autograd.backward(loss)
    assert emissions.grad is not None
    assert bool((emissions.grad[:, 1:] != 0).all())
    assert not emissions.grad[:, 0, 2::2].any(), "no text begins inside a span"
    assert crf.transitions.grad is not None
    assert not crf.transitions.grad[~crf.allowed].any()


def test_half_precision_emissions_are_summed_in_full_precision() -> None:
    crf = noisy_crf(TAGS, 0)
    emissions = torch.randn(1, 20, len(TAGS)).bfloat16()
    tags, mask = torch.zeros(1, 20, dtype=torch.long), torch.ones(1, 20, dtype=torch.bool)
    loss = crf.negative_log_likelihood(emissions, tags, mask)
    assert loss.dtype == torch.float32
    assert torch.equal(loss, crf.negative_log_likelihood(emissions.float(), tags, mask))


def test_the_constraints_are_not_weights() -> None:
    assert set(LinearChainCRF(TAGS).state_dict()) == {"transitions", "starts", "ends"}


@pytest.mark.parametrize("length", [1, 2, 4])
def test_pair_marginals_are_those_of_all_valid_paths(length: int) -> None:
    crf = noisy_crf(TAGS, length)
    emissions = 2 * torch.randn(length, len(TAGS))
    padded = torch.cat([emissions, torch.randn(2, len(TAGS))]).unsqueeze(0)
    found = crf.pair_marginals(padded, torch.arange(length + 2).unsqueeze(0) < length)
    scores = valid_scores(crf, emissions)
    likely = torch.tensor(list(scores.values()), dtype=torch.float64).softmax(0).tolist()
    wanted = torch.zeros(length + 2, len(TAGS), len(TAGS))
    for path, probability in zip(scores, likely, strict=True):
        for token, pair in enumerate(itertools.pairwise((0, *path))):
            wanted[token][pair] += probability
    assert torch.allclose(found[0], wanted, atol=1e-5)


def pairs_of(path: list[int]) -> Tensor:
    pairs = torch.zeros(len(path), len(TAGS), len(TAGS))
    for token, pair in enumerate(itertools.pairwise((0, *path))):
        pairs[token][pair] = 1
    return pairs


def test_learning_from_one_sure_teacher_is_learning_its_path() -> None:
    crf = noisy_crf(TAGS, 1)
    emissions = torch.randn(2, 3, len(TAGS))
    mask = torch.tensor([[True, True, True], [True, True, False]])
    paths = torch.tensor([[0, 1, 2], [3, 0, 0]])
    taught = torch.stack([pairs_of([0, 1, 2]), pairs_of([3, 0, 0]) * mask[1][:, None, None]])
    loss = crf.negative_log_likelihood(emissions, paths, mask)
    others = torch.zeros_like(paths)
    for share, tags in ((torch.ones(2), others), (torch.zeros(2), paths), (torch.full((2,), 0.3), paths)):
        soft = crf.negative_log_likelihood(emissions, tags, mask, (taught, share))
        assert soft.item() == pytest.approx(loss.item(), abs=1e-4)


def test_the_best_student_is_one_like_the_teacher() -> None:
    teacher = noisy_crf(TAGS, 2)
    wanted = torch.randn(1, 4, len(TAGS))
    mask = torch.ones(1, 4, dtype=torch.bool)
    taught = teacher.pair_marginals(wanted, mask), torch.ones(1)
    emissions = torch.zeros(1, 4, len(TAGS), requires_grad=True)
    tags = torch.zeros(1, 4, dtype=torch.long)
    for _ in range(300):
        [gradient] = torch.autograd.grad(teacher.negative_log_likelihood(emissions, tags, mask, taught), emissions)
        emissions = (emissions - 4 * gradient).detach().requires_grad_()
    assert torch.allclose(teacher.marginals(emissions, mask), teacher.marginals(wanted, mask), atol=0.01)
