"""The catalogue of models: what is in models/ and in the user's own folders, found by name, path, kind and digest."""

from attrib.nn.catalogue.configs import read_config, read_kind, write_config
from attrib.nn.catalogue.files import (
    CARD,
    CONFIG,
    METRICS,
    WEIGHTS,
    checked_digest,
    measured_digest,
    read_json,
    weights_digest,
)
from attrib.nn.catalogue.kinds import KIND, Kind
from attrib.nn.catalogue.listing import describe_model, describe_models, require_entry
from attrib.nn.catalogue.models import (
    SENTENCE_ENCODER,
    VARIABLE,
    CatalogueEntry,
    find_base,
    find_entry,
    find_head,
    find_model,
    list_models,
    locate,
    model_folders,
    sentence_encoder_folder,
    sentence_encoder_id,
    weights_size,
)

__all__ = [
    "CARD",
    "CONFIG",
    "KIND",
    "METRICS",
    "SENTENCE_ENCODER",
    "VARIABLE",
    "WEIGHTS",
    "CatalogueEntry",
    "Kind",
    "checked_digest",
    "describe_model",
    "describe_models",
    "find_base",
    "find_entry",
    "find_head",
    "find_model",
    "list_models",
    "locate",
    "measured_digest",
    "model_folders",
    "read_config",
    "read_json",
    "read_kind",
    "require_entry",
    "sentence_encoder_folder",
    "sentence_encoder_id",
    "weights_digest",
    "weights_size",
    "write_config",
]
