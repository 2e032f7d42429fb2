"""What ships with attrib: where its folders (models, migrations) lie, and a digest of the sources that decide results.

Both work in a wheel, an editable install and a checkout.
"""

import hashlib
from functools import cache
from pathlib import Path

from attrib._version import __version__
from attrib.errors import ResourceError

DECIDING = ("english", "nn", "pipeline", "text")
"""The folders of the package whose sources and word lists decide what is found in a text."""

DECIDING_MODULES = ("data/spans.py", "data/statements.py")
"""Single modules that decide too: what overlaps, and what a statement is called."""

_PACKAGE = Path(__file__).resolve().parent
_SOURCES = (".py", ".txt")
_DIGITS = 12  # of the digest, in a code version


def folder(name: str) -> Path:
    """The shipped folder of that name: inside the package if installed, beside it in a checkout.

    Raises ResourceError where neither exists.
    """
    installed = _PACKAGE / name
    if installed.is_dir():
        return installed
    beside = _PACKAGE.parent / name
    if beside.is_dir() and (_PACKAGE.parent / "setup.cfg").is_file():
        return beside
    raise ResourceError(
        f"the folder {name}/ that ships with attrib is in neither {installed} nor {beside}; reinstall attrib"
    )


@cache
def code_version(package: Path = _PACKAGE) -> str:
    """The version of attrib and a digest of the sources that decide, such as "0.2.0+3f9a1c07b2de".

    A changed rule, threshold or word list changes it; the command line, the readers and the store have no part in it.
    Raises ResourceError where the sources of `package` are missing.
    """
    return f"{__version__}+{sources_digest(package)[:_DIGITS]}"


def sources_digest(package: Path) -> str:
    """Hexadecimal SHA-256 over the names and contents of the sources that decide, the same on every system.

    Line ends count as one newline each. Raises ResourceError where a folder has no sources or a file cannot be read.
    """
    return _digest(package, DECIDING, DECIDING_MODULES).hexdigest()


def sources_of(rooms: tuple[str, ...], others: tuple[str, ...] = (), package: Path = _PACKAGE) -> str:
    """Hexadecimal SHA-256 over the sources of some folders of the package, and other texts. Raises ResourceError."""
    digest = _digest(package, rooms, ())
    digest.update("\n".join(others).encode())
    return digest.hexdigest()


def _digest(package: Path, rooms: tuple[str, ...], modules: tuple[str, ...]) -> "hashlib._Hash":
    digest = hashlib.sha256()
    names = list(modules)
    for room in rooms:
        paths = [path.relative_to(package) for path in (package / room).rglob("*") if path.suffix in _SOURCES]
        if not paths:
            raise ResourceError(f"{package / room} holds no sources, which name what a run found; reinstall attrib")
        names += sorted(path.as_posix() for path in paths)
    for name in names:
        content = hashlib.sha256(_read(package / name)).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest


def _read(path: Path) -> bytes:
    """The bytes of a source, its line ends as newlines."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path} cannot be read ({error.strerror}); reinstall attrib") from error
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
