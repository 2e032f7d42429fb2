"""The bias of attention's scores by the distance between two word pieces, in buckets that widen.

The buckets are those of Raffel et al., "T5", JMLR 2020.
"""

import math

import torch
from torch import Tensor

_FAR = 128  # pieces apart from which on all distances share a bucket


def distance_bias(weight: Tensor, length: int) -> Tensor:
    """The bias [1, H, L, L] of the scores of L word pieces, from the row [R, H] of each bucket of distances."""
    places = torch.arange(length, device=weight.device)
    buckets = distance_buckets(places[None, :] - places[:, None], len(weight))
    return weight[buckets].permute(2, 0, 1).unsqueeze(0).contiguous()


def distance_buckets(distances: Tensor, count: int) -> Tensor:
    """The bucket of each distance, key less query: the first half for keys before, the second for keys after.

    Half of each half is for one distance each, the rest widens as the logarithm up to _FAR.
    """
    half = count // 2
    exact = half // 2
    away = distances.abs()
    wide = torch.log(away.clamp(min=1).float() / exact) / math.log(_FAR / exact) * (half - exact)
    buckets = torch.where(away < exact, away, (exact + wide.long()).clamp(max=half - 1))
    return buckets + half * (distances > 0)
