"""Steps of a training, and their learning rates: by depth in the network, and by how far the training is."""

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from attrib.nn.attribution.model import AttributionModel
from attrib.training.attribution.recipe import TrainingConfig

_LEAST = 0.02  # of the rate, at the end
_LONGEST = 1.0  # norm of all gradients together


def parameter_groups(model: AttributionModel, config: TrainingConfig) -> list[dict[str, object]]:
    """Parameters by learning rate: encoder layers decay downwards from the top, embeddings lowest."""
    layers = int(model.encoder.config.num_hidden_layers)
    by_rate: dict[float, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if name.startswith("encoder."):
            numbers = [int(part) for part in name.split(".") if part.isdigit()]
            depth = layers - 1 - numbers[0] if numbers else layers
            rate = config.learning_rate * config.layer_decay**depth
        else:
            rate = config.head_rate
        by_rate.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate, "initial": rate} for rate, parameters in by_rate.items()]


def rate_scale(step: int, steps: int, warmup: float) -> float:
    """What all rates are multiplied with at a step: up in a line over the share `warmup`, then down in one."""
    rising = max(1, int(warmup * steps))
    return min((step + 1) / rising, max(_LEAST, (steps - step) / max(1, steps - rising)))


def descend(optimizer: Optimizer, loss: Tensor, scale: float) -> None:
    """One step down a loss, gradients clipped together, each group's rate its `initial` one times `scale`."""
    for group in optimizer.param_groups:
        group["lr"] = group["initial"] * scale
    optimizer.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_([value for group in optimizer.param_groups for value in group["params"]], _LONGEST)
    optimizer.step()
