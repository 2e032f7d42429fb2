"""Which formats can be read, by which reader, and how a file's format is told from its name or its first bytes."""

from collections.abc import Callable
from pathlib import PurePath

from attrib.errors import SettingsError
from attrib.readers.plain import read_text
from attrib.readers.source import Readings, Source

Reader = Callable[[Source], Readings]

READERS: dict[str, Reader] = {
    "text": read_text,
}
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
}
_COMPRESSED = ".gz"


def reader_of(name: str) -> Reader:
    """The reader of a format; raises SettingsError for a name that is none of READERS."""
    if name not in READERS:
        raise SettingsError(f"input format {name!r} is none of {', '.join(READERS)}")
    return READERS[name]


def format_of(path: str) -> str | None:
    """The format a file's name tells, with or without .gz; None where the suffix is not known."""
    name = PurePath(path.lower())
    suffix = PurePath(name.stem).suffix if name.suffix == _COMPRESSED else name.suffix
    return SUFFIXES.get(suffix)
