"""The name of a run: every model, setting and source that decides what a pipeline finds, by its digest."""

import hashlib
import json
from pathlib import Path

from attrib import resources
from attrib.data import Run
from attrib.nn.catalogue import CONFIG, Kind, checked_digest, find_base, read_config, read_json
from attrib.pipeline.parts import Parts

NO_HEAD = "none"
"""What a run says of a head that was not there."""

_DIGITS = 16  # of a part's digest


def name_run(parts: Parts, precision: str) -> Run:
    """The run of an attribution model, its heads and, where stances are judged, their model.

    Batch size and device have no part in it: they change no result. Raises ModelError for a missing or damaged file.
    """
    settings = {"precision": precision, "attribution": _settings_digest(parts.model)}
    settings |= {str(kind): NO_HEAD for kind in (Kind.ANTECEDENTS, Kind.WORD_CLASSES)}
    settings |= {str(kind): part_digest(head) for kind, head in parts.heads.items()}
    if parts.stance is not None:
        settings |= {"stance": part_digest(parts.stance), "stance_base": _settings_digest(_base(parts.stance))}
        settings |= {} if parts.second is None else {"second_opinion": part_digest(parts.second)}
    elif parts.judges:
        settings["stance"] = str(Kind.POINTER)
    return Run(parts.model.name, parts.digest, resources.code_version(), settings)


def part_digest(folder: Path) -> str:
    """First digits of the SHA-256 over a model's weights, config.json and tokenizer.json."""
    return _shortened(checked_digest(folder), _settings_digest(folder))


def _settings_digest(folder: Path) -> str:
    """The same over config.json and tokenizer.json alone; a file that is not there counts as empty."""
    config = folder / CONFIG
    tokenizer = folder / "tokenizer.json"
    values = json.dumps(read_json(config), sort_keys=True) if config.is_file() else ""
    pieces = hashlib.sha256(tokenizer.read_bytes()).hexdigest() if tokenizer.is_file() else ""
    return _shortened(values, pieces)


def _base(stance: Path) -> Path:
    """The folder of the encoder that a stance model builds on; its weights are in the config by their digest."""
    values = read_config(stance, Kind.STANCE)
    return find_base(str(values.get("base", "")), str(values.get("base_sha256", "")))


def _shortened(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
