"""A tiny judge of sides over a tiny MPNet attribution model, with random weights."""

from pathlib import Path
from typing import Any

import torch
from torch import nn

from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.load import make_encoder
from attrib.nn.encoder.mpnet import Mpnet
from attrib.nn.judge.checkpoint import save_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.model import SideJudge
from tests.tiny import make_tokenizer

ENCODER = {
    "model_type": "mpnet",
    "hidden_size": 32,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 514,
    "layer_norm_eps": 1e-5,
    "relative_attention_num_buckets": 32,
}


def make_mpnet(values: dict[str, Any], seed: int) -> Mpnet:
    """A tiny MPNet with loud random weights."""
    torch.manual_seed(seed)
    encoder = make_encoder(values)
    assert isinstance(encoder, Mpnet)
    for parameter in encoder.parameters():
        nn.init.normal_(parameter, std=0.3)
    return encoder


def save_tiny_mpnet(folder: Path, seed: int = 0) -> Path:
    """A saved attribution model with an MPNet of 3 layers, 32 wide."""
    tokenizer = make_tokenizer()
    values = ENCODER | {"vocab_size": tokenizer.get_vocab_size()}
    encoder = make_mpnet(values, seed)
    model = AttributionModel(ModelConfig(values, "tiny", window=62, overlap=16, link_width=16), encoder)
    save_model(folder, model, tokenizer)
    return folder


def make_judge(base: Path, seed: int = 0, window: int = 300) -> SideJudge:
    """A judge over a saved attribution model whose additions and head are loud, in evaluation mode."""
    loaded = load_model(str(base), torch.device("cpu"))
    torch.manual_seed(seed)
    config = JudgeConfig(loaded.digest, first=1, width=8, window=window, least_side=0.4)
    model = SideJudge(config, loaded.model)
    model.upper.take(make_mpnet(ENCODER | {"vocab_size": make_tokenizer().get_vocab_size()}, 9))
    with torch.no_grad():
        model.unnamed.normal_(std=0.5)
        model.hidden.weight.normal_(std=2.0)
        model.sides.weight.normal_(std=1.0)
    return model.eval()


def save_tiny_judge(folder: Path, base: Path, seed: int = 0) -> Path:
    save_judge(folder, make_judge(base, seed))
    return folder
