"""Weights as differences in four bits: what training changed of an encoder that is there anyway.

Two models that were trained from the same pretrained one differ little: a judge's matrices from those of the
attribution model by two to four percent of their size. Fifteen steps for each run of 32 numbers of such a difference
(group-wise symmetric quantization; Yao et al., "ZeroQuant", NeurIPS 2022, of differences as in Liu et al., "BitDelta",
NeurIPS 2024) come nearer to what was trained than 255 for the weights themselves, in half of the space.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.eight_bits import Restored, in_steps, out_of_steps

NIBBLES, STEPS = ".nibbles", ".steps"
_GROUP = 32  # columns with a step; in a row of another length, all
_MOST = 7
_FAR = 0.2
_SHIFT = 8  # a code from -7 to 7 is kept as a number from 1 to 15


def with_differences(tensors: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors to store: of a matrix [R, C] near to the base's, two codes a byte [R, C / 2] and steps [R, C / 32].

    All else is stored in float16, and so is a matrix that differs by more than a fifth of its size. Raises ValueError
    for a matrix of another shape than the base's.
    """
    stored: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        value = tensor.detach().float().cpu()
        difference = None if name not in base or value.dim() != 2 else value - _plain(base[name], value.shape)
        if difference is None or value.shape[1] % 2 or bool(difference.norm() > _FAR * value.norm()):
            stored[name] = value.half().contiguous()
        else:
            stored[name + NIBBLES], stored[name + STEPS] = _coded(difference)
    return stored


def _plain(tensor: Tensor, shape: torch.Size) -> Tensor:
    if tensor.shape != shape:
        raise ValueError(f"a base of shape {tuple(tensor.shape)} for a matrix of shape {tuple(shape)}")
    return tensor.detach().float().cpu()


def _coded(difference: Tensor) -> tuple[Tensor, Tensor]:
    plain, steps = in_steps(difference, _GROUP, _MOST)
    codes = plain.to(torch.int16) + _SHIFT
    return (codes[:, ::2] * 16 + codes[:, 1::2]).to(torch.uint8).contiguous(), steps


def restored(tensors: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors in float32, each difference added to the base's matrix of its name.

    Raises ModelError for a difference without steps that fit, or from a matrix that the base has not.
    """
    return dict(added(tensors, base))


def added(tensors: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> Restored:
    """As `restored`, but each tensor is put together, and its base looked up, when it is asked for."""

    def decoded(name: str, nibbles: Tensor, steps: Tensor | None) -> Tensor:
        return _decoded(name, nibbles, steps, base.get(name))

    return Restored(tensors, NIBBLES, STEPS, decoded)


def _decoded(name: str, nibbles: Tensor, steps: Tensor | None, base: Tensor | None) -> Tensor:
    fits = steps is not None and base is not None and nibbles.dim() == steps.dim() == base.dim() == 2
    if steps is None or base is None or not fits or base.shape != (len(steps), 2 * nibbles.shape[1]):
        raise ModelError(f"the weights {name!r} are differences from other weights; install the models again")
    if not steps.shape[1] or base.shape[1] % steps.shape[1]:
        raise ModelError(f"the weights {name!r} have no step for each part; install the model again")
    codes = torch.stack([nibbles >> 4, nibbles & 15], dim=2).flatten(1).to(torch.int8) - _SHIFT
    return out_of_steps(codes, steps).add_(base.detach().float().cpu())
