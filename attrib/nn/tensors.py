"""Files of tensors that are there whole or not at all."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from attrib.errors import ModelError


def write_tensors(
    path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, str], *, outdated: Iterable[Path] = ()
) -> None:
    """Write a safetensors file, which takes its name when it is whole; `outdated` files are removed right before that.

    Raises ModelError where the disk does not take it: what was there stays, and no half file is left.
    """
    unfinished = path.with_name(f"{path.name}.part")
    try:
        save_file(dict(tensors), str(unfinished), dict(metadata))
        for other in outdated:
            other.unlink(missing_ok=True)
        unfinished.replace(path)
    except (OSError, SafetensorError) as error:
        unfinished.unlink(missing_ok=True)
        raise ModelError(f"{path} cannot be written ({error}); free some space, or give another folder") from error
