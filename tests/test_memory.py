"""Memory of the libraries under PyTorch: few kernels are kept, and what is freed goes back to the system."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.memory import few_collections, give_back

NAMES = ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY")
SHAPES = """
import sys
import attrib, torch
from attrib.memory import few_collections, give_back
from pathlib import Path
weight = torch.zeros(384, 384, dtype=torch.bfloat16)

def megabytes():
    give_back()
    return int(Path("/proc/self/statm").read_text().split()[1]) // 256

def read(lengths):
    for length in lengths:
        torch.nn.functional.linear(torch.zeros(length, 384, dtype=torch.bfloat16), weight)

torch.set_num_threads(1)
with torch.inference_mode():
    read(range(100, 200))
    before = megabytes()
    read(range(200, 500))
    print(megabytes() - before)
"""


def _run(code: str, environment: dict[str, str]) -> str:
    kept = {key: value for key, value in os.environ.items() if key not in NAMES} | environment
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    found = subprocess.run([sys.executable, "-c", code], env=kept | paths, capture_output=True, text=True, check=True)
    return found.stdout.strip()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("told", [None, "7"])
def test_few_kernels_are_kept_unless_the_environment_says_otherwise(name: str, told: str | None) -> None:
    found = _run(f"import attrib, os; print(os.environ[{name!r}])", {} if told is None else {name: told})
    assert found == (told or "64")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux alone tells a process's memory so")
def test_memory_does_not_grow_with_the_shapes_of_what_is_read() -> None:
    assert int(_run(SHAPES, {})) < 25  # 85 where kernels of all shapes are kept


def resident() -> int:
    """Bytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux alone tells a process's memory so")
def test_freed_memory_goes_back() -> None:
    if "glibc" not in " ".join(os.confstr(name) or "" for name in ("CS_GNU_LIBC_VERSION",)):
        pytest.skip("the C library is not glibc")
    held = [bytearray(60_000) for _ in range(4_000)]  # 240 MB in pieces that glibc keeps
    last = bytearray(60_000)
    held.clear()
    before = resident()
    give_back()
    assert before - resident() > 100_000_000
    assert len(last) == 60_000


LARGE_BLOCKS = """
from attrib.memory import LARGE, ask_for_large_blocks
from pathlib import Path

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) // 256

def left(size):  # of what was freed below something that stays
    before = megabytes()
    held = [bytearray(size) for _ in range(160_000_000 // size)]
    last = bytearray(60_000)
    del held
    return megabytes() - before, len(last)

bytearray(31_000_000)  # from now on glibc keeps blocks up to this size
first = left(4_000_000)[0]
ask_for_large_blocks()
print(first, left(LARGE + 1)[0])
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux alone tells a process's memory so")
def test_large_blocks_go_back_when_they_are_freed() -> None:
    if "glibc" not in " ".join(os.confstr(name) or "" for name in ("CS_GNU_LIBC_VERSION",)):
        pytest.skip("the C library is not glibc")
    before, after = map(int, _run(LARGE_BLOCKS, {}).split())
    assert before > 100
    assert after < 10


def test_cycles_are_looked_for_less_often_for_a_while() -> None:
    before = gc.get_threshold()
    with few_collections():
        assert gc.get_threshold() == (100 * before[0], *before[1:])
    assert gc.get_threshold() == before
