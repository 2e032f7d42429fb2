"""A model folder on disk: config.json, model.safetensors, tokenizer.json and metrics.json; no pickles."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer

from attrib.errors import ModelError
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.catalogue import (
    METRICS,
    WEIGHTS,
    Kind,
    checked_digest,
    find_model,
    read_config,
    weights_digest,
    write_config,
)
from attrib.nn.encoder.load import load_tokenizer_file, make_encoder
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.tensors import write_tensors


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to run, its text encoder, its name and the SHA-256 of its weights."""

    name: str
    model: AttributionModel
    encoder: TextEncoder
    digest: str


def save_model(folder: Path, model: AttributionModel, tokenizer: Tokenizer) -> str:
    """Write config, tokenizer and half-precision weights, these whole or not at all; returns their digest.

    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.ATTRIBUTION, model.config.to_json())
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    weights = {name: tensor.detach().half().contiguous().cpu() for name, tensor in model.state_dict().items()}
    # Figures of the weights that were there are not those of the new ones, and their digest would refuse these.
    write_tensors(folder / WEIGHTS, weights, {"format": "pt"}, outdated=[folder / METRICS])
    return weights_digest(folder)


def load_model(name: str, device: torch.device) -> LoadedModel:
    """Load a model by name or path, in float32 and evaluation mode.

    The digest that metrics.json names, where it names one, is checked first. Raises ModelError for every damage.
    """
    folder = find_model(name, Kind.ATTRIBUTION)
    digest = checked_digest(folder)
    config = ModelConfig.from_json(read_config(folder, Kind.ATTRIBUTION))
    model = AttributionModel(config, make_encoder(config.encoder))
    try:
        weights = load_file(str(folder / WEIGHTS))
    except SafetensorError as error:
        raise ModelError(f"the weights {folder / WEIGHTS} are damaged ({error}); install the model again") from error
    try:
        model.load_state_dict({key: tensor.float() for key, tensor in weights.items()})
    except RuntimeError as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} do not fit config.json ({error}); install the model again"
        ) from error
    tokenizer = load_tokenizer_file(folder / "tokenizer.json")
    rows = model.encoder.get_input_embeddings().get_parameter("weight").shape[0]
    if tokenizer.get_vocab_size() > rows:
        raise ModelError(
            f"{folder / 'tokenizer.json'} has {tokenizer.get_vocab_size()} word pieces, the weights {rows}; "
            "install the model again"
        )
    encoder = TextEncoder(tokenizer, config.window, config.overlap, config.opening)
    return LoadedModel(folder.name, model.to(device).eval(), encoder, digest)
