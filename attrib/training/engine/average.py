"""An exponential moving average of a model's weights, which generalises better than the last step's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from attrib.errors import ModelError


def trained(model: nn.Module) -> dict[str, nn.Parameter]:
    """The parameters of a model that are trained, by name: what is frozen is not averaged, nor saved in a state."""
    return {name: value for name, value in model.named_parameters() if value.requires_grad}


class WeightAverage:
    """average = decay * average + (1 - decay) * weights after each step; the first steps use a smaller decay."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in trained(model).items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        current = trained(model)
        averages = list(self.weights.values())
        torch._foreach_lerp_(averages, [current[name].detach() for name in self.weights], 1 - decay)

    @contextmanager
    def applied(self, model: nn.Module) -> Iterator[None]:
        """The model carries the averaged weights inside the `with`, its own again after it."""
        kept: dict[str, Tensor] = {name: value.detach().clone() for name, value in trained(model).items()}
        try:
            _copy(model, self.weights)
            yield
        finally:
            _copy(model, kept)


@torch.no_grad()
def mean_weights(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of models' weights (a "model soup", Wortsman et al. 2022): they must have one start in common.

    Raises ModelError where the models are not of one form.
    """
    shapes = [{name: value.shape for name, value in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise ModelError("the models to average are not of one form; choose models with the same base and settings")
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


@torch.no_grad()
def _copy(model: nn.Module, weights: dict[str, Tensor]) -> None:
    for name, value in trained(model).items():
        value.copy_(weights[name])
