"""A folder with a pointer on disk: config.json, and in model.safetensors what was trained, without the encoder."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.catalogue import Kind, checked_digest, read_config, write_config
from attrib.nn.configuration import read_values
from attrib.nn.differences import restored, with_differences
from attrib.nn.encoder.low_rank import added_tensors, restore_added
from attrib.nn.encoder.upper import Encoder, given_layers
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.nn.tensors import read_weights, write_weights

_UPPER = "upper."


def save_pointer(folder: Path, pointer: Pointer) -> str:
    """Write config and weights, these whole or not at all; returns their digest.

    Layers of its own are written as differences from those of the encoder that it is for, all else in half precision.
    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.POINTER, asdict(pointer.config))
    own = {name: tensor.detach().cpu() for name, tensor in pointer.state_dict().items() if not name.startswith(_UPPER)}
    if pointer.config.rank:
        added = {f"{_UPPER}{name}": tensor for name, tensor in added_tensors(pointer.upper.layers).items()}
        return write_weights(folder, {name: tensor.half().contiguous() for name, tensor in (own | added).items()})
    return write_weights(
        folder, with_differences(pointer.state_dict(), given_layers(pointer.encoder, pointer.config.layer))
    )


def load_pointer(folder: Path, encoder: Encoder) -> Pointer:
    """The pointer of a folder over the encoder that it was trained over, in float32 and evaluation mode.

    Raises ModelError as `pointer_config` and `take_weights`.
    """
    pointer = Pointer(pointer_config(folder, encoder), encoder)
    take_weights(pointer, folder)
    return pointer.eval()


def pointer_config(folder: Path, encoder: Encoder) -> PointerConfig:
    """The configuration of a folder's pointer.

    Raises ModelError for a missing file, weights other than those of their seal, another width than the encoder's, and
    a config of another kind or format version, with a missing or unknown key or a value of another type.
    """
    values = read_config(folder, Kind.POINTER)
    checked_digest(folder)
    config = read_values(PointerConfig, values, "a pointer of attrib")
    width = int(encoder.config.hidden_size)
    if config.hidden != width:
        raise ModelError(f"{folder} is for states of width {config.hidden}, the encoder has {width}; train it again")
    return config


def take_weights(pointer: Pointer, folder: Path) -> None:
    """Give a pointer the weights of a folder. Raises ModelError where they do not fit."""
    own = not pointer.config.rank
    whole = restored(read_weights(folder), given_layers(pointer.encoder, pointer.config.layer) if own else {})
    if not own:
        added = {name.removeprefix(_UPPER): tensor for name, tensor in whole.items() if name.startswith(_UPPER)}
        restore_added(pointer.upper.layers, added)
        whole = {name: tensor for name, tensor in whole.items() if not name.startswith(_UPPER)}
    _fill(pointer, whole, folder)


def _fill(pointer: Pointer, tensors: Mapping[str, Tensor], folder: Path) -> None:
    """Give a pointer the tensors of its folder, the upper layers among them where they are its own.

    Raises ModelError where they do not fit.
    """
    try:
        found = pointer.load_state_dict(dict(tensors), strict=False)
    except RuntimeError as error:
        raise ModelError(f"the weights in {folder} do not fit its config.json ({error}); install it again") from error
    missing = [name for name in found.missing_keys if not (pointer.config.rank and name.startswith(_UPPER))]
    odd = [*found.unexpected_keys, *missing]
    if odd:
        raise ModelError(f"the weights in {folder} do not fit its config.json ({odd[0]}); install the model again")
