"""A model folder on disk: config.json, model.safetensors or its shards, tokenizer.json, metrics.json; no pickles."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.catalogue import Kind, checked_digest, find_model, read_config, write_config
from attrib.nn.eight_bits import restored, with_eight_bits
from attrib.nn.encoder.load import load_tokenizer_file, make_encoder
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.tensors import fill, read_weights, write_weights


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
    folder = find_model(name, Kind.ATTRIBUTION)
    digest = checked_digest(folder)
    config = ModelConfig.from_json(read_config(folder, Kind.ATTRIBUTION))
    model = AttributionModel(config, make_encoder(config.encoder))
    fill(model, restored(read_weights(folder)), folder)
    tokenizer = load_tokenizer_file(folder / "tokenizer.json")
    rows = model.encoder.get_input_embeddings().get_parameter("weight").shape[0]
    if tokenizer.get_vocab_size() > rows:
        raise ModelError(
            f"{folder / 'tokenizer.json'} has {tokenizer.get_vocab_size()} word pieces, the weights {rows}; "
            "install the model again"
        )
    encoder = TextEncoder(tokenizer, config.window, config.overlap, config.opening)
    return LoadedModel(folder.name, model.to(device).eval(), encoder, digest)
