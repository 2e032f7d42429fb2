"""Learning rates: by depth in the network, and by how far the training is."""

from torch import nn

from attrib.nn.model import AttributionModel
from attrib.training.config import TrainingConfig

_LEAST = 0.02  # of the rate, at the end


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
