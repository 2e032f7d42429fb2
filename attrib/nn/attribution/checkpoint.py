"""A model folder on disk: config.json, model.safetensors or its shards, tokenizer.json, metrics.json; no pickles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import LIGHT, AttributionModel
from attrib.nn.catalogue import Kind, checked_digest, find_model, read_config, write_config
from attrib.nn.eight_bits import Restored, with_eight_bits
from attrib.nn.encoder.load import load_tokenizer_file, make_encoder
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.encoder.upper import layer_of
from attrib.nn.tensors import fill, read_weights, single_precision, write_weights


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to run, its text encoder, its name and the SHA-256 of its weights."""

    name: str
    model: AttributionModel
    encoder: TextEncoder
    digest: str


def save_model(folder: Path, model: AttributionModel, tokenizer: Tokenizer, bits: int = 16) -> str:
    """Write config, tokenizer and weights, these whole or not at all; returns their digest.

    Weights have half precision, or with `bits` = 8 the large matrices have eight bits a weight. They are in shards
    where one file would be too large (`attrib.nn.tensors`). Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.ATTRIBUTION, model.config.to_json())
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    return write_weights(folder, stored_weights(model.state_dict(), bits))


def stored_weights(tensors: Mapping[str, Tensor], bits: int) -> dict[str, Tensor]:
    """The tensors of a model as they are stored, with so many bits a weight of the large matrices."""
    if bits == 8:
        return with_eight_bits(tensors)
    return {name: tensor.detach().half().contiguous().cpu() for name, tensor in tensors.items()}


def load_model(name: str, device: torch.device) -> LoadedModel:
    """Load a model by name or path, in float32 and evaluation mode.

    The digest that weights.sha256 names is checked first, and that of metrics.json. Raises ModelError for every damage.
    """
    return _load(name, device)[0]


def load_lower_layers(
    name: str, count: int, device: torch.device, dtype: torch.dtype
) -> tuple[LoadedModel, Mapping[str, Tensor]]:
    """A model that is read up to so many layers of its encoder, and the stored weights of all, by name.

    The layers above have no values. The encoder works in `dtype`; the weights beside it are put together in float32
    when they are asked for. Errors as `load_model`.
    """

    def dtype_of(tensor: str) -> torch.dtype | None:
        layer = layer_of(tensor)
        if layer is not None and layer >= count:
            return None
        return dtype if tensor.startswith(LIGHT) else torch.float32

    return _load(name, device, dtype_of)


def _load(
    name: str, device: torch.device, dtype_of: Callable[[str], torch.dtype | None] = single_precision
) -> tuple[LoadedModel, Mapping[str, Tensor]]:
    folder = find_model(name, Kind.ATTRIBUTION)
    digest = checked_digest(folder)
    config = ModelConfig.from_json(read_config(folder, Kind.ATTRIBUTION))
    model = AttributionModel(config, make_encoder(config.encoder))
    weights = Restored(read_weights(folder))
    fill(model, weights, folder, dtype_of)
    tokenizer = load_tokenizer_file(folder / "tokenizer.json")
    rows = model.encoder.get_input_embeddings().get_parameter("weight").shape[0]
    if tokenizer.get_vocab_size() > rows:
        raise ModelError(
            f"{folder / 'tokenizer.json'} has {tokenizer.get_vocab_size()} word pieces, the weights {rows}; "
            "install the model again"
        )
    encoder = TextEncoder(tokenizer, config.window, config.overlap, config.opening)
    return LoadedModel(folder.name, model.to(device).eval(), encoder, digest), weights
