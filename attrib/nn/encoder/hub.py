"""The pretrained encoder a training starts from, by `transformers`: a folder under models/, any other, or a hub id."""

from typing import Any

from huggingface_hub.errors import StrictDataclassError
from safetensors import SafetensorError
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerFast
from transformers.utils import logging

from attrib.errors import ModelError
from attrib.nn.catalogue import KIND, locate

# The fields of a transformers configuration that set dropout of attention weights; it is slow on a CPU and stays off.
_ATTENTION_DROPOUT = ("attention_probs_dropout_prob", "attention_dropout")


def load_encoder(base: str) -> PreTrainedModel:
    """The pretrained encoder in float32, attention dropout off. Raises ModelError where it cannot be loaded."""
    try:
        settings = AutoConfig.from_pretrained(locate(base))
        for name in _ATTENTION_DROPOUT:
            if hasattr(settings, name):
                setattr(settings, name, 0.0)
        logging.disable_progress_bar()  # attrib has bars of its own, and these would be in every log
        encoder: PreTrainedModel = AutoModel.from_pretrained(locate(base), config=settings, dtype="float32")
    except (OSError, ValueError, RuntimeError, SafetensorError, StrictDataclassError) as error:
        raise ModelError(
            f"no encoder at {base!r}: give a folder with config.json and safetensors, or a hub id ({_reason(error)})"
        ) from error
    return encoder


def _reason(error: BaseException) -> str:
    """The first line of what a library says; the rest is advice for its own users."""
    return str(error).partition("\n")[0]


def load_tokenizer(base: str) -> Tokenizer:
    """The base's fast tokenizer, without truncation and padding. Raises ModelError where it has none."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(locate(base))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"no tokenizer at {base!r}: give a folder with tokenizer.json, or a hub id ({_reason(error)})"
        ) from error
    if not isinstance(tokenizer, PreTrainedTokenizerFast):
        raise ModelError(f"the tokenizer of {base!r} gives no character offsets; choose a base with a fast tokenizer")
    backend: Tokenizer = tokenizer.backend_tokenizer
    backend.no_truncation()
    backend.no_padding()
    return backend


def build_encoder(config: dict[str, Any]) -> PreTrainedModel:
    """An encoder of the given transformers configuration with fresh weights. Raises ModelError for a damaged one."""
    values = dict(config)
    model_type = values.pop("model_type", None)
    if model_type is None:
        raise ModelError("the encoder configuration names no model_type; config.json is damaged")
    try:
        encoder: PreTrainedModel = AutoModel.from_config(AutoConfig.for_model(model_type, **values))
    except (ValueError, TypeError, StrictDataclassError) as error:
        raise ModelError(
            f"the encoder configuration in config.json cannot be built ({_reason(error)}); install the model again"
        ) from error
    return encoder


def encoder_config(encoder: PreTrainedModel) -> dict[str, Any]:
    """The configuration to store: JSON values only."""
    values: dict[str, Any] = encoder.config.to_diff_dict()
    values["model_type"] = encoder.config.model_type
    for name in ("_name_or_path", "dtype", "transformers_version", "architectures", KIND):
        values.pop(name, None)
    return values
