"""How long `attrib --help` takes, as a whole process."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

_RUNS = 15


def measure() -> Iterator[str]:
    """Median wall time of `attrib --help`."""
    command = [sys.executable, "-m", "attrib.cli.main", "--help"]
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - started))
    yield f"attrib --help: median {statistics.median(times):.0f} ms of {_RUNS} (fastest {min(times):.0f})"
