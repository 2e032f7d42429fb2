"""What a training needs to go on after a kill: weights, average, optimiser moments and position; no pickles."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.optim import AdamW

from attrib.errors import ModelError
from attrib.nn.tensors import write_tensors
from attrib.training.engine.average import WeightAverage, trained

FILE = "state.safetensors"
_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a training stands: `done` batches of epoch number `epoch`, counted from 0, and `step` steps in all.

    `seconds` of work up to there, `losses` the sum over the batches done in this epoch, `log` the lines of log.jsonl.
    """

    epoch: int = 0
    done: int = 0
    step: int = 0
    seconds: float = 0.0
    losses: float = 0.0
    log: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> "Position":
        """Raises KeyError, TypeError or ValueError where a value is missing or of another type."""
        epoch, done, step = (int(values[name]) for name in ("epoch", "done", "step"))
        return Position(epoch, done, step, float(values["seconds"]), float(values["losses"]), tuple(values["log"]))


def save_state(
    folder: Path, model: nn.Module, average: WeightAverage, optimizer: AdamW, progress: dict[str, Any]
) -> None:
    """Write the state in one file that replaces the earlier one only when it is whole.

    Raises ModelError where the disk does not take it.
    """
    tensors = {f"model.{name}": value.detach().cpu() for name, value in trained(model).items()}
    tensors |= {f"average.{name}": value.cpu() for name, value in average.weights.items()}
    for name, value in trained(model).items():
        tensors |= {f"{moment}.{name}": kept for moment, kept in _moments(optimizer, value).items()}
    folder.mkdir(parents=True, exist_ok=True)
    whole = {name: value.contiguous() for name, value in tensors.items()}
    write_tensors(folder / FILE, whole, {"progress": json.dumps(progress)})


def _moments(optimizer: AdamW, parameter: nn.Parameter) -> dict[str, Tensor]:
    state = optimizer.state.get(parameter, {})
    return {moment: state[moment].detach().cpu() for moment in _MOMENTS if moment in state}


def read_progress(path: Path) -> dict[str, Any]:
    """What `save_state` was given as progress, read without the tensors. Raises ModelError for a damaged file."""
    try:
        with safe_open(str(path), "pt") as stream:
            progress: dict[str, Any] = dict(json.loads((stream.metadata() or {})["progress"]))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise damaged(path, error) from error
    return progress


def damaged(path: Path, error: Exception) -> ModelError:
    """The error for a state that cannot be read."""
    return ModelError(f"the training state {path} is damaged ({error}); delete it to train from the start")


def load_state(path: Path, model: nn.Module, average: WeightAverage, optimizer: AdamW) -> None:
    """Put a saved state back. Raises ModelError where the file is damaged or of another model."""
    try:
        tensors = load_file(str(path))
    except (OSError, SafetensorError) as error:
        raise damaged(path, error) from error
    names = trained(model)
    expected = {f"{kind}.{name}": value.shape for name, value in names.items() for kind in ("model", "average")}
    if expected != {name: tensors[name].shape for name in tensors if name.startswith(("model.", "average."))}:
        raise ModelError(f"the training state {path} is of another model; delete it to train from the start")
    for name, value in names.items():
        value.data.copy_(tensors[f"model.{name}"])
        average.weights[name].copy_(tensors[f"average.{name}"])
        moments = {moment: tensors[f"{moment}.{name}"] for moment in _MOMENTS if f"{moment}.{name}" in tensors}
        if moments:
            # A fused optimizer keeps its step count beside the parameter too.
            optimizer.state[value] = {key: kept.to(value.device) for key, kept in moments.items()}
