"""Encoders to run: BERT without `transformers`, whose import takes seconds, and every other kind through it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer

from attrib.errors import ModelError
from attrib.nn.catalogue import CONFIG, WEIGHTS, locate, read_json
from attrib.nn.encoder.bert import Bert, BertConfig, load_bert

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    Encoder: TypeAlias = Bert | PreTrainedModel

_TOKENIZER = "tokenizer.json"
_A_WEIGHT = "embeddings.word_embeddings.weight"  # a checkpoint of the encoder alone names it so


def make_encoder(config: dict[str, Any]) -> "Encoder":
    """An encoder of the given transformers configuration, its weights to be loaded.

    Raises ModelError for a damaged configuration.
    """
    sizes = BertConfig.of(config)
    if sizes is not None:
        return Bert(sizes)
    from attrib.nn.encoder.hub import build_encoder

    return build_encoder(config)


def load_base(base: str) -> tuple["Encoder", Tokenizer]:
    """A pretrained base to run and its tokenizer. Raises ModelError where it cannot be loaded."""
    folder = Path(locate(base))
    plain = _load_plain(folder) if all((folder / name).is_file() for name in (CONFIG, WEIGHTS)) else None
    if plain is not None and (folder / _TOKENIZER).is_file():
        return plain, load_tokenizer_file(folder / _TOKENIZER)
    from attrib.nn.encoder.hub import load_encoder, load_tokenizer

    return load_encoder(base), load_tokenizer(base)


def _load_plain(folder: Path) -> Bert | None:
    """The BERT in a folder, in float32; None for another kind, or for one with a head around it."""
    sizes = BertConfig.of(read_json(folder / CONFIG))
    if sizes is None:
        return None
    try:
        tensors = load_file(folder / WEIGHTS)
    except SafetensorError as error:
        raise ModelError(f"the weights {folder / WEIGHTS} are damaged ({error}); install the model again") from error
    return load_bert(sizes, tensors, torch.float32) if _A_WEIGHT in tensors else None


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
