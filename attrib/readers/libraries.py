"""Libraries that only some formats need: they come with an extra, and are missed only when such a file is read."""

from importlib.util import find_spec

from attrib.errors import ReadError, SettingsError


def require(library: str, what: str, extra: str) -> None:
    """Raise ReadError, naming the extra that brings it, where a library is not installed.

    Example: `require("mammoth", "a Word document", "documents")`.
    """
    if find_spec(library) is None:
        raise ReadError(f"{what} is read with {library}, which is not installed; pip install 'attrib[{extra}]' adds it")


def require_pyarrow() -> None:
    """Raise SettingsError, naming the extra that brings it, where pyarrow is not installed."""
    _needs("Parquet", "pyarrow", "parquet")


def require_ray() -> None:
    """Raise SettingsError, naming the extra that brings it, where Ray is not installed."""
    _needs("a cluster", "Ray", "ray")


def _needs(what: str, library: str, extra: str) -> None:
    if find_spec(library.lower()) is None:
        raise SettingsError(f"{what} needs {library}, which is not installed: pip install 'attrib[{extra}]'")
