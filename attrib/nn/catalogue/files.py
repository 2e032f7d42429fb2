"""The files of a model folder, read and checked; needs neither torch nor transformers."""

import hashlib
import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrib.errors import ModelError

CONFIG = "config.json"
WEIGHTS = "model.safetensors"
METRICS = "metrics.json"
SEAL = "weights.sha256"
CARD = "README.md"

_SETTLED = 2_000_000_000  # nanoseconds in which any file system's clock has moved on
_HASHED = 256  # files whose digests are kept


def file_digest(path: Path) -> str:
    """Hexadecimal SHA-256 of one file of weights. Raises ModelError where it cannot be read.

    A process hashes a file again where its size, its time or its place on the disk has changed, or when it was written
    so lately that a second writing might have the same time.
    """
    try:
        told = path.stat()
        state = (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
        settled = time.time_ns() - max(told.st_mtime_ns, told.st_ctime_ns) > _SETTLED
        return _digest_in(path, state) if settled else _digest(path)
    except OSError as error:
        raise ModelError(f"the weights {path} cannot be read ({error.strerror}); install the model again") from error


@lru_cache(maxsize=_HASHED)
def _digest_in(path: Path, _state: tuple[int, ...]) -> str:
    """The digest of a file that has been in a state for a while."""
    return _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
