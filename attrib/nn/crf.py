"""A linear-chain conditional random field over BIO tags (Lafferty et al. 2001), with the invalid transitions shut."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from attrib.nn.labels import allowed_transitions

_SHUT = -1e4


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
        transitions = self.transitions.masked_fill(~self.allowed, _SHUT)
        return transitions, self.starts.masked_fill(~self.allowed_start, _SHUT), self.ends

    def negative_log_likelihood(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """The mean over the batch's tokens of -log p(tags | emissions).

        emissions [B, L, T] float, tags [B, L] long, mask [B, L] bool with its True entries first in each row.
        """
        emissions = emissions.float()
        log_partition = self._log_partition(emissions, mask)
        return (log_partition - self._path_score(emissions, tags, mask)).sum() / mask.sum()

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
    def viterbi(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """The best tag sequence of each row, without its padding; shapes as in `negative_log_likelihood`."""
        transitions, starts, ends = self._scores()
        emissions = emissions.float()
        scores = starts + emissions[:, 0]
        pointers: list[Tensor] = []
        for step in range(1, emissions.shape[1]):
            moved, pointer = (scores.unsqueeze(2) + transitions).max(dim=1)
            active = mask[:, step].unsqueeze(1)
            scores = torch.where(active, moved + emissions[:, step], scores)
            pointers.append(pointer)
        last = (scores + ends).argmax(1).tolist()
        back = torch.stack(pointers, 1).cpu().numpy() if pointers else None
        paths: list[list[int]] = []
        for row, (tag, length) in enumerate(zip(last, mask.sum(1).tolist(), strict=True)):
            path = [tag]
            for step in range(length - 2, -1, -1):
                tag = int(back[row, step, tag]) if back is not None else tag
                path.append(tag)
            paths.append(path[::-1])
        return paths
