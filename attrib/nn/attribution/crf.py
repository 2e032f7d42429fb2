"""A linear-chain conditional random field over BIO tags (Lafferty et al. 2001) without invalid transitions."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from attrib.nn.attribution.labels import allowed_transitions

SHUT = -1e4  # the score of an invalid transition: its probability is 0

Scores = NDArray[np.float64]


class LinearChainCRF(nn.Module):
    """Scores tag sequences by emissions and transitions; B batch, L length, T tags."""

    allowed: Tensor
    allowed_start: Tensor

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.starts = nn.Parameter(torch.zeros(len(tags)))
        self.ends = nn.Parameter(torch.zeros(len(tags)))
        allowed = torch.tensor(allowed_transitions(tags))
        self.register_buffer("allowed", allowed, persistent=False)
        self.register_buffer("allowed_start", allowed[0].clone(), persistent=False)

    def _scores(self) -> tuple[Tensor, Tensor, Tensor]:
        transitions = self.transitions.masked_fill(~self.allowed, SHUT)
        return transitions, self.starts.masked_fill(~self.allowed_start, SHUT), self.ends

    def negative_log_likelihood(
        self, emissions: Tensor, tags: Tensor, mask: Tensor, taught: tuple[Tensor, Tensor] | None = None
    ) -> Tensor:
        """The mean over the batch's tokens of -log p(tags | emissions).

        emissions [B, L, T] float, tags [B, L] long, mask [B, L] bool with its True entries first in each row.

        With `taught`, the loss is the cross entropy of two distributions over tag sequences: `taught` holds a teacher's
        pair marginals [B, L, T, T] and their share of each row [B]; the rest is the share of the tags (Wang et al.
        2020, posterior distillation, here over pairs and so exact). A pair marginal at a token is that of the previous
        tag and its own. At the first token all of it is in row 0; padding has none.
        """
        emissions = emissions.float()
        score = self._path_score(emissions, tags, mask)
        if taught is not None:
            pairs, share = taught
            score = (1 - share) * score + share * self._expected_score(emissions, pairs, mask)
        return (self._log_partition(emissions, mask) - score).sum() / mask.sum()

    def _expected_score(self, emissions: Tensor, pairs: Tensor, mask: Tensor) -> Tensor:
        """The mean score [B] of tag sequences with these pair marginals."""
        transitions, starts, ends = self._scores()
        likely = pairs.sum(2)
        last = likely[torch.arange(len(likely)), mask.sum(1) - 1]
        emitted = (emissions * likely).sum((1, 2))
        moved = (pairs[:, 1:] * transitions).sum((1, 2, 3))
        return emitted + moved + (likely[:, 0] * starts).sum(1) + (last * ends).sum(1)

    def _path_score(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        transitions, starts, ends = self._scores()
        emitted = emissions.gather(2, tags.unsqueeze(2)).squeeze(2) * mask
        moved = transitions[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
        last = tags.gather(1, (mask.sum(1) - 1).unsqueeze(1)).squeeze(1)
        return starts[tags[:, 0]] + emitted.sum(1) + moved.sum(1) + ends[last]

    def _log_partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        transitions, starts, ends = self._scores()
        alpha = starts + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            moved = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + emissions[:, step]
            alpha = torch.where(mask[:, step].unsqueeze(1), moved, alpha)
        return torch.logsumexp(alpha + ends, dim=1)

    @torch.no_grad()
    def marginals(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """The probability of each tag at each token, [B, L, T], over all tag sequences (forward-backward algorithm)."""
        forward, backward, _, _ = self._forward_backward(emissions, mask)
        joint = forward * backward
        return torch.from_numpy((joint / joint.sum(2, keepdims=True)).swapaxes(0, 1).copy()).float()

    @torch.no_grad()
    def pair_marginals(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """The probability of each pair of a token's previous tag and its own, [B, L, T, T].

        At the first token all of it is in row 0.
        """
        forward, backward, steps, moves = self._forward_backward(emissions, mask)
        joint = np.zeros((*steps.shape, steps.shape[2]))
        joint[0, :, 0] = forward[0] * backward[0]
        joint[1:] = forward[:-1, :, :, None] * moves * (steps[1:] * backward[1:])[:, :, None, :]
        joint /= joint.sum((2, 3), keepdims=True)
        return torch.from_numpy(joint.swapaxes(0, 1).copy()).float() * mask.cpu()[:, :, None, None]

    def _forward_backward(self, emissions: Tensor, mask: Tensor) -> tuple[Scores, Scores, Scores, Scores]:
        """Forward and backward probabilities and steps, each [L, B, T] up to factors, and moves [T, T]."""
        transitions, starts, ends = (scores.double().cpu().numpy() for scores in self._scores())
        scores = emissions.double().cpu().numpy().swapaxes(0, 1)
        steps = np.exp(scores - scores.max(2, keepdims=True))
        active = mask.cpu().numpy().T
        moves = np.exp(transitions)
        forward = _forward(moves, np.exp(starts) * steps[0], steps, active)
        backward = _backward(moves, np.broadcast_to(np.exp(ends), steps[0].shape), steps, active)
        return forward, backward, steps, moves

    @torch.no_grad()
    def viterbi(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """The best tag sequence of each row, without its padding; shapes as in `negative_log_likelihood`.

        It runs in NumPy, because it has thousands of steps too small for the overhead of tensor operations.
        """
        transitions, starts, ends = (scores.float().cpu().numpy() for scores in self._scores())
        steps = emissions.float().cpu().numpy().swapaxes(0, 1)
        active = mask.cpu().numpy().T
        scores = starts + steps[0]
        pointers = np.zeros((len(steps), *scores.shape), dtype=np.int64)
        for step in range(1, len(steps)):
            moved = scores[:, :, None] + transitions
            moved.argmax(1, out=pointers[step])
            scores = np.where(active[step][:, None], moved.max(1) + steps[step], scores)
        return [
            _path_back(pointers[:length, row].tolist(), int(tag))
            for row, (tag, length) in enumerate(zip((scores + ends).argmax(1), active.sum(0).tolist(), strict=True))
        ]


def _forward(transitions: Scores, first: Scores, steps: Scores, active: NDArray[np.bool_]) -> Scores:
    """Probabilities [L, B, T] of the tags given the steps so far, up to a factor for each step and row."""
    rows = np.zeros_like(steps)
    rows[0] = first
    for step in range(1, len(steps)):
        moved = (rows[step - 1] / rows[step - 1].sum(1, keepdims=True)) @ transitions * steps[step]
        rows[step] = np.where(active[step][:, None], moved, rows[step - 1])
    return rows


def _backward(transitions: Scores, last: Scores, steps: Scores, active: NDArray[np.bool_]) -> Scores:
    """Probabilities [L, B, T] of the later steps given the tags, up to a factor for each step and row."""
    rows = np.zeros_like(steps)
    rows[-1] = last
    for step in range(len(steps) - 2, -1, -1):
        moved = (rows[step + 1] / rows[step + 1].sum(1, keepdims=True) * steps[step + 1]) @ transitions.T
        rows[step] = np.where(active[step + 1][:, None], moved, rows[step + 1])
    return rows


def _path_back(pointers: list[list[int]], tag: int) -> list[int]:
    """The tags on the path to the last one, from pointers [L, T] to each tag's best predecessor."""
    path = [tag]
    for step in range(len(pointers) - 1, 0, -1):
        tag = pointers[step][tag]
        path.append(tag)
    return path[::-1]
