"""A tiny attribution model with a pointer, in a folder of models of its own."""

from pathlib import Path

import pytest
import torch

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.pointer.checkpoint import save_pointer
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from tests.tiny import save_tiny_model


@pytest.fixture
def tiny_with_pointer(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    model = save_tiny_model(folder / "small", base)
    loaded = load_model(str(model), torch.device("cpu"))
    pointer = Pointer(PointerConfig(loaded.digest, 32, layer=1, rank=2, width=8), loaded.model.encoder)
    save_pointer(folder / "points", pointer)
    monkeypatch.setenv("ATTRIB_MODELS", str(folder))
    return model
