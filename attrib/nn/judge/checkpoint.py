"""A pair judge on disk: config.json and the trained tensors alone; no pickles."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import Kind, checked_digest, find_digest, find_model, read_config, write_config
from attrib.nn.eight_bits import restored
from attrib.nn.encoder.low_rank import added_tensors, merge, restore_added
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.model import PairJudge
from attrib.nn.tensors import read_weights, write_weights

_UPPER = "upper."
_HEAD = ("unnamed", "hidden.weight", "hidden.bias", "sides.weight", "sides.bias")


@dataclass(frozen=True, slots=True)
class LoadedJudge:
    """A judge ready to run, its text encoder, its name and the SHA-256 of its weights."""

    name: str
    model: PairJudge
    encoder: TextEncoder
    digest: str


def save_judge(folder: Path, model: PairJudge) -> str:
    """Write config and the trained tensors in half precision, whole or not at all; returns their digest.

    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.JUDGE, model.config.to_json())
    trained = {_UPPER + name: tensor for name, tensor in added_tensors(model.upper).items()}
    trained |= {name: tensor for name, tensor in model.state_dict().items() if name in _HEAD}
    return write_weights(folder, {name: tensor.detach().half().contiguous().cpu() for name, tensor in trained.items()})


def load_judge(name: str, device: torch.device) -> LoadedJudge:
    """Load a judge by name or path over the attribution model it is for, merged, in float32 and evaluation mode.

    The digests of its weights and of the attribution model's are checked. Raises ModelError for every damage.
    """
    folder = find_model(name, Kind.JUDGE)
    digest = checked_digest(folder)
    config = JudgeConfig.from_json(read_config(folder, Kind.JUDGE))
    base = load_model(str(find_digest(Kind.ATTRIBUTION, config.made_for, folder)), torch.device("cpu"))
    model = PairJudge(config, base.model)
    _fill(model, restored(read_weights(folder)), folder)
    merge(model.upper)
    return LoadedJudge(folder.name, model.to(device).eval().requires_grad_(False), base.encoder, digest)


def _fill(model: PairJudge, tensors: dict[str, Tensor], folder: Path) -> None:
    """Give a judge its trained tensors. Raises ModelError where they do not fit."""
    upper = {name.removeprefix(_UPPER): tensor for name, tensor in tensors.items() if name.startswith(_UPPER)}
    head = {name: tensor for name, tensor in tensors.items() if not name.startswith(_UPPER)}
    try:
        restore_added(model.upper, upper)
        if set(head) != set(_HEAD):
            raise ModelError(f"{sorted(set(head) ^ set(_HEAD))[0]} is missing or unknown")
        model.load_state_dict(head, strict=False)
    except (ModelError, RuntimeError) as error:
        problem = str(error).splitlines()[-1].strip()
        raise ModelError(
            f"the weights in {folder} do not fit config.json ({problem}); install the model again"
        ) from error
