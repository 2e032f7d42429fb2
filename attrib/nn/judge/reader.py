"""Reads pairs of a statement and a target with a judge: probabilities of the sides for each."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from attrib.nn.encoder.tokens import TextEncoder, batches_by_length
from attrib.nn.judge.inputs import JudgeInput, make_judge_batch
from attrib.nn.judge.model import SideJudge

_MOST = 256  # word pieces of a batch on a CPU: statements are of many lengths, and large batches would be half padding


class JudgeReader:
    """A judge that answers for many pairs, in batches of at most so many word pieces of about one length.

    Its own layers work in `dtype`, the head in float32.
    """

    def __init__(
        self, judge: SideJudge, encoder: TextEncoder, batch_tokens: int, dtype: torch.dtype = torch.float32
    ) -> None:
        self.judge, self.encoder = judge, encoder
        self.batch_tokens = min(batch_tokens, _MOST) if judge.device().type == "cpu" else batch_tokens
        self.config = judge.config
        nn.Module.to(judge.upper, dtype=dtype)

    def logits(self, pairs: Sequence[JudgeInput]) -> Tensor:
        """The logits [pairs, 3] of no side, support and opposition."""
        found = torch.zeros(len(pairs), 3)
        lengths = [pair.length(self.config.window) for pair in pairs]
        with torch.inference_mode():
            for group in batches_by_length(lengths, self.batch_tokens):
                batch = make_judge_batch([pairs[at] for at in group], self.encoder, self.config.window)
                found[group] = self.judge(batch.to(self.judge.device())).float().cpu()
        return found
