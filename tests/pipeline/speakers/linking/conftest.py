"""What a reader expects of the linker, and what the weights that ship still get wrong.

The tests of this folder hold the shipped weights to a reader's answers. Those named in misses.txt, one a line, fail
with them. When new weights ship, pytest tells which of them pass: take these out, and give any other that fails a
second look first.
"""

from pathlib import Path

import pytest

MISSES = tuple((Path(__file__).parent / "misses.txt").read_text(encoding="utf-8").split("\n")[:-1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the known misses; one that passes is an error."""
    for item in items:
        if item.nodeid.endswith(MISSES):
            item.add_marker(pytest.mark.xfail(reason="the shipped linker links another speaker", strict=True))
