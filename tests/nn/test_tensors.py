"""Files of tensors: whole, or the old ones."""

from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from attrib.errors import ModelError
from attrib.nn import tensors
from attrib.nn.tensors import write_tensors


def write(folder: Path, value: float) -> None:
    outdated = [folder / "metrics.json", folder / "none.json"]
    write_tensors(folder / "a.safetensors", {"a": torch.full((2,), value)}, {"format": "pt"}, outdated=outdated)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_takes_the_place_of_the_old_one_and_of_what_is_outdated(tmp_path: Path) -> None:
    write(tmp_path, 1.0)
    (tmp_path / "metrics.json").touch()
    write(tmp_path, 2.0)
    assert load_file(tmp_path / "a.safetensors")["a"].tolist() == [2.0, 2.0]
    assert names(tmp_path) == ["a.safetensors"]


@pytest.mark.parametrize("error", [OSError, SafetensorError])
def test_a_full_disk_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    write(tmp_path, 1.0)
    (tmp_path / "metrics.json").touch()

    def full_disk(_: object, path: str, __: object) -> None:
        Path(path).write_bytes(b"half")
        raise error("no space left on device")

    monkeypatch.setattr(tensors, "save_file", full_disk)
    with pytest.raises(ModelError, match=r"a\.safetensors cannot be written \(no space left on device\); free some"):
        write(tmp_path, 2.0)
    assert load_file(tmp_path / "a.safetensors")["a"].tolist() == [1.0, 1.0]
    assert names(tmp_path) == ["a.safetensors", "metrics.json"]
