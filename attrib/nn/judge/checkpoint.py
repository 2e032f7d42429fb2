"""A folder with a judge on disk: config.json, and in model.safetensors what is its own, without what it shares."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn import eight_bits
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.catalogue import Kind, checked_digest, read_config, write_config
from attrib.nn.differences import added, with_differences
from attrib.nn.eight_bits import CODES
from attrib.nn.encoder.upper import given_names
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.model import SideJudge
from attrib.nn.tensors import read_weights, write_weights

_LAYERS = "upper."


def save_judge(folder: Path, judge: SideJudge) -> str:
    """Write config and weights, these whole or not at all; returns their digest.

    The upper layers are written as differences from the attribution model's, all else in half precision. Raises
    ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.JUDGE, judge.config.to_json())
    return write_weights(folder, with_differences(judge.state_dict(), judge.given_upper()))


class StoredUpper(Mapping[str, Tensor]):
    """What `SideJudge.given_upper` gives, of the stored weights of the attribution model, looked up when asked for."""

    def __init__(self, weights: Mapping[str, Tensor], first: int) -> None:
        self._weights, self._names = weights, given_names(weights, first)

    def __getitem__(self, name: str) -> Tensor:
        return self._weights[self._names[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def load_judge(
    folder: Path,
    base: AttributionModel,
    weights: Mapping[str, Tensor] | None = None,
    dtype: torch.dtype = torch.float32,
) -> SideJudge:
    """The judge of a folder over the attribution model that it was trained over, in evaluation mode.

    Its layers are in `dtype`, the head in float32. Where the base was read without its upper layers, `weights` are its
    stored ones by name.

    Raises ModelError for a missing file, weights other than those of their seal or that do not fit config or
    encoder, and a config of another kind or format version, with a missing or unknown key or a value of another type.
    """
    config = JudgeConfig.from_json(read_config(folder, Kind.JUDGE))
    checked_digest(folder)
    judge = SideJudge(config, base, filled=False)
    given = judge.given_upper() if weights is None else StoredUpper(weights, config.first)
    whole = _restored(read_weights(folder), given)
    own = {name: whole[name].to(dtype if name.startswith(_LAYERS) else torch.float32) for name in whole}
    try:
        judge.load_state_dict(own, assign=True)
    except RuntimeError as error:
        problem = str(error).splitlines()[-1].strip()
        raise ModelError(
            f"the weights in {folder} do not fit its config.json ({problem}); install the model again"
        ) from error
    return judge.to(base.device()).eval().requires_grad_(False)


def _restored(tensors: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> Mapping[str, Tensor]:
    """The weights of a folder in float32, put together when they are asked for.

    The first judges' were whole, in eight bits, and had MPNet's names.
    """
    if not any(name.endswith(CODES) for name in tensors):
        return added(tensors, given)
    whole = eight_bits.restored(tensors)
    return {
        name.replace("upper.layer.", "upper.layers.").replace("relative_attention_bias", "distances"): tensor
        for name, tensor in whole.items()
    }
