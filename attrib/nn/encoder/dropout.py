"""Dropout that does not cost more than the network on a CPU."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional


class FastDropout(nn.Dropout):
    """Dropout (Srivastava et al. 2014) whose CPU mask is drawn as whole bytes, about ten times quicker than torch's.

    The rate is rounded to 1/256. `reseed` makes the masks of a step depend on the seed and the step alone, so a resumed
    training draws what an uninterrupted one would have. On other devices it is torch's dropout.
    """

    def __init__(self, rate: float) -> None:
        if not 0 <= rate < 1:
            raise ValueError(f"dropout rate {rate} must be at least 0 and under 1")
        super().__init__(rate)
        self.threshold = round(rate * 256)
        self._random = np.random.Generator(np.random.SFC64(0))

    def reseed(self, *seed: int) -> None:
        self._random = np.random.Generator(np.random.SFC64(seed))

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or not self.threshold:
            return values
        if values.device.type != "cpu":
            return functional.dropout(values, self.p, training=True)
        count = values.numel()
        words = self._random.integers(0, 2**64, size=(count + 7) // 8, dtype=np.uint64)
        drawn = torch.from_numpy(words.view(np.uint8)[:count]).view(values.shape)
        keep = (drawn >= self.threshold).to(values.dtype)
        return values * keep.mul_(256 / (256 - self.threshold))


def replace_dropout(module: nn.Module, rate: float) -> None:
    """Put FastDropout of the given rate in the place of every torch dropout below the module that is not off."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            if child.p == 0:
                continue
            setattr(module, name, FastDropout(rate))
        else:
            replace_dropout(child, rate)


def reseed_dropout(module: nn.Module, *seed: int) -> None:
    """Reseed every FastDropout below the module, each with a number of its own."""
    for index, child in enumerate(child for child in module.modules() if isinstance(child, FastDropout)):
        child.reseed(*seed, index)
