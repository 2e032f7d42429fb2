"""The files of a model folder, read and checked; needs neither torch nor transformers."""

import hashlib
import json
from pathlib import Path
from typing import Any

from attrib.errors import ModelError

CONFIG = "config.json"
WEIGHTS = "model.safetensors"
METRICS = "metrics.json"
SEAL = "weights.sha256"
CARD = "README.md"


def file_digest(path: Path) -> str:
    """Hexadecimal SHA-256 of one file of weights. Raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the weights {path} cannot be read ({error.strerror}); install the model again") from error


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object. Raises ModelError where the file is missing, damaged or something else."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); install the model again") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is not JSON ({error}); install the model again") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path} holds {type(values).__name__}, expected an object; install the model again")
    return values


def measured_digest(folder: Path) -> str | None:
    """The SHA-256 of the weights whose figures metrics.json holds; None where it names none.

    Raises ModelError where metrics.json is damaged.
    """
    metrics = folder / METRICS
    expected = read_json(metrics).get("weights_sha256") if metrics.is_file() else None
    return None if expected is None else str(expected)
