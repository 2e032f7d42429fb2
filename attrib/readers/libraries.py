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
    if find_spec("pyarrow") is None:
        raise SettingsError("Parquet needs pyarrow, which is not installed: pip install 'attrib[parquet]'")


def require_ray() -> None:
    """Raise SettingsError, naming the extra that brings it, where Ray is not installed."""
    if find_spec("ray") is None:
        raise SettingsError("a cluster needs Ray, which is not installed: pip install 'attrib[ray]'")
