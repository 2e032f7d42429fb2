"""The linker that ships, for whoever resolves statements without a pipeline."""

from functools import cache
from pathlib import Path

from attrib.nn.catalogue import Kind, find_model
from attrib.pipeline.readers import LinkScorer

LINKER = "linker"
"""The name of the linker's folder."""


@cache
def shipped_linker() -> LinkScorer:
    """The linker of that name, loaded once. Raises ModelError where it is missing or damaged."""
    return load_reader(find_model(LINKER, Kind.LINKER))


def load_reader(folder: Path) -> LinkScorer:
    """The linker of a folder. Raises ModelError where it is damaged."""
    from attrib.nn.heads.checkpoint import load_linker
    from attrib.nn.heads.linker import LinkReader

    return LinkReader(load_linker(folder))
