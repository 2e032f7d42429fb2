"""Memory of the libraries under PyTorch: few kernels are kept, and what is freed goes back to the system."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.memory import give_back

NAME = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"


@pytest.mark.parametrize(("environment", "expected"), [({}, "64"), ({NAME: "7"}, "7")])
def test_few_kernels_are_kept_unless_the_environment_says_otherwise(environment: dict[str, str], expected: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key != NAME} | environment
    code = f"import attrib, os; print(os.environ[{NAME!r}])"
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    found = subprocess.run([sys.executable, "-c", code], env=kept | paths, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == expected


def _resident() -> int:
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
    before = _resident()
    give_back()
    assert before - _resident() > 100_000_000
    assert len(last) == 60_000
