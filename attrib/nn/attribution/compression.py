"""An attribution model written anew with fewer bits a weight."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import stored_weights
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.catalogue import Kind, checked_digest, find_model, read_config, weights_size, write_config
from attrib.nn.eight_bits import restored
from attrib.nn.tensors import read_weights, write_weights

# The card and metrics.json are of the other weights and stay behind.
_KEPT = ("tokenizer.json", "training.toml", "training.json", "log.jsonl")


@dataclass(frozen=True, slots=True)
class Compressed:
    """A model that was written anew: its folder, the SHA-256 of its weights, their bytes before and after."""

    folder: Path
    digest: str
    before: int
    after: int


def compress_model(name: str, target: Path, bits: int = 8) -> Compressed:
    """Write a model, given by name or path, into a new folder with 8 or 16 bits a weight of the large matrices.

    A base that is named by the path of its folder is named by that folder alone from then on. Raises ModelError where
    the model is missing, damaged or of another kind, and where the target holds files or cannot be written.
    """
    source = find_model(name, Kind.ATTRIBUTION)
    checked_digest(source)
    config = ModelConfig.from_json(read_config(source, Kind.ATTRIBUTION))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ModelError(f"{target} holds something already; give the path of a new folder")
    weights = stored_weights(restored(read_weights(source)), bits)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file in _KEPT:
            if (source / file).is_file():
                shutil.copyfile(source / file, target / file)
    except OSError as error:
        raise ModelError(f"{target} cannot be written ({error.strerror}); give another folder") from error
    base = Path(config.base).name if Path(config.base).is_absolute() else config.base
    write_config(target, Kind.ATTRIBUTION, replace(config, base=base).to_json())
    digest = write_weights(target, weights)
    return Compressed(target, digest, weights_size(source) or 0, weights_size(target) or 0)
