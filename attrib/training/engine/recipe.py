"""Training settings read from a TOML file into a dataclass, every key and type checked."""

import hashlib
import json
import tomllib
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_type_hints

from attrib.errors import SettingsError

WeightedFolders = tuple[tuple[str, int], ...]


class Recipe:
    """The settings of one training: a frozen dataclass with at least the fields below, read from a file.

    It is known by its digest. All fields but `name` have defaults.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    if TYPE_CHECKING:  # at run time a property here would be taken for the default of the field of that name

        @property
        def name(self) -> str: ...
        @property
        def task(self) -> str: ...
        @property
        def seed(self) -> int: ...
        @property
        def epochs(self) -> int: ...
        @property
        def weight_decay(self) -> float: ...

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises SettingsError for a missing file, bad TOML, an unknown key or a value of another type."""
        return cls(**_checked(cls, path))

    @classmethod
    def defaults(cls) -> Self:
        """A recipe without a name whose settings are all at their defaults."""
        values: dict[str, Any] = {"name": ""}
        return cls(**values)

    def check_task(self, task: str) -> None:
        """Raises SettingsError where the config is of another task."""
        if self.task != task:
            raise SettingsError(f"task = {self.task!r}, expected {task!r}")

    def require(self, *, above_0: str = "", at_least_0: str = "", under_1: str = "", up_to_1: str = "") -> None:
        """Check settings, named by words: those of the last two are at least 0 too. Raises SettingsError."""
        ranges: tuple[tuple[str, Callable[[float], bool], str], ...] = (
            (above_0, lambda value: value > 0, "above 0"),
            (at_least_0, lambda value: value >= 0, "at least 0"),
            (under_1, lambda value: 0 <= value < 1, "at least 0 and under 1"),
            (up_to_1, lambda value: 0 <= value <= 1, "at least 0 and at most 1"),
        )
        for names, fits, words in ranges:
            for name in names.split():
                if not fits(getattr(self, name)):
                    raise SettingsError(f"{name} = {getattr(self, name)} must be {words}")

    def values(self) -> dict[str, Any]:
        """All settings by name."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of all settings."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]


def _checked(kind: type[Recipe], path: Path) -> dict[str, Any]:
    """The settings of a file, every one known to the recipe and of its type."""
    values, hints = read_toml(path), get_type_hints(kind)
    types = {item.name: hints[item.name] for item in fields(kind)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{path}: unknown setting {key!r}; known are {', '.join(types)}")
        if types[key] in _LISTS:
            values[key] = _LISTS[types[key]](path, key, value)
            continue
        wanted = types[key]
        if not isinstance(value, (int, float) if wanted is float else wanted) or isinstance(value, bool):
            raise SettingsError(f"{path}: {key} = {value!r} is a {type(value).__name__}, expected {wanted.__name__}")
    if "name" not in values:
        raise SettingsError(f"{path}: the setting 'name' is missing; it names the folder the model goes to")
    return values


def read_toml(path: Path) -> dict[str, Any]:
    """The settings of a TOML file. Raises SettingsError where it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the training config {path} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise SettingsError(f"the training config {path} is not TOML: {error}") from error


def _words(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise SettingsError(f'{path}: {key} = {value!r}, expected a list of words such as ["a", "b"]')
    return tuple(value)


def _weighted_folders(path: Path, key: str, value: object) -> WeightedFolders:
    """Folders, each with how often an epoch goes over it: ["a", ["b", 2]], where a bare name counts once."""
    pairs = [_weighted_folder(item) for item in value] if isinstance(value, list) else [None]
    found = tuple(pair for pair in pairs if pair is not None)
    if len(found) < len(pairs):
        raise SettingsError(
            f"{path}: {key} = {value!r}, expected a list of folders, each a name or a name with a whole number above 0 "
            'such as ["train", ["train-modern", 2]]'
        )
    return found


def _weighted_folder(item: object) -> tuple[str, int] | None:
    match item:
        case str():
            return item, 1
        case [str(name), int(weight)] if weight > 0 and not isinstance(weight, bool):
            return name, weight
    return None


_LISTS: dict[object, Callable[[Path, str, object], tuple[Any, ...]]] = {
    tuple[str, ...]: _words,
    WeightedFolders: _weighted_folders,
}
