"""The models that are here: found by name, path, kind and digest. The only code that looks into folders of models."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attrib import resources
from attrib.errors import ModelError, ResourceError, SettingsError
from attrib.nn.catalogue.configs import read_kind, wrong_kind
from attrib.nn.catalogue.files import CONFIG, measured_digest
from attrib.nn.catalogue.kinds import FOR, Kind
from attrib.nn.catalogue.sealing import checked_digest
from attrib.nn.catalogue.weights import weights_digest

VARIABLE = "ATTRIB_MODELS"
"""The environment variable that names folders of the user's own models, several separated as in PATH."""

SENTENCE_ENCODER = "all-minilm-l6-v2"

_ALSO = {"fast": "attribution", "attribution": "fast"}
"""Of a model without a folder of its name, the other name it has had: attrib 0.2 called the fast model attribution."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model of the catalogue: a folder with a config.json.

    `made_for` is the SHA-256 of the attribution weights that it is for, "" for none; `base` the name of the encoder
    that it was made from. `kind` is None where config.json cannot be used, and `problem` then says why. A model is
    `shadowed` where one of the same name comes before it: its path alone finds it.
    """

    name: str
    folder: Path
    kind: Kind | None
    made_for: str = ""
    base: str = ""
    problem: str = ""
    shadowed: bool = False


def model_folders() -> tuple[Path, ...]:
    """The folders that hold models, in the order of search: those of ATTRIB_MODELS, then the one that ships.

    Raises SettingsError where ATTRIB_MODELS names something that is no folder.
    """
    own = tuple(Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part)
    for folder in own:
        if not folder.is_dir():
            raise SettingsError(f"{VARIABLE} names {str(folder)!r}, which is no folder; make or correct it")
        if (folder / CONFIG).is_file():
            raise SettingsError(
                f"{VARIABLE} names {str(folder)!r}, which is a model itself; name the folder that holds it"
            )
    return tuple(dict.fromkeys((*own, resources.folder("models"))))


def list_models() -> tuple[CatalogueEntry, ...]:
    """Every model, in the order of search, those of one folder by name."""
    return tuple(_entries())


def _entries() -> Iterator[CatalogueEntry]:
    seen: set[str] = set()
    for folder in model_folders():
        for config in sorted(folder.glob(f"*/{CONFIG}")):
            yield _entry(config.parent, shadowed=config.parent.name in seen)
            seen.add(config.parent.name)


def _entry(folder: Path, *, shadowed: bool) -> CatalogueEntry:
    try:
        kind, values = read_kind(folder)
    except ModelError as error:
        return CatalogueEntry(folder.name, folder, None, problem=str(error), shadowed=shadowed)
    made_for, base = (str(values.get(key, "")) for key in (FOR, "base"))
    return CatalogueEntry(folder.name, folder, kind, made_for, base, shadowed=shadowed)


def find_entry(name: str) -> CatalogueEntry | None:
    """The model given by a path, or else the first of that name or of its other name; None where there is none."""
    path = Path(name).absolute()
    if _is_model(path):
        return _entry(path, shadowed=False)
    entries = tuple(_entries())
    names = (name, _ALSO.get(name, name))
    return next((entry for wanted in names for entry in entries if entry.name == wanted), None)


def _is_model(folder: Path) -> bool:
    """Whether a folder has a config.json; what the system takes for no path, such as too long a name, has none."""
    try:
        return (folder / CONFIG).is_file()
    except OSError:
        return False


def find_model(name: str, kind: Kind) -> Path:
    """The folder of a model of a kind, given by its path or name.

    Raises ModelError where there is none, where it is of another kind, or where its config.json cannot be used.
    """
    entry = find_entry(name)
    if entry is None:
        known = ", ".join(dict.fromkeys(item.name for item in _entries() if item.kind == kind)) or "none"
        raise ModelError(
            f"no model {name!r}: it is neither a folder with a {CONFIG} nor the name of a model of kind "
            f"{str(kind)!r} ({known})"
        )
    if entry.kind is None:
        raise ModelError(entry.problem)
    if entry.kind != kind:
        raise wrong_kind(entry.folder, entry.kind, kind)
    return entry.folder


def find_head(kind: Kind, digest: str) -> Path | None:
    """The folder of the first model of a kind that is for attribution weights of that SHA-256; None without one."""
    return next((item.folder for item in _entries() if item.kind == kind and item.made_for == digest), None)


def find_digest(kind: Kind, digest: str, asking: Path) -> Path:
    """The folder of the model of a kind whose weights have that SHA-256, for the model in `asking` that needs it.

    The word of metrics.json is taken for it, where it says one: loading the model checks that, and reading the weights
    of every model takes time. Raises ModelError where there is none.
    """
    for item in _entries():
        if item.kind == kind and (measured_digest(item.folder) or weights_digest(item.folder)) == digest:
            return item.folder
    raise ModelError(
        f"{asking} is for a model of kind {str(kind)!r} with weights of SHA-256 {digest[:12]}…, which is not here; "
        "install that model, or the one that is for yours"
    )


def find_base(name: str, digest: str) -> Path:
    """The folder of the encoder of that path or name whose weights have that SHA-256, be it shadowed or not.

    Raises ModelError where there is none.
    """
    given = Path(name)
    named = [item.folder for item in _entries() if item.name == name and item.kind == Kind.ENCODER]
    folders = [given, *named] if _is_model(given) else named
    if not folders:
        raise ModelError(f"the base {name!r} is no folder with {CONFIG}; give one, its weights have to be checked")
    found = [weights_digest(folder) for folder in folders]
    if digest not in found:
        raise ModelError(
            f"the base {name!r} has weights of SHA-256 {found[0][:12]}…, the model was made from {digest[:12]}…; "
            "install the models again"
        )
    return folders[found.index(digest)]


def locate(base: str) -> str:
    """The folder of an encoder given by path or name; any other text unchanged, as an id of the hub.

    Raises ModelError where the folder holds a model of another kind.
    """
    try:
        entry = find_entry(base)
    except ResourceError:
        return base
    if entry is None or entry.kind is None:
        return base if entry is None else str(entry.folder)
    if entry.kind != Kind.ENCODER:
        raise wrong_kind(entry.folder, entry.kind, Kind.ENCODER)
    return str(entry.folder)


def sentence_encoder_folder() -> Path:
    """The folder of the sentence encoder, that which ships with attrib unless one of its name comes before it."""
    return find_model(SENTENCE_ENCODER, Kind.ENCODER)


def sentence_encoder_id() -> str:
    """What names that encoder in a database. Raises ModelError as `checked_digest`."""
    return weights_id(sentence_encoder_folder())


def weights_id(folder: Path) -> str:
    """What names a model in a database: its folder and the first digits of its weights' SHA-256.

    Raises ModelError as `checked_digest`.
    """
    return f"{folder.name}:{checked_digest(folder)[:16]}"
