"""Learning rates of the attribution model by depth in the network."""

from torch import nn

from attrib.nn.attribution.model import AttributionModel
from attrib.training.attribution.recipe import AttributionTraining


def parameter_groups(model: AttributionModel, config: AttributionTraining) -> list[dict[str, object]]:
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
