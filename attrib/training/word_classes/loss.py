"""The loss of the head for word classes."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.heads.word_classes import WordClassHead
from attrib.training.word_classes.material import Stretch


def class_loss(head: WordClassHead, batch: Sequence[Stretch]) -> Tensor:
    """Mean cross entropy over the words of some stretches."""
    sizes = np.cumsum([0, *(len(item.states) for item in batch)])
    ranges = torch.cat([item.ranges + int(size) for item, size in zip(batch, sizes, strict=False)])
    states = torch.cat([item.states for item in batch]).float()
    return functional.cross_entropy(head(states, ranges), torch.cat([item.classes for item in batch]))
