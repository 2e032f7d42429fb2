"""A model folder on disk: config.json, model.safetensors, tokenizer.json and metrics.json; no pickles."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from attrib import resources
from attrib.errors import ModelError
from attrib.nn.config import ModelConfig
from attrib.nn.encoding import TextEncoder
from attrib.nn.model import AttributionModel

WEIGHTS = "model.safetensors"
METRICS = "metrics.json"


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to run, its text encoder, its name and the SHA-256 of its weights."""

    name: str
    model: AttributionModel
    encoder: TextEncoder
    digest: str


def model_folder(name: str) -> Path:
    """The folder of a model given by path or by its name under models/. Raises ModelError where there is none."""
    given = Path(name)
    if (given / "config.json").is_file():
        return given
    models = resources.folder("models")
    if (models / name / "config.json").is_file():
        return models / name
    shipped = ", ".join(sorted(path.parent.name for path in models.glob("*/config.json"))) or "none"
    raise ModelError(
        f"no model {name!r}: it is neither a folder with a config.json nor one that ships with attrib ({shipped})"
    )


def weights_digest(folder: Path) -> str:
    """Hexadecimal SHA-256 of the weights file."""
    try:
        with (folder / WEIGHTS).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} cannot be read ({error.strerror}); install the model again"
        ) from error


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object. Raises ModelError where the file is missing, damaged or something else."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); install the model again") from error
    except ValueError as error:
        raise ModelError(f"{path} is not JSON ({error}); install the model again") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path} holds {type(values).__name__}, expected an object; install the model again")
    return values


def save_model(folder: Path, model: AttributionModel, tokenizer: Tokenizer) -> str:
    """Write config, tokenizer and half-precision weights, these whole or not at all; returns their digest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(model.config.to_json(), indent=2) + "\n", encoding="utf-8")
    tokenizer.save(str(folder / "tokenizer.json"))
    weights = {name: tensor.detach().half().contiguous().cpu() for name, tensor in model.state_dict().items()}
    unfinished = folder / f"{WEIGHTS}.part"
    save_file(weights, str(unfinished), metadata={"format": "pt"})
    # Figures of the weights that were there are not those of the new ones, and their digest would refuse these.
    (folder / METRICS).unlink(missing_ok=True)
    unfinished.replace(folder / WEIGHTS)
    return weights_digest(folder)


def load_model(name: str, device: torch.device) -> LoadedModel:
    """Load a model by name or path, in float32 and evaluation mode.

    The digest that metrics.json names, where it names one, is checked first. Raises ModelError for every damage.
    """
    folder = model_folder(name)
    digest = checked_digest(folder)
    config = ModelConfig.from_json(read_json(folder / "config.json"))
    model = AttributionModel(config)
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
    encoder = TextEncoder(tokenizer, config.window, config.overlap)
    return LoadedModel(folder.name, model.to(device).eval(), encoder, digest)


def checked_digest(folder: Path) -> str:
    """The digest of the weights. Raises ModelError where metrics.json names another."""
    digest = weights_digest(folder)
    metrics = folder / METRICS
    expected = read_json(metrics).get("weights_sha256", digest) if metrics.is_file() else digest
    if digest != expected:
        raise ModelError(
            f"the weights {folder / WEIGHTS} have SHA-256 {digest[:12]}…, metrics.json says {str(expected)[:12]}…; "
            "install the model again"
        )
    return digest


def load_tokenizer_file(path: Path) -> Tokenizer:
    """The tokenizer of a model folder. Raises ModelError where the file is missing, cut off or something else."""
    values = read_json(path)
    model = values.get("model")
    if not isinstance(model, dict) or not model.get("vocab"):
        raise ModelError(f"{path} has no tokenizer model with a vocabulary; install the model again")
    return Tokenizer.from_str(json.dumps(values))
