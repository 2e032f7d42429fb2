"""config.json of a model: what kind it is of, read and written. The key "kind" says it, and nothing else."""

import json
from pathlib import Path
from typing import Any

from attrib.errors import ModelError
from attrib.nn.catalogue.files import CONFIG, read_json
from attrib.nn.catalogue.kinds import FOR, KIND, Kind
from attrib.nn.catalogue.old_formats import in_todays_format, kind_of_old

MADE_FOR = "made_for"
"""The field of a configuration that holds "for", which is a word of Python."""


def read_kind(folder: Path) -> tuple[Kind, dict[str, Any]]:
    """The kind of the model in a folder and its config.json, in today's format.

    Raises ModelError where the file is missing or damaged, or does not say its kind.
    """
    path = folder / CONFIG
    values = read_json(path)
    said = values.get(KIND, kind_of_old(values))
    choices = ", ".join(f'"{kind}"' for kind in Kind)
    if said is None:
        raise ModelError(
            f'{path} does not say what kind of model it is; add the key "{KIND}" with one of {choices}, or install the '
            "model again"
        )
    if not isinstance(said, str) or said not in set(Kind):
        raise ModelError(f"{path} has {KIND} = {said!r}, expected one of {choices}; correct it, or upgrade attrib")
    kind = Kind(said)
    return kind, in_todays_format(kind, values)


def read_config(folder: Path, kind: Kind) -> dict[str, Any]:
    """The values of a model's configuration, "for" under the name of its field and "kind" left out.

    Raises ModelError where config.json is missing or damaged, or is of another kind.
    """
    found, values = read_kind(folder)
    if found != kind:
        raise wrong_kind(folder, found, kind)
    values.pop(KIND, None)
    if FOR in values:
        values[MADE_FOR] = values.pop(FOR)
    return values


def write_config(folder: Path, kind: Kind, values: dict[str, Any]) -> None:
    """Write config.json of the values of a configuration and of its kind."""
    said = {KIND: str(kind)} | ({FOR: values[MADE_FOR]} if MADE_FOR in values else {})
    rest = {key: value for key, value in values.items() if key != MADE_FOR}
    (folder / CONFIG).write_text(json.dumps(said | rest, indent=2) + "\n", encoding="utf-8")


def wrong_kind(folder: Path, found: Kind, expected: Kind) -> ModelError:
    """The error for a folder that holds another kind of model than the one asked for."""
    return ModelError(
        f"{folder} is a model of kind {str(found)!r}, expected {str(expected)!r}; "
        "`attrib models list` shows the kind of each model"
    )
