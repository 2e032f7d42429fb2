"""A stance model on disk: config.json and the weights as a difference from the base's; no pickles."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.catalogue import (
    CONFIG,
    Kind,
    checked_digest,
    find_base,
    find_model,
    locate,
    read_config,
    weights_digest,
    write_config,
)
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.config import StanceConfig
from attrib.nn.stance.difference import GROUP, pack, unpack
from attrib.nn.stance.model import StanceModel, is_frozen
from attrib.nn.tensors import read_weights, write_weights

_PACKED = ("hidden.", "statements.")  # of what is not the encoder's, what is kept in four bits too
_LEAST_PACKED = 4096  # numbers of a tensor that is worth packing; a smaller one is kept as it is


@dataclass(frozen=True, slots=True)
class LoadedStanceModel:
    """A stance model ready to run, its text encoder, its name and the SHA-256 of its weights."""

    name: str
    model: StanceModel
    encoder: TextEncoder
    digest: str


def base_digest(base: str) -> str:
    """SHA-256 of a base's weights. Raises ModelError for a base that is not a folder."""
    folder = Path(locate(base))
    if not (folder / CONFIG).is_file():
        raise ModelError(f"the base {base!r} is no folder with {CONFIG}; give one, its weights have to be checked")
    return weights_digest(folder)


def save_stance_model(folder: Path, model: StanceModel) -> str:
    """Write config and weights, these whole or not at all; returns their digest.

    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.STANCE, model.config.to_json())
    base = load_base(model.config.base)[0].state_dict()
    tensors: dict[str, Tensor] = {}
    for name, value in model.state_dict().items():
        value = value.detach().float().cpu()
        inner = name.removeprefix("encoder.")
        if inner == name:
            tensors |= _packed(name, value) if name.startswith(_PACKED) else {name: value.half()}
        elif not is_frozen(inner):
            tensors |= _packed(name, value - base[inner].float())
    whole = {name: value.contiguous() for name, value in tensors.items()}
    return write_weights(folder, whole)


def _packed(name: str, value: Tensor) -> dict[str, Tensor]:
    if value.numel() < _LEAST_PACKED:
        return {name: value.half()}
    codes, scales = pack(value)
    return {f"{name}.codes": codes, f"{name}.scales": scales}


def load_stance_model(name: str, device: torch.device) -> LoadedStanceModel:
    """Load a stance model by name or path, in float32 and evaluation mode, on top of its base.

    The digests of its weights and its base's are checked first. Raises ModelError for every damage.
    """
    folder = find_model(name, Kind.STANCE)
    digest = checked_digest(folder)
    config = StanceConfig.from_json(read_config(folder, Kind.STANCE))
    base, tokenizer = load_base(str(find_base(config.base, config.base_sha256)))
    model = StanceModel(config, base)
    tensors = read_weights(folder)
    try:
        _restore(model, tensors)
    except (KeyError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"the weights in {folder} do not fit config.json ({error}); install the model again"
        ) from error
    encoder = TextEncoder(tokenizer, config.window, 0)
    return LoadedStanceModel(folder.name, model.to(device).eval().requires_grad_(False), encoder, digest)


@torch.no_grad()
def _restore(model: StanceModel, tensors: dict[str, Tensor]) -> None:
    """Add the differences to the encoder, and put the other weights in their places."""
    for name, value in model.state_dict().items():
        inner = name.removeprefix("encoder.")
        if inner == name:
            value.copy_(_stored(name, value, tensors))
        elif not is_frozen(inner):
            value += _stored(name, value, tensors)


def _stored(name: str, value: Tensor, tensors: dict[str, Tensor]) -> Tensor:
    """The numbers kept for a tensor of that shape, packed or not."""
    if f"{name}.codes" in tensors:
        return unpack(tensors[f"{name}.codes"], tensors[f"{name}.scales"], value.shape)
    return _of_shape(tensors[name], value)


def _of_shape(found: Tensor, wanted: Tensor) -> Tensor:
    if found.shape != wanted.shape:
        raise ValueError(f"shape {tuple(found.shape)} in place of {tuple(wanted.shape)}; groups are of {GROUP}")
    return found.float()
