"""A folder with an antecedent head on disk: config.json and model.safetensors, for one attribution model's weights."""

import json
from dataclasses import asdict
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from attrib.errors import ModelError
from attrib.nn.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.configuration import read_values
from attrib.nn.folder import WEIGHTS, checked_digest, read_json, weights_digest


def save_head(folder: Path, head: AntecedentHead) -> str:
    """Write config and half-precision weights, these whole or not at all; returns their digest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(asdict(head.config), indent=2) + "\n", encoding="utf-8")
    weights = {name: tensor.detach().half().contiguous().cpu() for name, tensor in head.state_dict().items()}
    unfinished = folder / f"{WEIGHTS}.part"
    save_file(weights, str(unfinished), metadata={"format": "pt"})
    unfinished.replace(folder / WEIGHTS)
    return weights_digest(folder)


def load_head(folder: Path) -> AntecedentHead:
    """The head, in float32 and evaluation mode. Raises ModelError for every damage."""
    checked_digest(folder)
    head = AntecedentHead(read_config(folder))
    try:
        weights = load_file(str(folder / WEIGHTS))
        head.load_state_dict({key: tensor.float() for key, tensor in weights.items()})
    except (SafetensorError, RuntimeError) as error:
        raise ModelError(
            f"the weights {folder / WEIGHTS} are damaged or do not fit config.json ({error}); install the model again"
        ) from error
    return head.eval()


def read_config(folder: Path) -> AntecedentConfig:
    """Raises ModelError for a missing or unknown key, a value of another type, or another format version."""
    return read_values(AntecedentConfig, read_json(folder / "config.json"), "a head for antecedents of attrib")
