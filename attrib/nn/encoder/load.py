"""Encoders to run: BERT and MPNet without `transformers`, whose import takes seconds, every other kind through it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import torch
from tokenizers import Tokenizer

from attrib.errors import ModelError
from attrib.nn.catalogue import CONFIG, locate, read_json, weights_size
from attrib.nn.encoder.bert import Bert, BertConfig, load_bert
from attrib.nn.encoder.mpnet import FIRST_POSITION, Mpnet, MpnetConfig, load_mpnet
from attrib.nn.tensors import read_weights

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    Encoder: TypeAlias = Bert | Mpnet | PreTrainedModel

_TOKENIZER = "tokenizer.json"
_AFTER_PADDING = frozenset({"mpnet", "roberta", "xlm-roberta", "camembert"})  # whose first rows of positions are no use
_A_WEIGHT = "embeddings.word_embeddings.weight"  # a checkpoint of the encoder alone names it so


def make_encoder(config: dict[str, Any]) -> "Encoder":
    """An encoder of the given transformers configuration, its weights to be loaded.

    Raises ModelError for a damaged configuration.
    """
    bert, mpnet = BertConfig.of(config), MpnetConfig.of(config)
    if bert is not None:
        return Bert(bert)
    if mpnet is not None:
        return Mpnet(mpnet)
    from attrib.nn.encoder.hub import build_encoder

    return build_encoder(config)


def usable_positions(encoder: "Encoder") -> int | None:
    """The most word pieces, both ends included, that an encoder has positions for; None where it has no such limit."""
    config = encoder.config
    most: int | None = getattr(config, "max_position_embeddings", None)
    padding = FIRST_POSITION if getattr(config, "model_type", "") in _AFTER_PADDING else 0
    if isinstance(encoder, Mpnet):
        padding = FIRST_POSITION
    return None if most is None else most - padding


def load_base(base: str) -> tuple["Encoder", Tokenizer]:
    """A pretrained base to run and its tokenizer. Raises ModelError where it cannot be loaded."""
    folder = Path(locate(base))
    plain = None
    if (folder / CONFIG).is_file() and weights_size(folder) is not None:
        plain = _load_plain(folder)
    if plain is not None and (folder / _TOKENIZER).is_file():
        return plain, load_tokenizer_file(folder / _TOKENIZER)
    from attrib.nn.encoder.hub import load_encoder, load_tokenizer

    return load_encoder(base), load_tokenizer(base)


def _load_plain(folder: Path) -> Bert | Mpnet | None:
    """The BERT or MPNet in a folder, in float32; None for another kind, or for one with a head around it."""
    values = read_json(folder / CONFIG)
    bert, mpnet = BertConfig.of(values), MpnetConfig.of(values)
    if bert is None and mpnet is None:
        return None
    tensors = read_weights(folder)
    if _A_WEIGHT not in tensors:
        return None
    if bert is not None:
        return load_bert(bert, tensors, torch.float32)
    return None if mpnet is None else load_mpnet(mpnet, tensors, torch.float32)


def load_tokenizer_file(path: Path) -> Tokenizer:
    """The tokenizer of a folder, without truncation and padding.

    Raises ModelError where the file is missing, cut off or something else.
    """
    model = read_json(path).get("model")
    if not isinstance(model, dict) or not model.get("vocab"):
        raise ModelError(f"{path} has no tokenizer model with a vocabulary; install the model again")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
