"""Files of tensors that are there whole or not at all; the weights of a folder, in shards where they are large."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.catalogue import (
    INDEX,
    METRICS,
    SEAL,
    SHARDS,
    WEIGHTS,
    file_digest,
    read_index,
    seal,
    shard_name,
    weight_files,
)

MOST_BYTES = 95_000_000
"""The most bytes of one file of weights; a tensor that is larger has a file of its own."""

_FORMAT = {"format": "pt"}
_HEADER_BYTES = 256  # the most that a tensor's name, shape and place take in the head of a file


def write_tensors(
    path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, str], *, outdated: Iterable[Path] = ()
) -> None:
    """Write a safetensors file, which takes its name when it is whole; `outdated` files are removed right before that.

    Raises ModelError where the disk does not take it: what was there stays, and no half file is left.
    """
    unfinished = _unfinished(path)
    try:
        save_file(dict(tensors), str(unfinished), dict(metadata))
        for other in outdated:
            other.unlink(missing_ok=True)
        unfinished.replace(path)
    except (OSError, SafetensorError) as error:
        unfinished.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def write_weights(folder: Path, tensors: Mapping[str, Tensor], most_bytes: int | None = None) -> str:
    """Write the weights of a folder and their seal, in shards where they take more than `most_bytes`; their digest.

    `most_bytes` is MOST_BYTES unless given. Figures and weights that were there go: the digest would refuse the one,
    and the others are of another model. All shards are on the disk before the first takes its name; a writing that is
    cut off between the first name and the last leaves a folder that `weight_files` refuses. Raises ModelError where the
    disk does not take them.
    """
    shards = _shards(tensors, MOST_BYTES if most_bytes is None else most_bytes)
    # The index goes first: shards without it are no weights.
    old = [folder / METRICS, folder / SEAL, folder / INDEX, *folder.glob(SHARDS)]
    if len(shards) == 1:
        write_tensors(folder / WEIGHTS, tensors, _FORMAT, outdated=old)
    else:
        _write_shards(folder, shards, [*old, folder / WEIGHTS])
    return seal(folder)


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The tensors of a model folder, from one file or from all shards, as they are stored.

    Raises ModelError where a file is missing or damaged, or where a shard has other tensors than the index names.
    """
    index, tensors = read_index(folder), dict[str, Tensor]()
    for path in weight_files(folder):
        try:
            found = load_file(path)
        except (OSError, SafetensorError) as error:
            raise ModelError(f"the weights {path} are damaged ({error}); install the model again") from error
        if index is not None and set(found) != {name for name, file in index.files.items() if file == path.name}:
            raise ModelError(f"the weights {path} have other tensors than {INDEX} names; install the model again")
        tensors |= found
    return tensors


def single_precision(_name: str) -> torch.dtype:
    """Float32 for every tensor."""
    return torch.float32


def fill(
    model: nn.Module,
    tensors: Mapping[str, Tensor],
    folder: Path,
    dtype_of: Callable[[str], torch.dtype | None] = single_precision,
) -> None:
    """Give a model the weights of a folder, each in the number format for its name; those of None are left out.

    Raises ModelError where one is missing, one too many, or of another shape.
    """
    formats = {name: dtype_of(name) for name in tensors}
    given = {name: tensors[name].to(dtype) for name, dtype in formats.items() if dtype is not None}
    try:
        # Assigned, not copied: of a large model there are never two in memory.
        found = model.load_state_dict(given, strict=False, assign=True)
    except RuntimeError as error:
        raise _unfit(folder, str(error).splitlines()[-1].strip()) from error
    missing = [name for name in found.missing_keys if name not in formats]
    if missing:
        raise _unfit(folder, f"Missing {', '.join(missing)}.")
    if found.unexpected_keys:
        raise _unfit(folder, f"Unexpected {', '.join(found.unexpected_keys)}.")


def _unfit(folder: Path, problem: str) -> ModelError:
    return ModelError(f"the weights in {folder} do not fit config.json ({problem}); install the model again")


def _shards(tensors: Mapping[str, Tensor], most_bytes: int) -> list[dict[str, Tensor]]:
    """The tensors in their order, in as few groups as that needs, none above the limit but for a single tensor."""
    shards, room = [dict[str, Tensor]()], most_bytes
    for name, tensor in tensors.items():
        size = tensor.numel() * tensor.element_size() + _HEADER_BYTES
        if size > room and shards[-1]:
            shards.append({})
            room = most_bytes
        shards[-1][name] = tensor
        room -= size
    return shards


def _write_shards(folder: Path, shards: list[dict[str, Tensor]], outdated: Iterable[Path]) -> None:
    named = {folder / shard_name(number, len(shards)): tensors for number, tensors in enumerate(shards, 1)}
    index = folder / INDEX
    try:
        for path, tensors in named.items():
            save_file(tensors, str(_unfinished(path)), _FORMAT)
        digests = {path.name: file_digest(_unfinished(path)) for path in named}
        size = sum(tensor.numel() * tensor.element_size() for tensors in shards for tensor in tensors.values())
        files = {name: path.name for path, tensors in named.items() for name in tensors}
        values = {"metadata": {"total_size": size, "sha256": digests}, "weight_map": files}
        _unfinished(index).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        for other in outdated:
            other.unlink(missing_ok=True)
        for path in (*named, index):
            _unfinished(path).replace(path)
    except (OSError, SafetensorError) as error:
        for path in (*named, index):
            _unfinished(path).unlink(missing_ok=True)
        raise _not_written(folder, error) from error


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _not_written(path: Path, error: Exception) -> ModelError:
    return ModelError(f"{path} cannot be written ({error}); free some space, or give another folder")
