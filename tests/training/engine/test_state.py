"""Training states on disk: put back whole, and refused where they do not fit."""

from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn
from torch.optim import AdamW

from attrib.errors import ModelError
from attrib.nn import tensors
from attrib.training.engine.average import WeightAverage
from attrib.training.engine.state import load_state, read_progress, save_state

Parts = tuple[nn.Module, WeightAverage, AdamW]


def parts(seed: int, width: int = 3) -> Parts:
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, width), nn.Linear(width, 1))
    return model, WeightAverage(model, 0.5), AdamW(model.parameters(), lr=0.1, fused=True)


def step(model: nn.Module, average: WeightAverage, optimizer: AdamW) -> None:
    loss = model(torch.tensor([[1.0, 2.0]])).square().sum()
    optimizer.zero_grad()
    torch.autograd.backward(loss)
    optimizer.step()
    average.update(model, 5)


def values(model: nn.Module, average: WeightAverage, _: AdamW) -> list[torch.Tensor]:
    return [*(parameter.detach().clone() for parameter in model.parameters()), *average.weights.values()]


def test_a_run_goes_on_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    first, second = parts(0), parts(1)
    step(*first)
    save_state(tmp_path / "run", *first, {"step": 1})
    load_state(tmp_path / "run" / "state.safetensors", *second)
    for _ in range(3):
        step(*first)
        step(*second)
    for one, other in zip(values(*first), values(*second), strict=True):
        assert torch.equal(one, other)


def test_a_state_before_the_first_step(tmp_path: Path) -> None:
    first, second = parts(0), parts(1)
    save_state(tmp_path, *first, {})
    load_state(tmp_path / "state.safetensors", *second)
    step(*first)
    step(*second)
    assert all(torch.equal(one, other) for one, other in zip(values(*first), values(*second), strict=True))


def test_progress_is_read_alone(tmp_path: Path) -> None:
    save_state(tmp_path, *parts(0), {"epoch": 2, "seconds": 1.5, "config": "abc"})
    assert read_progress(tmp_path / "state.safetensors") == {"epoch": 2, "seconds": 1.5, "config": "abc"}


def test_a_save_that_breaks_off_leaves_the_earlier_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_state(tmp_path, *parts(0), {"epoch": 1})

    def full_disk(_: object, path: str, __: object) -> None:
        Path(path).write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(tensors, "save_file", full_disk)
    with pytest.raises(ModelError, match="no space"):
        save_state(tmp_path, *parts(0), {"epoch": 2})
    assert read_progress(tmp_path / "state.safetensors") == {"epoch": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["state.safetensors"]


@pytest.mark.parametrize("kept", [0, 9, 100, -10])
def test_a_state_cut_off(tmp_path: Path, kept: int) -> None:
    save_state(tmp_path, *parts(0), {"epoch": 1})
    path = tmp_path / "state.safetensors"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match=r"is damaged .*; delete it to train from the start"):
        load_state(path, *parts(0))
    with pytest.raises(ModelError, match=r"is damaged .*; delete it to train from the start"):
        read_progress(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is damaged"):
        load_state(tmp_path / "state.safetensors", *parts(0))
    with pytest.raises(ModelError, match="is damaged"):
        read_progress(tmp_path / "state.safetensors")


def test_a_safetensors_file_that_is_no_state(tmp_path: Path) -> None:
    path = tmp_path / "state.safetensors"
    save_file({"a": torch.zeros(1)}, path)
    with pytest.raises(ModelError, match="is damaged"):
        read_progress(path)
    with pytest.raises(ModelError, match="is of another model; delete it"):
        load_state(path, *parts(0))
    save_file({"a": torch.zeros(1)}, path, {"progress": "3"})
    with pytest.raises(ModelError, match="is damaged"):
        read_progress(path)


def test_a_disk_that_takes_no_state_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise SafetensorError("no space left on device")

    monkeypatch.setattr(tensors, "save_file", full_disk)
    with pytest.raises(ModelError, match=r"cannot be written \(no space left on device\); free some space"):
        save_state(tmp_path, *parts(0), {})


def test_a_state_of_another_model(tmp_path: Path) -> None:
    save_state(tmp_path, *parts(0, width=4), {})
    with pytest.raises(ModelError, match="is of another model; delete it to train from the start"):
        load_state(tmp_path / "state.safetensors", *parts(0))


def test_a_state_without_its_average(tmp_path: Path) -> None:
    save_state(tmp_path, *parts(0), {})
    path = tmp_path / "state.safetensors"
    save_file({name: tensor for name, tensor in load_file(path).items() if not name.startswith("average.")}, path)
    with pytest.raises(ModelError, match="is of another model"):
        load_state(path, *parts(0))
