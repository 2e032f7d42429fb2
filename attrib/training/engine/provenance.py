"""What a model folder tells of the run that made it, so that figures can be compared between runs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue import read_json, weights_digest
from attrib.resources import code_version
from attrib.training.engine.recipe import Recipe

RECORD = "training.json"


@dataclass(frozen=True, slots=True)
class Provenance:
    """A model's name, the first 12 hexadecimal digits of its weights' SHA-256, and its training where that is known.

    `recipe` is the digest of all settings but name and seed: runs that differ only in these share it. `seconds` of
    training. What is not known is "" or None.
    """

    model: str
    weights: str
    config_digest: str = ""
    recipe: str = ""
    seed: int | None = None
    epochs: int | None = None
    seconds: int | None = None


def write_provenance(folder: Path, settings: Mapping[str, object], digest: str, seconds: int) -> None:
    """Write training.json: all settings of a training, their digest, the seconds it took and the code's version."""
    record = {"config": settings, "config_digest": digest, "seconds": seconds, "code_version": code_version()}
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def recipe_digest(config: Mapping[str, object], recipe: type[Recipe]) -> str:
    """First 12 hexadecimal digits of the SHA-256 of a config's settings without its name and seed.

    Settings at their defaults are left out, so that a setting that is new does not part the runs before it from those
    after it. A default must therefore stay what it is: give another value in the configs.
    """
    defaults = asdict(recipe.defaults())
    kept = {name: value for name, value in config.items() if name not in ("name", "seed")}
    kept = {name: value for name, value in kept.items() if json.dumps(value) != json.dumps(defaults.get(name))}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:12]


def read_provenance(folder: Path, recipe: type[Recipe]) -> Provenance:
    """The provenance of a model folder: from training.json, which a training leaves there, or else
    training.toml, a file of that recipe.

    Raises ModelError where training.json is damaged, SettingsError where training.toml is.
    """
    name, weights = folder.resolve().name, weights_digest(folder)[:12]
    record = folder / RECORD
    if record.is_file():
        values = read_json(record)
        try:
            config, digest, seconds = dict(values["config"]), str(values["config_digest"]), int(values["seconds"])
            seed, epochs = int(config["seed"]), int(config["epochs"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{record} is no record of a training ({error!r}); delete it or train again") from error
        return Provenance(name, weights, digest, recipe_digest(config, recipe), seed, epochs, seconds)
    settings = folder / "training.toml"
    if settings.is_file():
        read = recipe.read(settings)
        values = asdict(read)
        return Provenance(name, weights, read.digest, recipe_digest(values, recipe), values["seed"], values["epochs"])
    return Provenance(name, weights)
