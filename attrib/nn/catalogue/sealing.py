"""The seal of a model: weights.sha256, which says what the files of its weights must be.

It is a file of its own, written with the weights and in the form of `sha256sum`, because metrics.json holds figures: it
goes where weights are replaced, comes when they are measured, and small models have none. `sha256sum -c weights.sha256`
checks it without attrib.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue.files import METRICS, SEAL, measured_digest
from attrib.nn.catalogue.weights import digest_of, file_digests, listed

_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+\.safetensors)")


def seal(folder: Path) -> str:
    """Write the seal of the weights as they are; their digest. Raises ModelError where one of the files is missing."""
    digests = file_digests(folder)
    path = folder / SEAL
    try:
        path.write_text(listed(digests), encoding="utf-8")
    except OSError as error:
        raise ModelError(f"{path} cannot be written ({error.strerror}); make the folder writable") from error
    return digest_of(folder, digests)


def checked_digest(folder: Path) -> str:
    """The digest of the weights.

    Raises ModelError where there is no seal, and where it or metrics.json names other weights.
    """
    digests = file_digests(folder)
    sealed = _read_seal(folder)
    if sealed.keys() != digests.keys():
        raise ModelError(
            f"the weights in {folder} are {', '.join(digests)}, {SEAL} names {', '.join(sealed)}; "
            "install the model again"
        )
    for name, found in digests.items():
        if found != sealed[name]:
            raise ModelError(
                f"the weights {folder / name} have SHA-256 {found[:12]}…, {SEAL} says {sealed[name][:12]}…: they are "
                "damaged or of another model; install the model again"
            )
    digest, expected = digest_of(folder, digests), measured_digest(folder)
    if expected is not None and digest != expected:
        raise ModelError(
            f"the weights in {folder} have SHA-256 {digest[:12]}…, {METRICS} says {expected[:12]}…; "
            "install the model again"
        )
    return digest


def is_sealed(folder: Path) -> bool:
    """Whether a folder says what its weights must be."""
    return (folder / SEAL).is_file()


def _read_seal(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each file of weights. Raises ModelError where the seal is missing or damaged."""
    path = folder / SEAL
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise ModelError(
            f"{folder} has no {SEAL}, which names its weights, so that they cannot be checked; install the model "
            f"again, or, if the weights are your own and as they should be, write it: attrib models seal {folder}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be read ({error}); install the model again") from error
    found = [_LINE.fullmatch(line) for line in lines]
    if not found or None in found:
        raise ModelError(f"{path} is damaged: a line is a SHA-256, two spaces and a file; install the model again")
    return {line[2]: line[1] for line in found if line is not None}
