"""Where a model lies and whether its weights are what they should be; needs neither torch nor transformers."""

import hashlib
import json
from pathlib import Path
from typing import Any

from attrib import resources
from attrib.errors import ModelError

WEIGHTS = "model.safetensors"
METRICS = "metrics.json"
SENTENCE_ENCODER = "all-minilm-l6-v2"


ATTRIBUTION, STANCE = "encoder", "base_sha256"
"""The keys by which the config of an attribution model, and of a stance model, is known."""
ANTECEDENTS, WORD_CLASSES = "scorers", "classes"
"""The keys by which the configs of the two heads over an attribution model are told apart."""


def model_folder(name: str, sort: str = ATTRIBUTION) -> Path:
    """The folder of a model given by path or by its name under models/.

    Raises ModelError where there is none; the message lists those of the sort that ship.
    """
    given = Path(name)
    if (given / "config.json").is_file():
        return given
    models = resources.folder("models")
    if (models / name / "config.json").is_file():
        return models / name
    configs = [path for path in models.glob("*/config.json") if sort in read_json(path)]
    shipped = ", ".join(sorted(path.parent.name for path in configs)) or "none"
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


def sentence_encoder_folder() -> Path:
    """The folder of the sentence encoder that ships with attrib."""
    return resources.folder("models") / SENTENCE_ENCODER


def sentence_encoder_id() -> str:
    """What names that encoder in a database: its folder and the first digits of its weights' SHA-256."""
    folder = sentence_encoder_folder()
    return f"{folder.name}:{weights_digest(folder)[:16]}"


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
