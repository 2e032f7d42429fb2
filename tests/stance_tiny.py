"""A tiny stance model with random weights."""

from pathlib import Path

import torch

from attrib.nn.encoder.hub import load_encoder
from attrib.nn.stance.checkpoint import base_digest, save_stance_model
from attrib.nn.stance.config import StanceConfig
from attrib.nn.stance.model import StanceModel


def make_stance_model(base: Path, seed: int = 0, window: int = 96) -> StanceModel:
    """A model on the base whose untrained head is loud enough to take sides, in evaluation mode."""
    torch.manual_seed(seed)
    config = StanceConfig(str(base), base_digest(str(base)), window=window, width=16, scorers=2)
    model = StanceModel(config, load_encoder(str(base)))
    with torch.no_grad():
        model.answers.weight.normal_(std=3.0)
        for name, value in model.statements.named_parameters():
            if name.endswith("weight"):
                value.normal_(std=0.5)
        for layer in model.layers:
            layer.get_submodule("output.dense").get_parameter("weight").add_(0.05)
    return model.eval()


def save_tiny_stance_model(folder: Path, base: Path, seed: int = 0) -> Path:
    save_stance_model(folder, make_stance_model(base, seed))
    return folder
