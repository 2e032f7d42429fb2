"""Reads statements with a pair judge: probabilities of the sides for each target."""

from collections.abc import Sequence

import torch
from torch import Tensor

from attrib.nn.encoder.tokens import batches_by_length
from attrib.nn.judge.checkpoint import LoadedJudge
from attrib.nn.judge.inputs import JudgeInput, make_judge_batch


class JudgeReader:
    """A loaded judge that answers for many statements, in batches of about one length."""

    def __init__(self, loaded: LoadedJudge, batch_tokens: int) -> None:
        self.model, self.encoder, self.batch_tokens = loaded.model, loaded.encoder, batch_tokens
        self.config = loaded.model.config

    def read(self, items: Sequence[JudgeInput]) -> list[Tensor]:
        """For each statement the calibrated probabilities [targets, 3] of no side, support and opposition."""
        found: list[Tensor] = [torch.zeros(0, 3)] * len(items)
        asked = [at for at, item in enumerate(items) if item.targets]
        lengths = [items[at].length(self.config.window) for at in asked]
        with torch.inference_mode():
            for group in batches_by_length(lengths, self.batch_tokens):
                own = [asked[at] for at in group]
                batch = make_judge_batch([items[at] for at in own], self.encoder, self.config.window)
                answers = self.config.calibrated(self.model(batch.to(self.model.device()))).cpu()
                sizes = [len(items[at].targets) for at in own]
                for at, part in zip(own, torch.split(answers, sizes), strict=True):
                    found[at] = part
        return found
