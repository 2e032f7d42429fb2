"""What a training run needs to go on after a kill: weights, average, optimizer moments, step; no pickles."""

import json
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import AdamW

from attrib.errors import ModelError
from attrib.training.engine.average import WeightAverage

_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


def save_state(
    folder: Path, model: nn.Module, average: WeightAverage, optimizer: AdamW, progress: dict[str, object]
) -> None:
    """Write the state in one file that replaces the earlier one only when it is whole."""
    tensors = {f"model.{name}": value.detach().cpu() for name, value in model.named_parameters()}
    tensors |= {f"average.{name}": value.cpu() for name, value in average.weights.items()}
    for name, value in model.named_parameters():
        tensors |= {f"{moment}.{name}": kept for moment, kept in _moments(optimizer, value).items()}
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "state.safetensors.part"
    save_file(
        {name: value.contiguous() for name, value in tensors.items()},
        str(unfinished),
        {"progress": json.dumps(progress)},
    )
    unfinished.replace(folder / "state.safetensors")


def _moments(optimizer: AdamW, parameter: nn.Parameter) -> dict[str, Tensor]:
    state = optimizer.state.get(parameter, {})
    return {moment: state[moment].detach().cpu() for moment in _MOMENTS if moment in state}


def read_progress(path: Path) -> dict[str, Any]:
    """What `save_state` was given as progress, read without the tensors. Raises ModelError for a damaged file."""
    try:
        with safe_open(str(path), "pt") as stream:
            progress: dict[str, Any] = json.loads((stream.metadata() or {})["progress"])
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"the training state {path} is damaged ({error}); delete it to train from the start"
        ) from error
    return progress


def load_state(path: Path, model: nn.Module, average: WeightAverage, optimizer: AdamW) -> None:
    """Put a saved state back. Raises ModelError where the file is damaged or of another model."""
    try:
        tensors = load_file(str(path))
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"the training state {path} is damaged ({error}); delete it to train from the start"
        ) from error
    names = dict(model.named_parameters())
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
