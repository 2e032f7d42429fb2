"""Statements as numbers, joined to batches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.data import Reason
from attrib.nn.heads.linker import LinkBatch, LinkerHead
from attrib.training.linker.examples import LinkExample


@dataclass(frozen=True, slots=True)
class Encoded:
    """One statement as numbers: the batch of its own features, the right candidates [C], the rest for calibration.

    `part` is the part of the outlets that it belongs to.
    """

    batch: LinkBatch
    right: Tensor
    strictly: tuple[bool, ...]
    reasons: tuple[Reason, ...]
    detected: bool
    learned: bool
    part: int


def encode(head: LinkerHead, example: LinkExample, part: int) -> Encoded:
    """An example by the numbers that a linker gives to features."""
    batch = head.batch([example.shared], [example.rows])
    return Encoded(
        batch, torch.tensor(example.right), example.strictly, example.reasons, example.detected, example.learned, part
    )


def joined(batches: Sequence[LinkBatch], dropout: float, random: np.random.Generator) -> LinkBatch:
    """The batches of single statements as one, a share of the features' values put to nothing."""
    # Bags of statements come first, so each batch is cut where its one statement's bag ends.
    cuts = [int(item.starts[1]) for item in batches]
    firsts = np.cumsum([0, *cuts])
    starts, shift = [torch.from_numpy(firsts[:-1])], int(firsts[-1])
    for item, cut in zip(batches, cuts, strict=True):
        starts.append(item.starts[1:] - cut + shift)
        shift += len(item.ids) - cut
    pairs = list(zip(batches, cuts, strict=True))
    ids = torch.cat([*(item.ids[:cut] for item, cut in pairs), *(item.ids[cut:] for item, cut in pairs)])
    values = torch.cat([*(item.values[:cut] for item, cut in pairs), *(item.values[cut:] for item, cut in pairs)])
    if dropout:
        values = values * torch.from_numpy(random.random(len(values)) >= dropout)
    owner = torch.arange(len(batches)).repeat_interleave(torch.tensor([len(item.owner) for item in batches]))
    return LinkBatch(ids, values, torch.cat(starts), owner)
