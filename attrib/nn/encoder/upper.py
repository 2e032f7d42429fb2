"""The upper layers of an encoder, apart from the lower ones: they go on from the states of a layer."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.encoder.bert import Bert
from attrib.nn.encoder.layers import Linear
from attrib.nn.encoder.mpnet import Mpnet
from attrib.nn.encoder.stack import Stack

Part = TypeVar("Part", bound=nn.Module)
Encoder = Any
"""A `Bert` or `Mpnet`; encoders of `transformers` have no layers that can be read one by one here."""

_LAYER = "encoder.encoder.layer."  # how the names of a layer's tensors begin in an attribution model
_DISTANCES = "encoder.encoder.relative_attention_bias.weight"


class UpperLayers(Stack):
    """The layers of an encoder above one, from 1.

    The weights of matrices are the encoder's, all else copies; where they are `own`, all are copies.
    """

    def __init__(self, encoder: Encoder, above: int, *, own: bool = False, filled: bool = True) -> None:
        """Where `own` ones are not `filled`, their weights have no values until they are loaded: nothing is copied.

        Raises ModelError for another encoder than `Bert` and `Mpnet`, and for one without layers above that.
        """
        super().__init__()
        layers, distances = _layers_above(encoder, above), _distances(encoder)
        self.layers = nn.ModuleList(_copy(layer, filled) if own else _sharing(layer) for layer in layers)
        self.distances = _copy(distances, filled) if own and distances is not None else distances
        if own:
            self.requires_grad_(True)

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        """States [B, L, D] of the last layer; `there` [B, L] bool is False for padding."""
        [last] = self.after(states, there, self.depth)
        return last

    def in_order(self) -> nn.ModuleList:
        return self.layers

    def distance_table(self) -> Tensor | None:
        return None if self.distances is None else self.distances.weight

    def dtype(self) -> torch.dtype:
        """The number format of the layers."""
        return next(self.layers.parameters()).dtype

    def take(self, pretrained: Encoder) -> None:
        """Take the weights of a pretrained encoder's upper layers, for layers that are its own.

        Raises ModelError for an encoder of another kind or other sizes than that which these were made from.
        """
        above = max(0, _depth(pretrained) - len(self.layers))
        try:
            self.load_state_dict(UpperLayers(pretrained, above, own=True).state_dict())
        except RuntimeError as error:
            raise ModelError(
                "the base has not the sizes of the attribution model's encoder; name the one it came from"
            ) from error


def given_layers(encoder: Encoder, above: int) -> dict[str, Tensor]:
    """The encoder's layers above one, named as those of a network whose `upper` stands in their place."""
    given = nn.ModuleDict({"layers": nn.ModuleList(_layers_above(encoder, above))})
    distances = _distances(encoder)
    if distances is not None:
        given["distances"] = distances
    return {f"upper.{name}": tensor for name, tensor in given.state_dict().items()}


def given_names(names: Iterable[str], above: int) -> dict[str, str]:
    """Of the names of an attribution model's tensors those of `given_layers`, by the names that they have there."""
    given = {}
    for name in names:
        layer = layer_of(name)
        if name == _DISTANCES:
            given["upper.distances.weight"] = name
        elif layer is not None and layer >= above:
            given[name.replace(f"{_LAYER}{layer}.", f"upper.layers.{layer - above}.")] = name
    return given


def layer_of(name: str) -> int | None:
    """The encoder's layer, from 0, that a tensor of an attribution model belongs to by its name; None for none."""
    number = name.removeprefix(_LAYER).partition(".")[0]
    return int(number) if name.startswith(_LAYER) and number.isdigit() else None


def below(encoder: Encoder, count: int, states: Tensor, there: Tensor) -> Tensor:
    """The states [B, L, D] after the first layers of an encoder, from embedded word pieces [B, L, D]."""
    if not count:
        return states
    stack: Stack = encoder.encoder
    [found] = stack.after(states, there, count)
    return found


def drop_above(encoder: Encoder, count: int) -> None:
    """Take an encoder's layers above one away, where others stand in their place: two thirds of its memory, of MPNet.

    Raises ModelError as `UpperLayers`.
    """
    _layers_above(encoder, count)  # refuses what cannot be read layer by layer
    del encoder.encoder.layer[count:]


def _layers_above(encoder: Encoder, above: int) -> list[nn.Module]:
    if not isinstance(encoder, Bert | Mpnet):
        raise ModelError(f"layers above {above} cannot be read of a {type(encoder).__name__}; use MiniLM or MPNet")
    layers = list(encoder.encoder.layer)[above:]
    if not layers:
        raise ModelError(f"the encoder has no layer above {above}; train the model again for this one")
    return layers


def _distances(encoder: Encoder) -> nn.Embedding | None:
    """The table of the scores of distances that all layers of an encoder share, None for one without."""
    return encoder.encoder.relative_attention_bias if isinstance(encoder, Mpnet) else None


def _depth(encoder: Encoder) -> int:
    return len(encoder.encoder.layer) if isinstance(encoder, Bert | Mpnet) else 0


def _sharing(layer: nn.Module) -> nn.Module:
    """A copy of a layer whose affine maps share their weights with it."""
    weights = {id(module.weight): module.weight for module in layer.modules() if isinstance(module, Linear)}
    return deepcopy(layer, dict(weights))


def _copy(part: Part, filled: bool) -> Part:
    """A copy of a part; where it is not `filled`, its weights have no values yet."""
    empty = {} if filled else {id(weight): nn.Parameter(torch.empty_like(weight)) for weight in part.parameters()}
    return deepcopy(part, empty)
