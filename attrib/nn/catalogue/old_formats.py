"""The one place that knows config.json without "kind": as attrib 0.1.0 wrote it, and as transformers does."""

from dataclasses import dataclass
from typing import Any

from attrib.nn.catalogue.kinds import FOR, Kind

_TRANSFORMERS = "model_type"  # the key by which transformers tells its own configurations apart
_ENCODER_DIGEST = "encoder_digest"
_RENAMED = {_ENCODER_DIGEST: FOR, "least": "min_probability", "least_worth": "min_side_probability"}


@dataclass(frozen=True, slots=True)
class _OldFormat:
    """What a training of attrib 0.1.0 wrote to config.json: the format version, and all the keys."""

    version: int
    keys: frozenset[str]


_HEAD = frozenset({_ENCODER_DIGEST, "hidden", "width", "layer", "dropout", "format_version"})
_ATTRIBUTION = frozenset({"encoder", "base", "window", "overlap", "link_width", "link_reach", "hidden_dropout"})
_CONFIDENCE = frozenset({"confidence_scale", "confidence_shift", "least_confidence"})
_STANCE = frozenset({"base", "base_sha256", "window", "width", "hidden_dropout", "temperatures", "shifts"})
_STATEMENTS = frozenset({"scorers", _ENCODER_DIGEST, "least", "least_worth", "certainty"})
_OF_0_1_0 = {
    Kind.ATTRIBUTION: _OldFormat(1, _ATTRIBUTION | _CONFIDENCE | {"format_version", "extra"}),
    Kind.ANTECEDENTS: _OldFormat(1, _HEAD | {"scorers"}),
    Kind.WORD_CLASSES: _OldFormat(1, _HEAD | {"classes"}),
    Kind.STANCE: _OldFormat(2, _STANCE | _STATEMENTS | {"format_version"}),
}


def kind_of_old(values: dict[str, Any]) -> Kind | None:
    """The kind of a config.json without "kind": by all its keys together where attrib 0.1.0 wrote it, else None."""
    if _TRANSFORMERS in values:
        return Kind.ENCODER
    return next((kind for kind, old in _OF_0_1_0.items() if old.keys == set(values)), None)


def in_todays_format(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The values; those of attrib 0.1.0 with the keys and the format version that follow."""
    old = _OF_0_1_0.get(kind)
    if old is None or values.get("format_version") != old.version:
        return dict(values)
    newer = {key: value for key, value in values.items() if key not in _RENAMED}
    for before, after in _RENAMED.items():
        if before in values:
            newer.setdefault(after, values[before])
    return newer | {"format_version": old.version + 1}
