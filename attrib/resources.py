"""Where the folders that ship with attrib (models, migrations) lie: in a wheel, an editable install or a checkout."""

from pathlib import Path

from attrib.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


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
