"""Steps of a training, and their learning rates: by depth in the network, and by how far the training is."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

_LEAST = 0.02  # of the rate, at the end
_LONGEST = 1.0  # norm of all gradients together


def rate_scale(step: int, steps: int, warmup: float) -> float:
    """What all rates are multiplied with at a step: up in a line over the share `warmup`, then down in one."""
    rising = max(1, int(warmup * steps))
    return min((step + 1) / rising, max(_LEAST, (steps - step) / max(1, steps - rising)))


def two_rates(model: nn.Module, upper: nn.Module, rate: float, other_rate: float) -> list[dict[str, Any]]:
    """The groups of what is trained of a model: of a part of it, `upper`, at one rate, all else at another."""
    own = {id(value) for value in upper.parameters()}
    trained = [value for value in model.parameters() if value.requires_grad]
    return [
        {"params": [value for value in trained if (id(value) in own) is above], "lr": each, "initial": each}
        for above, each in ((True, rate), (False, other_rate))
    ]


def descend(optimizer: Optimizer, loss: Tensor, scale: float) -> None:
    """One step down a loss, gradients clipped together, each group's rate its `initial` one times `scale`."""
    for group in optimizer.param_groups:
        group["lr"] = group["initial"] * scale
    optimizer.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_([value for group in optimizer.param_groups for value in group["params"]], _LONGEST)
    optimizer.step()
