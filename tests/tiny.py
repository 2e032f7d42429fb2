"""A tiny network with random weights, for tests that care how the pieces fit and not how well they read."""

import json
import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel, PreTrainedTokenizerFast

from attrib.nn.attribution.checkpoint import save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.hub import encoder_config, load_encoder
from attrib.nn.encoder.tokens import TextEncoder

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WINDOW, OVERLAP = 62, 16


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Threads cost a network this small more than they give."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def make_tokenizer(*, turned: bool = False) -> Tokenizer:
    """Word pieces of one character each, lower-cased as BERT does: "Ann" is a, ##n, ##n.

    `turned` numbers the pieces from the last to the first, the special ones left where they are.
    """
    characters = string.ascii_lowercase + string.digits
    pieces = (*SPECIAL, *characters, *(f"##{character}" for character in characters), *string.punctuation)
    pieces = (*SPECIAL, *reversed(pieces[len(SPECIAL) :])) if turned else pieces
    tokenizer = Tokenizer(WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    special = [(piece, pieces.index(piece)) for piece in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=special)
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def make_encoder(window: int = WINDOW, overlap: int = OVERLAP) -> TextEncoder:
    return TextEncoder(make_tokenizer(), window, overlap)


def save_base(folder: Path, seed: int = 0) -> Path:
    """A pretrained base as transformers lays it out: a BERT of 2 layers, 32 wide, with its fast tokenizer."""
    torch.manual_seed(seed)
    tokenizer = make_tokenizer()
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config).save_pretrained(folder)
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    return folder


def save_mpnet(folder: Path, layers: int) -> Path:
    """A base of MPNet's kind, 32 wide, as transformers lays it out."""
    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    config = MPNetConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=514,
    )
    model = MPNetModel(config)
    torch.nn.init.normal_(model.encoder.relative_attention_bias.weight)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]").save_pretrained(folder)
    return folder


def make_model(
    base: Path, seed: int = 0, window: int = WINDOW, overlap: int = OVERLAP, **settings: Any
) -> AttributionModel:
    """A model on the base whose untrained heads are loud enough to find spans and links everywhere."""
    torch.manual_seed(seed)
    encoder = load_encoder(str(base))
    config = ModelConfig(encoder_config(encoder), "tiny", window=window, overlap=overlap, link_width=16, **settings)
    model = AttributionModel(config, encoder)
    with torch.no_grad():
        for head in (model.roles, model.entities, model.links.score, model.links.nothing):
            head.weight.normal_(std=1.0)
        if model.inner is not None:
            model.inner.roles.weight.normal_(std=1.0)
    return model.eval()


def save_tiny_model(
    folder: Path, base: Path, seed: int = 0, window: int = WINDOW, overlap: int = OVERLAP, **settings: Any
) -> Path:
    """A saved model folder; with metrics.json, which names the weights' digest."""
    digest = save_model(folder, make_model(base, seed, window, overlap, **settings), make_tokenizer())
    (folder / "metrics.json").write_text(json.dumps({"weights_sha256": digest}) + "\n", encoding="utf-8")
    return folder
