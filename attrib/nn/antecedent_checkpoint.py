"""A folder with an antecedent head on disk: config.json and model.safetensors, for one attribution model's weights."""

import json
from dataclasses import asdict, fields
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from attrib.errors import ModelError
from attrib.nn.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.folder import WEIGHTS, checked_digest, read_json, weights_digest

_VERSION = AntecedentConfig("").format_version


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
    values = read_json(folder / "config.json")
    wanted = {item.name: item.type for item in fields(AntecedentConfig)}
    if set(values) != set(wanted):
        raise ModelError(
            f"{folder / 'config.json'} has the keys {sorted(values)}, expected {sorted(wanted)}; "
            "install the model again"
        )
    for name, value in asdict(AntecedentConfig("")).items():
        if type(values[name]) is not type(value):
            raise ModelError(
                f"{folder / 'config.json'} has {name} = {values[name]!r}, expected {type(value).__name__}; "
                "install the model again"
            )
    if values["format_version"] != _VERSION:
        raise ModelError(
            f"{folder} has format version {values['format_version']}, this attrib reads version {_VERSION}; "
            "use the attrib it was made with, or train it again"
        )
    return AntecedentConfig(**values)
