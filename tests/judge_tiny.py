"""A tiny pair judge over a tiny MPNet attribution model, with random weights."""

from pathlib import Path

import torch
from torch import nn

from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.load import make_encoder
from attrib.nn.judge.checkpoint import save_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.model import PairJudge
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


def save_tiny_mpnet(folder: Path, seed: int = 0) -> Path:
    """A saved attribution model with an MPNet of 3 layers, 32 wide."""
    torch.manual_seed(seed)
    tokenizer = make_tokenizer()
    values = ENCODER | {"vocab_size": tokenizer.get_vocab_size()}
    model = AttributionModel(ModelConfig(values, "tiny", window=62, overlap=16, link_width=16), make_encoder(values))
    for parameter in model.encoder.parameters():
        nn.init.normal_(parameter, std=0.3)
    save_model(folder, model, tokenizer)
    return folder


def make_judge(base: Path, seed: int = 0) -> PairJudge:
    """A judge over a saved attribution model whose additions and head are loud, in evaluation mode."""
    loaded = load_model(str(base), torch.device("cpu"))
    torch.manual_seed(seed)
    config = JudgeConfig(loaded.digest, first=1, rank=2, width=8, window=300, min_probability=0.4)
    model = PairJudge(config, loaded.model)
    with torch.no_grad():
        for name, value in model.named_parameters():
            if value.requires_grad and name.endswith((".up", "unnamed")):
                value.normal_(std=0.5)
        model.hidden.weight.normal_(std=2.0)
        model.sides.weight.normal_(std=1.0)
    return model.eval()


def save_tiny_judge(folder: Path, base: Path, seed: int = 0) -> Path:
    save_judge(folder, make_judge(base, seed))
    return folder
