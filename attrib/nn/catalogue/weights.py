"""The weights of a model folder: one file, or shards beside an index in the format of `transformers`.

The index, model.safetensors.index.json, has the file of each tensor as `weight_map`; where attrib wrote it, `metadata`
has the SHA-256 of each shard as `sha256` too, so that shards of two models are never read as one.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from attrib.errors import ModelError
from attrib.nn.catalogue.files import WEIGHTS, file_digest, read_json

INDEX = "model.safetensors.index.json"
SHARDS = "model-*-of-*.safetensors"
_SHARD = re.compile(r"model-\d{5}-of-\d{5}\.safetensors")


@dataclass(frozen=True, slots=True)
class ShardIndex:
    """The index of a folder with shards: the file of each tensor, and the SHA-256 of each file where that is known."""

    files: dict[str, str]
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the shards, in order."""
        return tuple(sorted(set(self.files.values())))


def shard_name(number: int, count: int) -> str:
    """The file of a shard, counted from 1."""
    return f"model-{number:05d}-of-{count:05d}.safetensors"


def read_index(folder: Path) -> ShardIndex | None:
    """The index of a folder; None where the weights are one file or missing.

    Raises ModelError for an index that is damaged or names other files than shards.
    """
    path = folder / INDEX
    if not path.is_file():
        return None
    values = read_json(path)
    files, metadata = values.get("weight_map"), values.get("metadata", {})
    digests = metadata.get("sha256", {}) if isinstance(metadata, dict) else None
    if not _of_text(files) or not files or not _of_text(digests):
        raise ModelError(f'{path} has no "weight_map" of tensors and their files; install the model again')
    index = ShardIndex(dict(files), dict(digests))
    for name in index.names:
        if not _SHARD.fullmatch(name):
            raise ModelError(f"{path} names {name!r}, which is no shard such as {shard_name(1, 2)}; install it again")
    return index


def _of_text(values: object) -> TypeGuard[dict[str, str]]:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def weight_files(folder: Path) -> tuple[Path, ...]:
    """The files of a model's weights, by name: the one, or the shards.

    Raises ModelError where a shard is missing, or where there are shards or a file that the index does not name.
    """
    index = read_index(folder)
    there = {path.name for path in folder.glob(SHARDS)}
    if index is None:
        if there:
            raise ModelError(f"the weights in {folder} are shards without {INDEX}; install the model again")
        return (folder / WEIGHTS,)
    there |= {WEIGHTS} if (folder / WEIGHTS).is_file() else set()
    missing, extra = sorted(set(index.names) - there), sorted(there - set(index.names))
    if missing:
        raise ModelError(f"the weights {folder / missing[0]} are missing, {INDEX} names them; install the model again")
    if extra:
        raise ModelError(
            f"the weights {folder / extra[0]} are not among those that {INDEX} names; delete that file if it was left "
            "over, or install the model again"
        )
    return tuple(folder / name for name in index.names)


def weights_digest(folder: Path) -> str:
    """Hexadecimal SHA-256 that names the weights.

    Of one file it is that of its bytes; of shards that of lines "SHA-256  name", in the order of names, as `sha256sum`
    prints them. Raises ModelError where a file is missing or a shard is not that which the index names.
    """
    return digest_of(folder, file_digests(folder))


def digest_of(folder: Path, digests: Mapping[str, str]) -> str:
    """The same of the digests of the files."""
    if read_index(folder) is None:
        return digests[WEIGHTS]
    return hashlib.sha256(listed(digests).encode()).hexdigest()


def listed(digests: Mapping[str, str]) -> str:
    """Lines as `sha256sum` prints them."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def file_digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of weights, by name. Raises ModelError as `weights_digest`."""
    files, index = weight_files(folder), read_index(folder)
    found = {path.name: file_digest(path) for path in files}
    told = {} if index is None else index.digests
    for name, digest in found.items():
        expected = told.get(name, digest)
        if digest != expected:
            raise ModelError(
                f"the weights {folder / name} have SHA-256 {digest[:12]}…, {INDEX} says {expected[:12]}…: they are "
                "damaged or of another model; install the model again"
            )
    return found


def weights_size(folder: Path) -> int | None:
    """The bytes of a model's weights, of all shards together; None where there are none.

    Raises ModelError as `weight_files` does.
    """
    files = weight_files(folder)
    return sum(path.stat().st_size for path in files) if all(path.is_file() for path in files) else None
